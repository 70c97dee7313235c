"""Letting two records of one session count as one, and parting them again; what else is decided, `judging` does."""

import json
from typing import Any

from sqlalchemy import select

from outreach_app.db import Writing
from outreach_app.ledger import desk
from outreach_app.ledger.kinds import Catalogue
from outreach_app.problems import Refusal
from outreach_app.training_sessions.days import SETTING, UNMERGED
from outreach_app.training_sessions.models import TrainingSession
from outreach_app.web.text import lazy_gettext as _


def merge(
    writing: Writing,
    catalogue: Catalogue,
    session: str,
    *,
    into: str,
    of: str,
    comment: str | None,
    fact_id: str,
    author: str,
    zone: str,
) -> None:
    """Let one record of a session count no more, since another tells of the same.

    Raises `Refusal` "session.changed_meanwhile" with `version`, "session.not_to_merge", "not_found", "fact.changed_meanwhile".
    """
    mine = _there(writing, session)
    if of != mine.version:
        raise _changed(mine.version)
    other = writing.session.scalars(select(TrainingSession).where(TrainingSession.id == into)).one_or_none()
    if other is None or into == session or other.withdrawn or other.merged_into is not None:
        message = _("That record counts no more itself. Choose the one that stays.")
        raise Refusal("session.not_to_merge", message, fields={"into": [message]})
    payload = {"into": into, "of": of, **_standing(mine), "comment": comment or None}
    desk.record_one(
        writing, catalogue, fact_id=fact_id, kind="training_session.merged", subject=session, author=author,
        payload=payload, zone=zone,
    )  # fmt: skip


def unmerge(writing: Writing, catalogue: Catalogue, session: str, *, fact_id: str, author: str, zone: str) -> None:
    """Let a merged record count by itself again. Raises `Refusal` "not_found" or "fact.changed_meanwhile"."""
    mine = _there(writing, session)
    payload = {"of": mine.version, **_standing(mine), "comment": None}
    desk.record_one(
        writing, catalogue, fact_id=fact_id, kind=UNMERGED, subject=session, author=author, payload=payload, zone=zone
    )  # fmt: skip


def _there(writing: Writing, session: str) -> TrainingSession:
    found = writing.session.scalars(select(TrainingSession).where(TrainingSession.id == session)).one_or_none()
    if found is None:
        raise Refusal("not_found", _("There is no such session."))
    return found


def _standing(session: TrainingSession) -> dict[str, Any]:
    """Where and when a session is counted, for the days and the visit that lose or regain it."""
    told = json.loads(session.told)
    return {"was": {name: told[name] for name in SETTING}, "author": session.author, "visit": session.visit_id}


def _changed(version: str) -> Refusal:
    message = _("The session was changed while this page was open. Look at it as it is now, and decide again.")
    return Refusal("session.changed_meanwhile", message, version=version)
