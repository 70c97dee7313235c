"""A picture, for the library's staff and for nobody else; what pages say of those that are not here; taking one away."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, abort, current_app, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.reading import Kept
from outreach_app.photos import queries, removing
from outreach_app.photos.facts import named
from outreach_app.photos.models import Photo
from outreach_app.photos.storage import Storage, name_of
from outreach_app.web.form_page import form_page
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext as _

blueprint = Blueprint("photos", __name__, url_prefix="/photos")
# It never changes under its name, but it may be taken away: the person's own browser asks again after a while.
_KEPT_FOR = "private, max-age=600"


@blueprint.app_template_global()
def photos_held(facts: Iterable[Kept]) -> Mapping[str, Photo]:
    """Those photos of some facts that came, by name."""
    return queries.held(db.session(), (name for one in facts for name, _part in named(one.fact.payload)))


@blueprint.app_template_global()
def photos_named(fact: Fact) -> list[tuple[str, str | None]]:
    """The photos that a fact names, with the part that each shows."""
    return list(named(fact.payload))


@blueprint.get("/<name>")
def show(name: str) -> Response:
    """The picture itself."""
    found = _there(name)
    return answer(name_of(sign_in.person().library.id, found.content), found.kind, _KEPT_FOR)


@blueprint.route("/<name>/removal", methods=["GET", "POST"])
def remove(name: str) -> Response:
    """Take it away for good: a picture that shows a person has no place here."""
    person, found, form = sign_in.person(), _there(name), DeskForm()
    before = sign_in.own_path(request.args.get("back", "")) or url_for("review.came_in")

    def write() -> None:
        with writing(person.library.id) as handle:
            content = removing.remove(handle, name, by=person.id)
        if content is not None:
            storage().drop(name_of(person.library.id, content))
        flash(_("The photo is gone. What was recorded with it stays."))

    return form_page("photos/remove.html", form, write, before, photo=found, before=before)


def answer(name: str, kind: str, kept_for: str) -> Response:
    """The bytes that lie under a name of the storage; `kept_for` is said to whoever may keep them."""
    raw = storage().get(name)
    if raw is None:
        current_app.logger.error("a picture is noted, but its bytes are not in the storage: %s", name)
        abort(404)
    response = Response(raw, mimetype=kind)
    response.headers["Cache-Control"] = kept_for
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def storage() -> Storage:
    """Where the running application keeps photos and pictures."""
    told: Storage = current_app.extensions["photos"]
    return told


def _there(name: str) -> Photo:
    found = queries.found(db.session(), name)
    if found is None or found.removed_at is not None:
        abort(404)
    return found
