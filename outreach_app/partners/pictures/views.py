"""The desk's pages of a place's pictures: one comes in, one is taken away; and the pictures themselves."""

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.pictures import editing, queries
from outreach_app.partners.pictures.models import SitePicture
from outreach_app.photos import chosen
from outreach_app.photos import views as photos
from outreach_app.photos.forms import PictureForm
from outreach_app.web.form_page import form_page
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext as _

blueprint = Blueprint("place_pictures", __name__, url_prefix="/partners/sites")
# It never changes under its name, but it may be taken away.
_KEPT_FOR = "private, max-age=3600"


@blueprint.get("/<site>/pictures/<site_picture>")
def show(site: str, site_picture: str) -> Response:
    """The picture itself."""
    found = _found(site, site_picture)
    return photos.answer(queries.name_of(sign_in.person().library.id, found.content), found.kind, _KEPT_FOR)


@blueprint.route("/<site>/pictures/new", methods=["GET", "POST"])
def new(site: str) -> Response:
    """One more picture of the place."""
    person, form = sign_in.person(), PictureForm()
    place = partners.site(db.session(), site) or abort(404)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        picture = chosen.picture(request.files.get("file"), "file")
        photos.storage().put(queries.name_of(person.library.id, picture.content), picture.raw)
        with writing(person.library.id) as handle:
            editing.add(handle, site, form.id.data or "", picture, alt=form.alt.data or "", by=person.id)
        flash(_("The picture is added."))

    then = url_for("partner_pages.show", partner=place.partner_id)
    return form_page("place_pictures/new.html", form, write, then, place=place, back=then, most=chosen.MOST_MEGABYTES)


@blueprint.route("/<site>/pictures/<site_picture>/removal", methods=["GET", "POST"])
def remove(site: str, site_picture: str) -> Response:
    """Take a picture away for good."""
    person, found, form = sign_in.person(), _found(site, site_picture), DeskForm()
    place = partners.site(db.session(), site) or abort(404)

    def write() -> None:
        with writing(person.library.id) as handle:
            content = editing.remove(handle, site, site_picture, by=person.id)
        if content is not None:
            photos.storage().drop(queries.name_of(person.library.id, content))
        flash(_("The picture is gone."))

    then = url_for("partner_pages.show", partner=place.partner_id)
    return form_page("place_pictures/remove.html", form, write, then, place=place, picture=found, back=then)


def _found(site: str, id_: str) -> SitePicture:
    return queries.picture(db.session(), site, id_) or abort(404)
