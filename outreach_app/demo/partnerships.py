"""What the demonstration library knows of its partners: what they are exactly, at which stage, whom to speak to."""

from collections.abc import Sequence
from datetime import date, timedelta

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.demo.places import EDUCATION, HEALTH, SiteMade
from outreach_app.partners import editing as places
from outreach_app.partners import queries
from outreach_app.partners.agreements import editing as agreements
from outreach_app.partners.contacts import editing as contacts
from outreach_app.partners.goals import editing as goals
from outreach_app.partners.models import DOES, DORMANT, ENDED, PROSPECT, Partner
from outreach_app.partners.profile import editing as profile
from outreach_app.partners.sharing import editing as shares
from outreach_app.partners.sharing.models import DIRECTIONS, RESOURCES
from outreach_app.partners.strategy import editing as strategy

NOTES = ("", "Ring twice; the bell is quiet.", "", "Staff meeting on Tuesday mornings: nobody opens then.", "")
ROLES = ("Program director", "Volunteer coordinator", "Office manager", "Education lead")
NAMES = (
    "Dana Whitfield", "Luis Herrera", "Grace Oyelaran", "Peter Novak", "Amina Farah", "Carol Jensen", "Minh Tran",
    "Beth Kowalski",
)  # fmt: skip
# So many partners are not simply active, by their place in the list.
STAGES = {5: (PROSPECT, "First talk in the spring"), 21: (DORMANT, "They look for a new coordinator"), 36: (ENDED, "")}
AIMS = (
    "People who look for work apply online without help", "Every family has used the shared tablets once",
    "Older neighbors read their test results themselves",
)  # fmt: skip
GOALS = (
    ("inclusion", "Neighbors fill in forms online by themselves", "people", 4000),
    ("innovation", "Kits are where the people are", "kits_lent", 150),
    ("inclusion", "Every family at Linden Court is online", "typed", 60),
)
ROOMS = ("Hall on the ground floor", "Classroom 2", "Meeting room", "Community kitchen")


def add(writing: Writing, sites: Sequence[SiteMade], by: str, today: date) -> None:
    """Say what is known, as a coordinator would at the desk."""
    its_own = list(dict.fromkeys(site.partner for site in sites))
    for number, id_ in enumerate(its_own):
        partner = queries.partner(writing.session, id_)
        if partner is None:
            raise AssertionError("a partner of the demonstration is gone")
        profile.change(
            writing, id_, seen=None, by=by, finer=_finer(partner), does=",".join(DOES[number % 3 :: 2]),
            notes=NOTES[number % len(NOTES)],
        )  # fmt: skip
        if number in STAGES:
            profile.come_to(writing, id_, *STAGES[number], seen=partner.version, by=by)
        _strategy(writing, id_, number, by, today)
        for nth in range(1 + number % 2):
            one = number * 3 + nth
            name = NAMES[one % len(NAMES)]
            mail = f"{name.split()[0].lower()}.{number}@partners.example.org"
            told = {"name": name, "role": ROLES[one % len(ROLES)], "phone": f"(555) 010-{4000 + one}", "mail": mail}
            contacts.add(writing, id_, ids.new(), by=by, **told)
    for number, site in enumerate(sites):
        found = queries.site(writing.session, site.id)
        if found is not None and number % 4:
            told_of_room = {"room": ROOMS[number % len(ROOMS)], "capacity": 8 + number % 5 * 6}
            there = {
                "position": f"{41.2 + number % 8 * 0.031:.4f},{-91.9 + number // 8 * 0.043:.4f}",
                "power": "Outlets along the windows" if number % 3 else "", "languages": "English, Spanish" if number % 2 else "",
                "access": "Level entrance, parking behind the house" if number % 5 else "Four steps, no elevator",
            }  # fmt: skip
            places.change_site(writing, site.id, seen=found.version, by=by, **told_of_room, **there)


def add_goals(writing: Writing, sites: Sequence[SiteMade], by: str, today: date) -> None:
    """Three goals of this year: two that the house counts, and one that somebody types."""
    its_own = list(dict.fromkeys(site.partner for site in sites))
    span = {"starts_on": f"{today.year}-01-01", "ends_on": f"{today.year}-12-31"}
    for serves, name, measure, target in GOALS:
        typed = (
            {"counted": "Families with internet at home", "typed": 38} if measure == "typed" else {"counted": "", "typed": None}
        )
        goals.add(
            writing, ids.new(), by=by, partners=its_own[target % 7 :: 9], name=name, serves=serves, measure=measure, target=target,
            note="", **typed, **span,
        )  # fmt: skip


def _strategy(writing: Writing, partner: str, number: int, by: str, today: date) -> None:
    """Every fourth partnership has a strategy, every third something shared, every fifth an agreement."""
    if number % 4 == 0:
        strategy.write(
            writing, partner, seen=0, by=by, aim=AIMS[number // 4 % len(AIMS)], both_want="Fewer people sent away for a form online",
            next_step="Plan the spring together", owner_id=by if number % 8 else None,
            review_on=(today + timedelta(days=number * 9 - 40)).isoformat(),
        )  # fmt: skip
    if number % 3 == 0:
        for nth, resource in enumerate((RESOURCES[number % 4], RESOURCES[(number // 3) % len(RESOURCES)])):
            direction = DIRECTIONS[(number // 6 + nth) % 2]
            worth = {"worth_hours": 6 + number, "worth_money": 120 * nth or None}
            shares.add(
                writing,
                partner,
                ids.new(),
                by=by,
                direction=direction,
                resource=resource,
                year=today.year - nth,
                note="",
                **worth,
            )
    if number % 5 == 0:
        begins, ends = today - timedelta(days=300), today + timedelta(days=number * 11 - 5)
        agreements.add(
            writing, partner, ids.new(), None, by=by, name="Memorandum of understanding", note="", remind_days=60,
            starts_on=begins.isoformat(), ends_on=ends.isoformat() if number % 10 else None,
        )  # fmt: skip


def _finer(partner: Partner) -> str:
    if partner.kind == EDUCATION:
        return "community_college" if "College" in partner.name else "k12" if "School" in partner.name else ""
    if partner.kind == HEALTH:
        return "hospital" if "Hospital" in partner.name else "other_provider"
    return ""
