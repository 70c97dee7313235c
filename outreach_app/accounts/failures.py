"""Failed sign-ins and enrolments, counted in the database so that every worker knows them.

Ten within 15 minutes, for an address or from a network address, and the rest must wait.
"""

from datetime import timedelta

from sqlalchemy import delete, func, select

from outreach_app import clock, ids
from outreach_app.accounts.models import SignInFailure
from outreach_app.db import db, writing_unscoped
from outreach_app.problems import Refusal
from outreach_app.web.text import ngettext

MOST = 10
WITHIN = timedelta(minutes=15)


def refuse_if_too_many(code: str, *tried: str | None, most: int = MOST) -> None:
    """Raise `Refusal` with this code and `retry_after` seconds where one of these has been counted `most` times."""
    since = clock.now() - WITHIN
    keys = [_key(one) for one in tried if one]
    query = (
        select(func.count(), func.min(SignInFailure.at))
        .where(SignInFailure.who.in_(keys), SignInFailure.at > since)
        .group_by(SignInFailure.who)
        .having(func.count() >= most)
    )
    oldest = [at for _, at in db.session.execute(query)]
    db.session.rollback()
    if oldest:
        wait = max(1, int((max(oldest) + WITHIN - clock.now()).total_seconds()))
        minutes = -(-wait // 60)
        message = ngettext(
            "Too many wrong tries. Wait %(num)s minute and try again; nothing on a phone is lost.",
            "Too many wrong tries. Wait %(num)s minutes and try again; nothing on a phone is lost.",
            minutes,
        )
        raise Refusal(code, message, retry_after=wait)


def note(*tried: str | None) -> None:
    """Count one failure for each of these, and forget those that count no more."""
    now = clock.now()
    with writing_unscoped() as session:
        session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WITHIN))
        session.add_all(SignInFailure(who=_key(one), at=now) for one in tried if one)


def forgive(who: str) -> None:
    """Forget the failures of one address, after a right password."""
    with writing_unscoped() as session:
        session.execute(delete(SignInFailure).where(SignInFailure.who == _key(who)))


def _key(tried: str) -> str:
    # As addresses are compared: what signs the same person in is counted as the same.
    return ids.digest(tried.strip().casefold())
