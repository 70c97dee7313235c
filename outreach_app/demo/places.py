"""The forty partners and sixty sites of the demonstration library, in a county that is on no map."""

import re
from dataclasses import dataclass

from outreach_app import ids
from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import DAYS, Hours, Weekly
from outreach_app.partners import feed
from outreach_app.partners.models import Partner, Site

WORKFORCE, GOVERNMENT, EDUCATION, HEALTH, OTHER = (
    "workforce", "government_or_social_service", "education", "health", "other",
)  # fmt: skip

# kind, partner, then its sites as (name, address).
PARTNERS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (WORKFORCE, "Cedar County Job Center", (("Millbrook office", "214 Main Street, Millbrook"), ("Port Elder office", "9 Wharf Road, Port Elder"))),
    (WORKFORCE, "Westfork Skills Exchange", (("Training hall", "77 Foundry Lane, Westfork"), ("Evening classroom", "310 Canal Street, Westfork"))),
    (WORKFORCE, "Second Start Reentry", (("Day center", "1120 Railroad Avenue, Millbrook"),)),
    (WORKFORCE, "Farmworker Training Alliance", (("Packing shed classroom", "4801 County Road 12, Oak Landing"), ("Harlan Springs trailer", "22 Orchard Road, Harlan Springs"))),
    (WORKFORCE, "Building Trades Apprentices", (("Workshop", "655 Quarry Road, Juniper Ridge"),)),
    (WORKFORCE, "Veterans to Work", (("Post 88 hall", "41 Liberty Street, Harlan Springs"),)),
    (WORKFORCE, "Riverbend Staffing Collective", (("Front desk", "18 Second Street, Millbrook"),)),
    (WORKFORCE, "Youth Works Cedar", (("Shop floor", "502 Depot Street, Westfork"), ("Summer camp", "90 Lakeshore Drive, Juniper Ridge"))),
    (GOVERNMENT, "Cedar County Human Services", (("Main building", "100 Courthouse Square, Millbrook"), ("Satellite office", "16 Elm Street, Oak Landing"))),
    (GOVERNMENT, "Harbor House Shelter", (("Family shelter", "733 Dock Street, Port Elder"), ("Men's shelter", "739 Dock Street, Port Elder"))),
    (GOVERNMENT, "Millbrook Housing Authority", (("Linden Court", "25 Linden Court, Millbrook"), ("Maple Terrace", "400 Maple Terrace, Millbrook"))),
    (GOVERNMENT, "Office on Aging", (("Millbrook senior center", "58 Garden Street, Millbrook"), ("Westfork senior center", "12 Mill Street, Westfork"))),
    (GOVERNMENT, "Juniper Ridge Town Hall", (("Council room", "1 Town Square, Juniper Ridge"),)),
    (GOVERNMENT, "Cedar County Emergency Management", (("Operations center", "2300 Highway 6, Millbrook"),)),
    (GOVERNMENT, "Newcomers' Welcome Desk", (("Welcome desk", "87 Second Street, Millbrook"), ("Port Elder desk", "30 Chapel Street, Port Elder"))),
    (GOVERNMENT, "Legal Aid of Three Counties", (("Walk-in clinic", "211 Court Street, Millbrook"), ("Tenants' hour", "25 Linden Court, Millbrook"))),
    (GOVERNMENT, "Oak Landing Food Pantry", (("Pantry", "6 Church Lane, Oak Landing"), ("Drive-through", "1400 Fairground Road, Oak Landing"))),
    (EDUCATION, "Cedar County School District", (("Millbrook High", "900 Pioneer Road, Millbrook"), ("Westfork Middle", ""))),
    (EDUCATION, "Adult Learning Center", (("Reading room", "63 Academy Street, Millbrook"), ("Evening annex", "14 Academy Street, Millbrook"))),
    (EDUCATION, "Elder Valley Community College", (("Library commons", "5000 College Way, Port Elder"), ("Juniper Ridge campus", "800 Summit Road, Juniper Ridge"))),
    (EDUCATION, "Little Sprouts Head Start", (("Millbrook nursery", "129 Garden Street, Millbrook"), ("Oak Landing nursery", "33 River Road, Oak Landing"))),
    (EDUCATION, "Homeschool Cooperative", (("Grange hall", "2210 County Road 4, Harlan Springs"),)),
    (EDUCATION, "Escuela de Familias", (("Salón parroquial", "45 Chapel Street, Port Elder"),)),
    (EDUCATION, "Cedar 4-H Clubs", (("Fairground barn", "1410 Fairground Road, Oak Landing"),)),
    (EDUCATION, "Westfork Literacy Council", (("Tutoring room", "8 Mill Street, Westfork"),)),
    (HEALTH, "Cedar Community Clinic", (("Millbrook clinic", "350 Hospital Drive, Millbrook"), ("Port Elder clinic", "71 Wharf Road, Port Elder"))),
    (HEALTH, "Harlan Springs Hospital", (("Education room", "1 Springs Boulevard, Harlan Springs"),)),
    (HEALTH, "New Leaf Recovery", (("Meeting house", "519 Prospect Street, Westfork"), ("Sober living", "523 Prospect Street, Westfork"))),
    (HEALTH, "Rural Dental Van", (("Van stop, Oak Landing", "6 Church Lane, Oak Landing"),)),
    (HEALTH, "Bridgeway Mental Health", (("Drop-in center", "240 Canal Street, Westfork"),)),
    (HEALTH, "Healthy Mothers Network", (("Circle room", "17 Elm Street, Oak Landing"),)),
    (HEALTH, "Juniper Ridge Care Home", (("Day room", "66 Summit Road, Juniper Ridge"), ("West wing", "68 Summit Road, Juniper Ridge"))),
    (HEALTH, "Cedar Public Health", (("Vaccination hall", "110 Courthouse Square, Millbrook"),)),
    (OTHER, "St. Brendan's Parish", (("Church hall", "40 Chapel Street, Port Elder"), ("Rectory kitchen", "42 Chapel Street, Port Elder"))),
    (OTHER, "Centro Hispano de Millbrook", (("Salón comunitario", "95 Second Street, Millbrook"),)),
    (OTHER, "Harlan Springs Grange", (("Grange hall", "2212 County Road 4, Harlan Springs"),)),
    (OTHER, "First Baptist of Westfork", (("Fellowship hall", "201 Prospect Street, Westfork"),)),
    (OTHER, "Riverside Mobile Home Park", (("Clubhouse", "3300 River Road, Oak Landing"),)),
    (OTHER, "Juniper Ridge Volunteer Fire Company", (("Engine house", "5 Town Square, Juniper Ridge"),)),
    (OTHER, "Cedar County Farmers' Market", (("Market shed", "150 Depot Street, Westfork"), ("Winter market", "1412 Fairground Road, Oak Landing"))),
)  # fmt: skip


# Whom to ask for there; of some nobody has said.
# When it is open; of some nobody has said.
OPEN = (
    Hours(tuple(Weekly(day, "09:00", "17:00") for day in DAYS[:5])),
    Hours(),
    Hours(tuple(Weekly(day, opens, closes) for day in DAYS[:6] for opens, closes in (("08:30", "12:00"), ("13:00", "16:30")))),
    Hours(tuple(Weekly(day, "00:00", "00:00") for day in DAYS)),
)
WHO_IS_THERE = ("Front desk", "Program coordinator", "", "Volunteer desk", "Site manager's office")


def _mail(partner: str) -> str:
    """An address that leads nowhere; a partner's places have one."""
    return f"{re.sub('[^a-z0-9]+', '-', partner.lower()).strip('-')}@partners.example.org"


@dataclass(frozen=True)
class SiteMade:
    """A site of the demonstration, with its partner's id."""

    id: str
    partner: str
    name: str


def add(writing: Writing) -> list[SiteMade]:
    """Put the partners and their sites, told to all phones."""
    made: list[SiteMade] = []
    for kind, name, sites in PARTNERS:
        partner = Partner(library_id=writing.library, id=ids.new(), name=name, kind=kind)
        writing.session.add(partner)
        writing.session.flush()
        feed.publish_partner(writing, partner)
        changes.note(writing, "partners", partner.id, before=None, after=changes.columns(partner), by=None)
        for site_name, address in sites:
            site = Site(
                library_id=writing.library,
                id=ids.new(),
                partner_id=partner.id,
                name=site_name,
                address=address,
                contact=WHO_IS_THERE[len(made) % len(WHO_IS_THERE)],
                mail=_mail(name) if len(made) % 4 else "",
                opening=rules.written(OPEN[len(made) % len(OPEN)]),
                phone=f"(555) 010-{2000 + 7 * len(made)}" if len(made) % 3 else "",
            )
            writing.session.add(site)
            writing.session.flush()
            feed.publish_site(writing, site)
            changes.note(writing, "sites", site.id, before=None, after=changes.columns(site), by=None)
            made.append(SiteMade(site.id, partner.id, f"{name}, {site_name}"))
    return made
