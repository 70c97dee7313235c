"""The forms of bringing a package of the directory in."""

from wtforms import BooleanField, FileField, HiddenField, StringField
from wtforms.validators import Length

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_SOURCE = 60


class PackageForm(DeskForm):
    """Which file, and whose."""

    file = FileField(_("The file"), render_kw={"accept": ".zip,.json,.ndjson,.csv,.xlsx", "required": True})
    source = StringField(_("Whose it is"), [Length(max=MOST_OF_A_SOURCE)])


class AgreedForm(DeskForm):
    """The file again, as it was looked at, in base64; the digest of the plan that was shown; what else was agreed."""

    content = HiddenField()
    digest = HiddenField()
    name = HiddenField()
    source = HiddenField()
    takes_away = BooleanField(_("Take away what this source does not have any more"))
