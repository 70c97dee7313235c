"""Pictures that are chosen at the desk's forms: read and made small, told in plain words where they are none, given out."""

from flask import abort, current_app
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from outreach_app.photos.looking import Picture, reduced
from outreach_app.photos.storage import Storage
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20


def was_sent(sent: object) -> bool:
    """Whether a form's field of a file holds one: where nothing was chosen, browsers send one without a name."""
    return isinstance(sent, FileStorage) and bool(sent.filename)


def chosen(sent: object, field: str) -> Picture:
    """The picture that was sent, made small. Raises `Refusal` "photo.no_picture", with what is said at the field."""
    raw = b""
    if isinstance(sent, FileStorage) and sent.filename:
        raw = sent.stream.read(MOST_MEGABYTES * MEGABYTE + 1)
    if not raw:
        raise _wrong(field, _("Choose a picture first."))
    if len(raw) > MOST_MEGABYTES * MEGABYTE:
        text = _("This file has more than %(max)s MB. Choose a smaller picture, or make this one smaller.", max=MOST_MEGABYTES)
        raise _wrong(field, text)
    try:
        return reduced(raw)
    except Refusal:
        raise _wrong(field, _("That is no picture that the library can keep. Choose a JPEG, WebP or PNG.")) from None


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


def _wrong(field: str, says: str) -> Refusal:
    return Refusal("photo.no_picture", says, fields={field: [says]})
