"""The plan in words: its sections, services and drills, and what the record of changes calls its members."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from outreach_app.accounts import queries as accounts
from outreach_app.emergency.mode.words import SERVICE as SERVICE
from outreach_app.emergency.plan import queries, rules
from outreach_app.emergency.plan.drills.models import CALL_DOWN, FULL, TABLETOP, WALK_THROUGH
from outreach_app.emergency.plan.queries import Plan
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

SECTION: Mapping[str, str] = {
    "roles": _("Roles"),
    "contacts": _("Contacts outside the library"),
    "calls": _("Who calls whom"),
    "services": _("What is offered"),
    "places": _("Places"),
    "kits": _("Kits to send"),
    "links": _("Forms and links"),
    "flyers": _("Flyers that are ready"),
}
ADD: Mapping[str, str] = {
    "roles": _("Add a role"),
    "contacts": _("Add a contact"),
    "calls": _("Add a call"),
    "services": _("Add a service"),
    "places": _("Add a place"),
    "kits": _("Add a kit"),
    "links": _("Add a form or link"),
    "flyers": _("Add a flyer"),
}
NONE_YET: Mapping[str, str] = {
    "roles": _("Nobody is responsible for anything yet."),
    "contacts": _("Nobody outside the library is named yet."),
    "calls": _("Nobody calls anybody yet."),
    "services": _("Nothing is offered yet."),
    "places": _("No place is named yet."),
    "kits": _("No kit is sent anywhere yet."),
    "links": _("No form or link is named yet."),
    "flyers": _("No flyer is ready yet."),
}
DRILL: Mapping[str, str] = {
    TABLETOP: _("Talked through at a table"),
    CALL_DOWN: _("The calls were made"),
    WALK_THROUGH: _("Walked through at a place"),
    FULL: _("Everything was set up"),
}
# For the record of changes.
WHAT: Mapping[str, str] = {
    "emergency_plans": _("Disaster plan"),
    "emergency_plan_entries": _("Entry of the disaster plan"),
    "emergency_drills": _("Drill"),
}
MEMBERS: Mapping[str, str] = {
    "section": _("Section"),
    "service": _("What it is"),
    "number": _("Number of the version"),
    "about": _("What it is for"),
    "changed": _("What is different"),
    "approved_on": _("Approved on"),
    "approved_by": _("Approved by"),
    "noted_at": _("Noted"),
    "duties": _("What it does"),
    "organization": _("Organisation"),
    "person": _("Whom to ask for"),
    "steps": _("Steps"),
    "scenario": _("What was practised"),
    "learned": _("What was learned"),
    "plan_changed": _("What changed in the plan by it"),
}
# Ids, which are told by the names of what they stand for.
NAMED: Mapping[str, str] = {
    "approver_id": _("Approved by"),
    "noted_by": _("Noted by"),
    "holder_1": _("Who has it"),
    "holder_2": _("First alternate"),
    "holder_3": _("Second alternate"),
    "holder_4": _("Third alternate"),
    "who": _("Who is called"),
    "caller": _("Called by"),
    "site": _("Place"),
    "kit": _("Kit"),
    "flyer": _("Flyer"),
    "place": _("Where it goes"),
    "services": _("What is offered there"),
    "begun_from": _("Begun from"),
    "plan_id": _("Version that was practised"),
    "changed_plan_id": _("Version in which it changed"),
}
VALUES: Mapping[str, str] = DRILL


def service_name(service: rules.Service) -> str:
    """What a service is called."""
    return service.name or str(SERVICE.get(service.service, service.service))


def called(who: str, plan: Plan, people: Mapping[str, str]) -> str:
    """What somebody or some role of a plan is called."""
    sort, _colon, id_ = who.partition(":")
    if sort == rules.STAFF:
        return people.get(id_) or gettext("somebody whom the library does not know")
    if sort == rules.ROLE:
        return next((one.name for one in plan.roles if one.id == id_), gettext("a role that is not in the plan any more"))
    contact = next((one for one in plan.contacts if one.id == id_), None)
    if contact is None:
        return gettext("a contact who is not in the plan any more")
    told = [one for one in (contact.name, contact.person, contact.organization) if one]
    return ", ".join(told)


def entry_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What an entry that is named, or whoever is named as "staff:<id>", "contact:<id>" or "role:<id>", is called."""
    named = {one: one.rpartition(":")[2] for one in ids}
    staff = accounts.staff_names(session, named.values())
    found = {one.id: _entry_name(one) for one in queries.entries(session, named.values())}
    # A call is called as whoever is called by it.
    others = {id_: name for id_, name in found.items() if ":" in name}
    if others:
        found |= {id_: entry_names(session, [who]).get(who, who) for id_, who in others.items()}
    return {one: name for one, id_ in named.items() if (name := {**found, **staff}.get(id_))}


def _entry_name(entry: rules.Entry) -> str:
    if isinstance(entry, rules.Service):
        return service_name(entry)
    return entry.who if isinstance(entry, rules.Call) else str(getattr(entry, "name", "") or getattr(entry, "note", ""))
