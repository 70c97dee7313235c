"""To whom a letter about grants is owed, and of what: by the library's calendar, whatever the funder's clocks show."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts.models import ADMIN, COORDINATOR, Library, StaffMember
from outreach_app.grants import queries, rules
from outreach_app.grants.models import Grant
from outreach_app.mail.models import BegunLetter

SORT = "grants"
_MOST = timedelta(days=rules.MOST_DAYS + 2)


@dataclass(frozen=True, slots=True)
class About:
    """What a letter tells of: the deadline of a grant, or a task of it."""

    key: str
    """By which it is remembered: another deadline is told of anew."""
    grant: Grant
    task: str | None
    due_on: str | None
    """Of a task; a deadline stands in the grant."""
    left: int


@dataclass(frozen=True, slots=True)
class Told:
    """A letter of today."""

    staff: str
    name: str
    email: str
    language: str
    about: tuple[About, ...]

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """By which it is remembered that it went."""
        return tuple((SORT, one.key) for one in self.about)


def owed(session: Session, library: Library, now: datetime, today: date) -> list[Told]:
    """The letters of today, of what each reader was not told yet."""
    due = [*_deadlines(session, now, library.time_zone), *_tasks(session, today)]
    if not due:
        return []
    people = {one.id: one for one in session.scalars(select(StaffMember).where(StaffMember.active.is_(True)))}
    answer_for_all = [one.id for one in people.values() if one.role in (COORDINATOR, ADMIN)]
    begun = _begun(session, (one.key for one, _owner, _further in due))
    mine: dict[str, list[About]] = defaultdict(list)
    for one, owner, further in due:
        for who in rules.who_is_told(owner, further, people.keys(), answer_for_all):
            if (who, one.key) not in begun:
                mine[who].append(one)
    main = library.language_codes[0]
    return [
        Told(who, people[who].name, people[who].email, people[who].language or main, tuple(about))
        for who, about in sorted(mine.items(), key=lambda it: people[it[0]].email)
    ]


def _deadlines(session: Session, now: datetime, here: str) -> Iterator[tuple[About, str | None, None]]:
    for one in queries.ahead(session, now + _MOST):
        if one.due_at is None or now - one.due_at > timedelta(days=rules.LATE_DAYS):
            continue
        left = rules.days_left(one.due_at, now, here)
        step = rules.due_step(left, rules.chosen_days(one.remind_days) or ())
        # Who wants no letters before has none after either.
        if step is not None and one.remind_days:
            key = f"{one.id[:36]}.{one.due_at:%Y%m%d%H%M}.{step}"
            yield About(key, one, None, None, left), one.owner_id, None


def _tasks(session: Session, today: date) -> Iterator[tuple[About, str | None, str | None]]:
    for task, of in queries.to_do(session, today + timedelta(days=max(rules.TASK_DAYS))):
        left = (date.fromisoformat(str(task.due_on)) - today).days
        if left < -rules.LATE_DAYS:
            continue
        # A task that is over is told of as one of today that nobody was told of.
        step = rules.due_step(max(left, 0), rules.TASK_DAYS)
        yield About(f"{task.id[:36]}.{task.due_on}.{step}", of, task.name, task.due_on, left), task.owner_id, of.owner_id


def _begun(session: Session, keys: Iterable[str]) -> set[tuple[str, str]]:
    query = select(BegunLetter.reader, BegunLetter.key).where(BegunLetter.sort == SORT, BegunLetter.key.in_(set(keys)))
    return {(reader, key) for reader, key in session.execute(query)}
