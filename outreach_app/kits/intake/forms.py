"""The forms of bringing kits in."""

from wtforms import FileField, HiddenField

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class SheetForm(DeskForm):
    """Which spreadsheet."""

    file = FileField(_("The file"), render_kw={"accept": ".csv,.txt,.tsv,text/csv,text/plain", "required": True})


class AgreedForm(DeskForm):
    """The spreadsheet again, as it was looked at, in base64; and the digest of the plan that was shown."""

    content = HiddenField()
    digest = HiddenField()
    name = HiddenField()
