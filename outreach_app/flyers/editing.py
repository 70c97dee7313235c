"""Editing flyers at the desk: each change is noted in the audit and told to the phones. The printed code stays."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.doors import codes as doors
from outreach_app.flyers import feed
from outreach_app.flyers.codes import OF_A_FLYER
from outreach_app.flyers.models import Flyer, Words
from outreach_app.photos.looking import Picture
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def add_flyer(writing: Writing, id_: str, *, by: str | None, texts: Mapping[str, Words], **told: Any) -> None:
    """A new flyer, with a code that opens it; the same id again is the same flyer."""
    if writing.session.get(Flyer, (writing.library, id_)) is not None:
        return
    code = _free_code(writing)
    doors.hang(writing, code, doors.FLYER, id_)
    flyer = Flyer(library_id=writing.library, id=id_, version=1, code=code, texts=_as_text(texts), **told)
    writing.session.add(flyer)
    writing.session.flush()
    changes.note(writing, feed.FLYERS, id_, before=None, after=noted(flyer), by=by)
    feed.publish(writing, flyer)


def change_flyer(writing: Writing, id_: str, *, seen: int, by: str, texts: Mapping[str, Words], **told: Any) -> str | None:
    """Other words, another target, other days, another picture.

    Gives the content to be dropped where no flyer has that picture any more. Raises `Refusal` "row.changed_meanwhile" or
    "not_found".
    """
    flyer = flyer_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, feed.FLYERS, id_, seen=seen, now=flyer.version)
    before = flyer.picture
    # A language that the form did not offer keeps its words.
    _change(writing, flyer, {"texts": _as_text({**texts, **_not_offered(flyer, texts)}), **told}, by)
    return before if before and not _has_it(writing, before) else None


def pictured(picture: Picture | None) -> dict[str, Any]:
    """A picture as a flyer has it, or that it has none; the bytes are in the storage before it is written."""
    if picture is None:
        return {"picture": None, "picture_width": None, "picture_height": None}
    return {"picture": picture.content, "picture_width": picture.width, "picture_height": picture.height}


def retire_flyer(writing: Writing, id_: str, *, by: str) -> None:
    """Hand it out no more; what was printed still leads to a page that helps. Raises `Refusal` "not_found"."""
    flyer = flyer_of(writing, id_)
    if flyer.retired_at is None:
        _change(writing, flyer, {"retired_at": writing.now}, by)


def bring_back_flyer(writing: Writing, id_: str, *, by: str) -> None:
    """Hand it out again. Raises `Refusal` "not_found"."""
    _change(writing, flyer_of(writing, id_), {"retired_at": None}, by)


def flyer_of(writing: Writing, id_: str) -> Flyer:
    """The flyer. Raises `Refusal` "not_found"."""
    flyer = writing.session.scalars(select(Flyer).where(Flyer.id == id_)).one_or_none()
    if flyer is None:
        raise Refusal("not_found", _("There is no such flyer."))
    return flyer


def noted(flyer: Flyer) -> dict[str, Any]:
    """A flyer by the names of its form, as the record of changes keeps it."""
    left_out = ("id", "texts", "picture_width", "picture_height")
    told = {name: value for name, value in changes.columns(flyer).items() if name not in left_out}
    if flyer.picture:
        told["picture"] = f"{flyer.picture_width} × {flyer.picture_height}, {flyer.picture[:8]}"
    for language, words in flyer.words.items():
        told |= {f"{name}_{language}": value for name, value in words.items()}
    return told


def _change(writing: Writing, flyer: Flyer, wanted: Mapping[str, Any], by: str) -> None:
    if all(getattr(flyer, name) == value for name, value in wanted.items()):
        return
    before = noted(flyer)
    for name, value in wanted.items():
        setattr(flyer, name, value)
    flyer.version += 1
    writing.session.flush()
    changes.note(writing, feed.FLYERS, flyer.id, before=before, after=noted(flyer), by=by)
    feed.publish(writing, flyer)


def _free_code(writing: Writing) -> str:
    """A code that opens nothing yet, in any library of this server."""
    while doors.is_taken(writing, code := ids.code(OF_A_FLYER)):
        pass
    return code


def _has_it(writing: Writing, content: str) -> bool:
    return writing.session.scalar(select(Flyer.id).where(Flyer.picture == content).limit(1)) is not None


def _not_offered(flyer: Flyer, offered: Mapping[str, Words]) -> dict[str, Words]:
    return {language: words for language, words in flyer.words.items() if language not in offered}


def _as_text(texts: Mapping[str, Words]) -> str:
    return json.dumps({language: words for language, words in texts.items() if words["title"]}, ensure_ascii=False)
