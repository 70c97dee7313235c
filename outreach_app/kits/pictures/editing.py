"""Adding and removing pictures of kits: noted in the record of changes."""

from sqlalchemy import delete, select

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.kits import editing as kits
from outreach_app.kits.pictures import queries
from outreach_app.kits.pictures.models import KitPicture
from outreach_app.photos.looking import Picture
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

PICTURES = "kit_pictures"
MOST_OF_A_KIT = 6


def add(writing: Writing, kit: str, id_: str, picture: Picture, *, part: str | None, alt: str, by: str | None) -> None:
    """One more picture; the same id again is the same picture. Its bytes are in the storage before it is written.

    Raises `Refusal` "kits.pictures_full" or "not_found".
    """
    kits.kit_of(writing, kit)
    there = queries.of(writing.session, kit)
    if any(one.id == id_ for one in there):
        return
    if len(there) >= MOST_OF_A_KIT:
        raise Refusal("kits.pictures_full", _("A kit has at most %(max)s pictures. Remove one first.", max=MOST_OF_A_KIT))
    if part:
        kits.part_of(writing, kit, part)
    row = KitPicture(
        library_id=writing.library, id=id_, kit_id=kit, part_id=part, alt=alt,
        content=picture.content, kind=picture.kind, size=len(picture.raw), width=picture.width,
        height=picture.height, added_at=writing.now,
    )  # fmt: skip
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, PICTURES, id_, before=None, after=_noted(row), by=by)


def remove(writing: Writing, kit: str, id_: str, *, by: str) -> str | None:
    """Take a picture away for good; gives the content to be dropped, None where another picture has it too.

    Raises `Refusal` "not_found".
    """
    row = queries.picture(writing.session, kit, id_)
    if row is None:
        raise Refusal("not_found", _("There is no such picture."))
    changes.note(writing, PICTURES, id_, before=_noted(row), after=None, by=by)
    content = row.content
    writing.session.execute(delete(KitPicture).where(KitPicture.id == id_))
    alike = select(KitPicture.id).where(KitPicture.content == content)
    return None if writing.session.scalars(alike.limit(1)).first() else content


def _noted(row: KitPicture) -> dict[str, str]:
    return {"name": row.alt, "kit_id": row.kit_id}
