"""What the plan that holds needs, and who is to be written to of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts.models import TRAINER, Library, StaffMember
from outreach_app.emergency.plan import queries, words
from outreach_app.emergency.plan.queries import Plan, Vacant
from outreach_app.mail.models import BegunLetter
from outreach_app.web.language import full_date
from outreach_app.web.text import gettext as _

AHEAD = timedelta(days=30)
REVIEW, VACANT, DRAFT = SORTS = ("plan.review", "plan.vacant", "plan.draft")
# A draft is written for so long before somebody is asked whether it is to be approved.
PATIENCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a person is to do about the plan; with the names of whom it names."""

    plan: Plan
    people: Mapping[str, str]
    vacant: tuple[Vacant, ...]
    review_on: str | None
    """By when it is to be looked at again, where that is soon or was."""
    is_draft: bool

    @property
    def is_nothing(self) -> bool:
        return not (self.vacant or self.review_on or self.is_draft)

    @property
    def lines(self) -> list[str]:
        """What a person is to do, a line each, in the language that is spoken."""
        told = [_("Nobody has approved this plan.")] if self.is_draft else []
        if self.review_on:
            told.append(_("It is to be looked at again on %(day)s.", day=full_date(self.review_on)))
        for one in self.vacant:
            why = _("%(name)s has left.", name=self._called(one.holder)) if one.holder else _("nobody is named.")
            acting = (
                _("%(name)s steps in.", name=self._called(one.acting)) if one.acting else _("Nobody steps in: name somebody.")
            )
            told.append(f"{one.role.name}: {why} {acting}")
        return told

    def _called(self, who: str) -> str:
        return words.called(who, self.plan, self.people)


@dataclass(frozen=True, slots=True)
class Told:
    """A letter of today: to whom, and of what."""

    staff: str
    name: str
    email: str
    language: str
    needs: Needs
    keys: tuple[tuple[str, str], ...]


def needs(session: Session, today: date) -> Needs | None:
    """What the plan that holds needs today; None where there is no plan."""
    plan = queries.current(session)
    if plan is None:
        return None
    review_on = plan.told.review_on
    is_soon = review_on is not None and date.fromisoformat(review_on) - AHEAD <= today
    vacant = tuple(queries.vacant(session, plan))
    return Needs(plan, accounts.everybody(session), vacant, review_on if is_soon else None, not plan.is_approved)


def owed(session: Session, library: Library, today: date) -> list[Told]:
    """The letters of today: to coordinators and admins, of what they were not told yet."""
    found = needs(session, today)
    if found is None or not (keys := _keys(found, today)):
        return []
    begun = select(BegunLetter.reader, BegunLetter.sort, BegunLetter.key).where(BegunLetter.sort.in_(SORTS))
    told = {(reader, (sort, key)) for reader, sort, key in session.execute(begun)}
    main = library.language_codes[0]
    some = []
    people = select(StaffMember).where(StaffMember.active.is_(True), StaffMember.role != TRAINER)
    for one in session.scalars(people.order_by(StaffMember.email)):
        mine = tuple(key for key in keys if (one.id, key) not in told)
        if mine:
            some.append(Told(one.id, one.name, one.email, one.language or main, found, mine))
    return some


def _keys(found: Needs, today: date) -> list[tuple[str, str]]:
    """Under which a letter is remembered: each day of review, each vacancy and each draft is told of once."""
    keys = [(VACANT, ids.digest(f"{one.role.id} {one.holder}")) for one in found.vacant if not found.is_draft]
    if found.review_on:
        # Soon, and once more when the day has come.
        has_come = found.review_on <= today.isoformat()
        keys.append((REVIEW, ids.digest(f"{found.plan.id} {found.review_on} {has_come}")))
    if found.is_draft and found.plan.told.begun_at.date() + PATIENCE <= today:
        keys.append((DRAFT, found.plan.id))
    return keys
