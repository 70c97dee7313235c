"""A version of the plan with what it names, as its pages, its papers and its letters show it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.emergency.plan import queries, rules, words
from outreach_app.emergency.plan.queries import Plan
from outreach_app.web import wifi
from outreach_app.web.language import full_date
from outreach_app.web.text import gettext as _


@dataclass(frozen=True, slots=True)
class Shown:
    """A version with what its page needs to know of what it names."""

    plan: Plan
    around: queries.Around
    there: frozenset[str]

    @classmethod
    def of(cls, session: Session, plan: Plan) -> "Shown":
        around = queries.around(session, plan)
        return cls(plan, around, frozenset(queries.present(plan, around.active)))

    def called(self, who: str) -> str:
        return words.called(who, self.plan, self.around.people)

    def has_left(self, who: str) -> bool:
        return not who.startswith(f"{rules.ROLE}:") and who not in self.there

    def standing(self, role: rules.Role) -> rules.Standing:
        return rules.standing(role, self.there)

    @property
    def vacant(self) -> list[queries.Vacant]:
        return queries.vacant_among(self.plan, self.around.active)

    @property
    def calls(self) -> list[tuple[int, rules.Call]]:
        return list(rules.called_in_order(self.plan.calls))

    def place_name(self, id_: str) -> str:
        """What a place of the plan is called; empty where there is none."""
        place = self.plan.entry("places", id_)
        if not isinstance(place, rules.Place):
            return ""
        site = self.around.sites.get(place.site)
        return site.whole_name if site else place.name

    def services_at(self, place: rules.Place) -> list[str]:
        return [words.service_name(one) for one in self.plan.services if one.id in place.services]

    def phone(self, call: rules.Call) -> str:
        """The number to call: of the entry, or of the contact that it names."""
        contact = self.plan.entry("contacts", call.who.removeprefix(f"{rules.CONTACT}:"))
        return call.phone or (contact.phone if isinstance(contact, rules.Contact) else "")

    @staticmethod
    def wifi(kept: str) -> Any:
        """The network of a partner's place."""
        return wifi.read(kept)

    @property
    def approval(self) -> str:
        """Who answers for it, or that nobody does."""
        told = self.plan.told
        if told.approved_on is None:
            return _("Version %(number)s, a draft that nobody has approved.", number=told.number)
        staff = self.called(f"{rules.STAFF}:{told.approver_id}") if told.approver_id else ""
        by = ", ".join(one for one in (staff, told.approved_by) if one)
        day = full_date(told.approved_on)
        return _("Version %(number)s, approved on %(day)s by %(who)s.", number=told.number, day=day, who=by)

    def steps_in(self, standing: rules.Standing | queries.Vacant) -> str:
        """What a vacant role says of who steps in."""
        if standing.acting:
            return _("%(name)s steps in.", name=self.called(standing.acting))
        return _("Nobody steps in: name somebody.")

    def why_vacant(self, holder: str | None) -> str:
        """Why a role is vacant."""
        return _("%(name)s has left.", name=self.called(holder)) if holder else _("nobody is named.")
