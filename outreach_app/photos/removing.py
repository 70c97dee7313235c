"""Taking a photo away: its row stays, so that no phone is asked for it again; its bytes go."""

from sqlalchemy import select

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.photos import queries
from outreach_app.photos.models import Photo
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def remove(writing: Writing, name: str, *, by: str) -> str | None:
    """Note that a photo is taken away; gives the content to be dropped, None where another photo has it too.

    Raises `Refusal` "not_found".
    """
    found = queries.found(writing.session, name)
    if found is None:
        raise Refusal("not_found", _("There is no such photo."))
    if found.removed_at is None:
        before = {"name": name[:12], "removed_at": None}
        found.removed_at, found.removed_by = writing.now, by
        changes.note(writing, "photo", name, before=before, after={**before, "removed_at": writing.now}, by=by)
    alike = select(Photo.sha256).where(Photo.content == found.content, Photo.removed_at.is_(None), Photo.sha256 != name)
    return None if writing.session.scalars(alike.limit(1)).first() else found.content
