"""The letter about watched trends that are to be looked at again: to whoever sees to each, else to the coordinators."""

from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts.models import TRAINER, Library, StaffMember
from outreach_app.mail.letters import Letter
from outreach_app.mail.models import BegunLetter
from outreach_app.trends.watching import queries
from outreach_app.trends.watching.models import WatchedTrend
from outreach_app.web.text import ngettext

SORT = "trend"


@dataclass(frozen=True, slots=True)
class Told:
    """A letter of today: to whom, and of which trends."""

    staff: str
    name: str
    email: str
    language: str
    trends: tuple[WatchedTrend, ...]

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Under which it is remembered, so that none goes twice about the same day of a trend."""
        return tuple(_key(one) for one in self.trends)


def owed(session: Session, library: Library, today: date) -> list[Told]:
    """The letters of today, of what their readers were not written to about yet."""
    due = queries.due(session, today)
    if not due:
        return []
    mine = select(BegunLetter.reader, BegunLetter.sort, BegunLetter.key).where(BegunLetter.sort == SORT)
    begun = {(reader, sort, key) for reader, sort, key in session.execute(mine)}
    staff = list(session.scalars(select(StaffMember).where(StaffMember.active.is_(True)).order_by(StaffMember.email)))
    there, main = {one.id for one in staff}, library.language_codes[0]
    found = []
    for one in staff:
        # What nobody sees to any more, since somebody left, is the coordinators'.
        answers_for_rest = one.role != TRAINER
        its = [it for it in due if it.owner_id == one.id or (answers_for_rest and it.owner_id not in there)]
        new = tuple(it for it in its if (one.id, *_key(it)) not in begun)
        if new:
            found.append(Told(one.id, one.name, one.email, one.language or main, new))
    return found


def letter(told: Told, *, library: str, base_url: str) -> Letter:
    """The letter to one reader."""
    with force_locale(told.language):
        count = len(told.trends)
        subject = ngettext("%(num)s trend is to be looked at again", "%(num)s trends are to be looked at again", count)
        shown = {"told": told, "library": library, "base_url": base_url, "language": told.language, "subject": subject}
        text = render_template("mail/trends.txt", **shown)
        return Letter(told.email, f"{subject} · {library}", text, render_template("mail/trends.html", **shown))


def _key(one: WatchedTrend) -> tuple[str, str]:
    return SORT, f"{one.id}.{one.review_on}"
