"""Adding and removing pictures of places: noted in the record of changes."""

from sqlalchemy import delete, select

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.partners import queries as partners
from outreach_app.partners.pictures import queries
from outreach_app.partners.pictures.models import SitePicture
from outreach_app.photos.looking import Picture
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

PICTURES = "site_pictures"
MOST_OF_A_PLACE = 6


def add(writing: Writing, site: str, id_: str, picture: Picture, *, alt: str, by: str | None) -> None:
    """One more picture; the same id again is the same picture. Its bytes are in the storage before it is written.

    Raises `Refusal` "partners.pictures_full" or "not_found".
    """
    if partners.site(writing.session, site) is None:
        raise Refusal("not_found", _("There is no such place."))
    there = queries.of(writing.session, [site]).get(site, [])
    if any(one.id == id_ for one in there):
        return
    if len(there) >= MOST_OF_A_PLACE:
        raise Refusal(
            "partners.pictures_full", _("A place has at most %(max)s pictures. Remove one first.", max=MOST_OF_A_PLACE)
        )
    row = SitePicture(
        library_id=writing.library, id=id_, site_id=site, alt=alt, content=picture.content, kind=picture.kind,
        size=len(picture.raw), width=picture.width, height=picture.height, added_at=writing.now,
    )  # fmt: skip
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, PICTURES, id_, before=None, after=_noted(row), by=by)


def remove(writing: Writing, site: str, id_: str, *, by: str) -> str | None:
    """Take a picture away for good; gives the content to be dropped, None where another picture has it too.

    Raises `Refusal` "not_found".
    """
    row = queries.picture(writing.session, site, id_)
    if row is None:
        raise Refusal("not_found", _("There is no such picture."))
    changes.note(writing, PICTURES, id_, before=_noted(row), after=None, by=by)
    content = row.content
    writing.session.execute(delete(SitePicture).where(SitePicture.id == id_))
    alike = select(SitePicture.id).where(SitePicture.content == content)
    return None if writing.session.scalars(alike.limit(1)).first() else content


def _noted(row: SitePicture) -> dict[str, str]:
    return {"name": row.alt, "site_id": row.site_id}
