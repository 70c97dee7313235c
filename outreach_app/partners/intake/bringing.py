"""Partners as a file tells them, written into the library; and the library's partners as such a file."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.db import Writing, writing
from outreach_app.mail.letters import is_address
from outreach_app.partners import editing as places
from outreach_app.partners import queries
from outreach_app.partners.contacts import editing as contacts
from outreach_app.partners.contacts import queries as contact_queries
from outreach_app.partners.intake.columns import COLUMNS, plain
from outreach_app.partners.intake.plan import OF_A_CONTACT, Plan, Step, There, plan
from outreach_app.partners.intake.tables import Table
from outreach_app.partners.models import ACTIVE, KINDS, STAGES, Partner, Site
from outreach_app.partners.profile import editing as profile
from outreach_app.partners.words import KIND_WORDS, STAGE_WORDS
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

# Words that other lists use for the five kinds.
_KINDS = {
    "workforce": "workforce jobs employment empleo",
    "government_or_social_service": "government socialservice socialservices nonprofit shelter housing gobierno",
    "education": "education school college university k12 educacion escuela",
    "health": "health hospital clinic healthcare salud",
    "other": "other faith business otro",
}


def planned(session: Session, table: Table, matched: Mapping[str, int], same: Collection[str]) -> Plan:
    """What bringing the file in would do now."""
    checks = {"kind": _kind, "stage": _stage, "mail": lambda cell: cell if is_address(cell) else None}
    return plan(table, matched, there(session), same, checks)


def bring_in(
    library: str, table: Table, matched: Mapping[str, int], same: Collection[str], *, agreed: str | None, by: str | None
) -> Plan:
    """Do what the file says; gives what was done. Doing it again does nothing.

    `agreed` is the digest of the plan that a person looked at; None where nobody did. Raises `Refusal`
    "partners.plan_changed", with nothing done, where it would be another one by now.
    """
    with writing(library) as handle:
        now = planned(handle.session, table, matched, same)
        if agreed not in (None, now.digest):
            message = _("Somebody changed partners meanwhile. Nothing was brought in; look it over again.")
            raise Refusal("partners.plan_changed", message)
        for step in now.steps:
            _take(handle, step, by)
        return now


def there(session: Session) -> list[There]:
    """Every partner with its places and contacts, in three queries."""
    found = {
        one.id: There(one.id, one.name, {"kind": one.kind, "stage": one.stage, "notes": one.notes})
        for one in session.scalars(select(Partner).where(Partner.merged_into.is_(None)).order_by(Partner.id))
    }
    now = queries.called_now()
    for site, partner in session.execute(select(Site, now).join(Partner, Partner.id == Site.partner_id)):
        found[partner].places[plain(site.name)] = (site.id, site.address)
    for one in contact_queries.every(session):
        if one.partner_id in found:
            found[one.partner_id].contacts[plain(one.name)] = (one.id, {name: getattr(one, name) for name in OF_A_CONTACT})
    return list(found.values())


def as_rows(session: Session) -> Iterator[Sequence[object]]:
    """The library's partners as the lines of a file that can be brought in again, the names of its columns first."""
    yield COLUMNS
    query = select(Partner).where(Partner.merged_into.is_(None)).order_by(func.lower(Partner.name), Partner.id)
    sites: dict[str, list[Site]] = {}
    now = queries.called_now()
    for site, partner in session.execute(select(Site, now).join(Partner, Partner.id == Site.partner_id).order_by(Site.name)):
        sites.setdefault(partner, []).append(site)
    people: dict[str, list[tuple[str, ...]]] = {}
    for each in contact_queries.every(session):
        people.setdefault(each.partner_id, []).append((each.name, each.role, each.phone, each.mail))
    for one in session.scalars(query):
        mine, whom = sites.get(one.id, []), people.get(one.id, [])
        for number in range(max(len(mine), len(whom), 1)):
            place = (mine[number].name, mine[number].address) if number < len(mine) else ("", "")
            contact = whom[number] if number < len(whom) else ("", "", "", "")
            yield (one.name, one.kind, one.stage, one.notes, *place, *contact)


def _take(handle: Writing, step: Step, by: str | None) -> None:
    told = {name: text for name, text in step.told.items() if name != "stage"}
    if step.id is None:
        id_ = ids.new()
        stage = step.told.get("stage", ACTIVE)
        profile.add(handle, id_, by=by, stage=stage, **{"finer": "", "does": "", "notes": "", **told, "name": step.name})
    else:
        id_ = step.id
        if told:
            finer = {"finer": ""} if "kind" in told else {}
            profile.change(handle, id_, seen=None, by=by, **finer, **told)
        if "stage" in step.told:
            profile.come_to(handle, id_, step.told["stage"], "", seen=None, by=by)
    for site, name, address in step.places.values():
        if site is None:
            places.add_site(handle, id_, ids.new(), by=by, name=name, address=address)
        else:
            places.change_site(handle, site, seen=None, by=by, address=address)
    for contact, name, said in step.contacts.values():
        if contact is None:
            contacts.add(handle, id_, ids.new(), by=by, name=name, **{**dict.fromkeys(OF_A_CONTACT, ""), **said})
        else:
            contacts.change(handle, contact, seen=None, by=by, **said)


def _kind(cell: str) -> str | None:
    word = plain(cell)
    for kind in KINDS:
        if word in (plain(kind), plain(str(KIND_WORDS[kind]))) or word in _KINDS[kind].split():
            return kind
    return None


def _stage(cell: str) -> str | None:
    word = plain(cell)
    return next((one for one in STAGES if word in (one, plain(str(STAGE_WORDS[one])))), None)
