"""Pictures that are chosen at the desk's forms: read and made small, told in plain words where they are none."""

from werkzeug.datastructures import FileStorage

from outreach_app.photos.looking import Picture, reduced
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 20


def was_sent(sent: object) -> bool:
    """Whether a form's field of a file holds one: where nothing was chosen, browsers send one without a name."""
    return isinstance(sent, FileStorage) and bool(sent.filename)


def picture(sent: object, field: str) -> Picture:
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


def _wrong(field: str, says: str) -> Refusal:
    return Refusal("photo.no_picture", says, fields={field: [says]})
