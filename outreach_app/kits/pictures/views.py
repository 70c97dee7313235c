"""The desk's pages of a kit's pictures: one comes in, one is taken away; and the pictures themselves."""

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.kits.pictures import editing, queries
from outreach_app.kits.pictures.forms import KitPictureForm
from outreach_app.kits.pictures.models import KitPicture
from outreach_app.photos import chosen
from outreach_app.photos import views as photos
from outreach_app.web.form_page import form_page
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext as _

blueprint = Blueprint("pictures", __name__, url_prefix="/kits")
# It never changes under its name, but it may be taken away.
_KEPT_FOR = "private, max-age=3600"


@blueprint.get("/<kit>/pictures/<picture>")
def show(kit: str, picture: str) -> Response:
    """The picture itself."""
    return answer(sign_in.person().library.id, _found(kit, picture))


@blueprint.route("/<kit>/pictures/new", methods=["GET", "POST"])
def new(kit: str) -> Response:
    """One more picture of the kit, or of a part."""
    person, session, form = sign_in.person(), db.session(), KitPictureForm()
    found = kits.found(session, kit) or abort(404)
    form.offer([one for one in kits.parts(session, kit) if not one.is_retired])
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        picture = chosen.picture(request.files.get("file"), "file")
        photos.storage().put(queries.name_of(person.library.id, picture.content), picture.raw)
        with writing(person.library.id) as handle:
            part, alt = form.part.data or None, form.alt.data or ""
            editing.add(handle, kit, form.id.data or "", picture, part=part, alt=alt, by=person.id)
        flash(_("The picture is added."))

    return form_page("pictures/new.html", form, write, url_for("kits.show", kit=kit), kit=found, most=chosen.MOST_MEGABYTES)


@blueprint.route("/<kit>/pictures/<picture>/removal", methods=["GET", "POST"])
def remove(kit: str, picture: str) -> Response:
    """Take a picture away for good."""
    person, found, form = sign_in.person(), _found(kit, picture), DeskForm()

    def write() -> None:
        with writing(person.library.id) as handle:
            content = editing.remove(handle, kit, picture, by=person.id)
        if content is not None:
            photos.storage().drop(queries.name_of(person.library.id, content))
        flash(_("The picture is gone."))

    shown = {"kit": kits.found(db.session(), kit) or abort(404), "picture": found}
    return form_page("pictures/remove.html", form, write, url_for("kits.show", kit=kit), **shown)


def answer(library: str, picture: KitPicture, kept_for: str = _KEPT_FOR) -> Response:
    """The bytes of a picture."""
    return photos.answer(queries.name_of(library, picture.content), picture.kind, kept_for)


def _found(kit: str, picture: str) -> KitPicture:
    return queries.picture(db.session(), kit, picture) or abort(404)
