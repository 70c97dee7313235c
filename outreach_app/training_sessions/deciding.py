"""Deciding on a training session at the desk: each decision is a fact about the version that was looked at."""

from sqlalchemy import select

from outreach_app.db import Writing
from outreach_app.ledger import desk
from outreach_app.ledger.kinds import Catalogue
from outreach_app.problems import Refusal
from outreach_app.training_sessions.models import TrainingSession
from outreach_app.web.text import lazy_gettext as _

APPROVED, RETURNED, REJECTED, REOPENED, COMMENTED = WORDS = ("approved", "returned", "rejected", "reopened", "commented")
# These say something of one version; the others hold whatever the session became.
OF_A_VERSION = (APPROVED, RETURNED, REJECTED)


def decide(
    writing: Writing,
    catalogue: Catalogue,
    session: str,
    *,
    word: str,
    of: str,
    comment: str | None,
    fact_id: str,
    author: str,
    zone: str,
) -> None:
    """Record a decision. Raises `Refusal` "session.changed_meanwhile" with `version`, "not_found", "fact.changed_meanwhile"."""
    query = select(TrainingSession.version).where(TrainingSession.id == session)
    version = writing.session.scalars(query).one_or_none()
    if version is None:
        raise Refusal("not_found", _("There is no such session."))
    if word in OF_A_VERSION and of != version:
        message = _("The session was changed while this page was open. Look at it as it is now, and decide again.")
        raise Refusal("session.changed_meanwhile", message, version=version)
    desk.record_one(
        writing,
        catalogue,
        fact_id=fact_id,
        kind=f"training_session.{word}",
        subject=session,
        author=author,
        payload={**({"of": of} if word in OF_A_VERSION else {}), "comment": comment or None},
        zone=zone,
    )
