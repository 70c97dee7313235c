"""Rows of which facts name which photos, written from what the fold gives."""

from sqlalchemy import delete

from outreach_app.db import Writing
from outreach_app.ledger.kinds import Projected
from outreach_app.photos import queries
from outreach_app.photos.models import PhotoMention
from outreach_app.statements import insert


def project(writing: Writing, photos: list[Projected]) -> None:
    """Write which facts name these photos, and which of those are held."""
    names = [one.subject for one in photos]
    held = queries.held(writing.session, names)
    writing.session.execute(delete(PhotoMention).where(PhotoMention.photo.in_(names)))
    mentions = [
        {"photo": one.subject, "fact_id": fact, "device": device, "is_held": one.subject in held}
        for one in photos
        for fact, device in one.state["named"]
    ]
    insert(writing, PhotoMention, mentions)
