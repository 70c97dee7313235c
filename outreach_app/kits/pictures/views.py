"""The desk's pages of a kit's pictures: one comes in, one is taken away; and the pictures themselves."""

from typing import IO

from flask import Blueprint, abort, current_app, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.kits.pictures import editing, queries
from outreach_app.kits.pictures.forms import PictureForm
from outreach_app.kits.pictures.models import KitPicture
from outreach_app.photos.looking import Picture, reduced
from outreach_app.photos.storage import Storage
from outreach_app.problems import Refusal
from outreach_app.web.form_page import form_page
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext as _

blueprint = Blueprint("pictures", __name__, url_prefix="/kits")

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20
# It never changes under its name, but it may be taken away.
_KEPT_FOR = "private, max-age=3600"


@blueprint.get("/<kit>/pictures/<picture>")
def show(kit: str, picture: str) -> Response:
    """The picture itself."""
    return answer(sign_in.person().library.id, _found(kit, picture))


@blueprint.route("/<kit>/pictures/new", methods=["GET", "POST"])
def new(kit: str) -> Response:
    """One more picture of the kit, or of a part."""
    person, session, form = sign_in.person(), db.session(), PictureForm()
    found = kits.found(session, kit) or abort(404)
    form.offer([one for one in kits.parts(session, kit) if not one.is_retired])
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        sent = request.files.get("file")
        picture = _read(sent.stream if sent and sent.filename else None)
        storage().put(queries.name_of(person.library.id, picture.content), picture.raw)
        with writing(person.library.id) as handle:
            part, alt = form.part.data or None, form.alt.data or ""
            editing.add(handle, kit, form.id.data or "", picture, part=part, alt=alt, by=person.id)
        flash(_("The picture is added."))

    return form_page("pictures/new.html", form, write, url_for("kits.show", kit=kit), kit=found, most=MOST_MEGABYTES)


@blueprint.route("/<kit>/pictures/<picture>/removal", methods=["GET", "POST"])
def remove(kit: str, picture: str) -> Response:
    """Take a picture away for good."""
    person, found, form = sign_in.person(), _found(kit, picture), DeskForm()

    def write() -> None:
        with writing(person.library.id) as handle:
            content = editing.remove(handle, kit, picture, by=person.id)
        if content is not None:
            storage().drop(queries.name_of(person.library.id, content))
        flash(_("The picture is gone."))

    shown = {"kit": kits.found(db.session(), kit) or abort(404), "picture": found}
    return form_page("pictures/remove.html", form, write, url_for("kits.show", kit=kit), **shown)


def answer(library: str, picture: KitPicture, kept_for: str = _KEPT_FOR) -> Response:
    """The bytes of a picture."""
    raw = storage().get(queries.name_of(library, picture.content))
    if raw is None:
        current_app.logger.error("picture %s of a kit is noted, but its bytes are not in the storage", picture.id)
        abort(404)
    response = Response(raw, mimetype=picture.kind)
    response.headers["Cache-Control"] = kept_for
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def storage() -> Storage:
    """Where the running application keeps pictures."""
    told: Storage = current_app.extensions["photos"]
    return told


def _read(stream: IO[bytes] | None) -> Picture:
    """The picture that was sent, made small. Raises `Refusal` "photo.no_picture", with what is said at the field."""
    raw = stream.read(MOST_MEGABYTES * MEGABYTE + 1) if stream else b""
    if not raw:
        raise _wrong(_("Choose a picture first."))
    if len(raw) > MOST_MEGABYTES * MEGABYTE:
        text = _("This file has more than %(max)s MB. Choose a smaller picture, or make this one smaller.", max=MOST_MEGABYTES)
        raise _wrong(text)
    try:
        return reduced(raw)
    except Refusal:
        raise _wrong(_("That is no picture that the library can keep. Choose a JPEG, WebP or PNG.")) from None


def _wrong(says: str) -> Refusal:
    return Refusal("photo.no_picture", says, fields={"file": [says]})


def _found(kit: str, picture: str) -> KitPicture:
    return queries.picture(db.session(), kit, picture) or abort(404)
