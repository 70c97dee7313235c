"""The form of a rescue."""

from wtforms import FileField

from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class FileForm(DeskForm):
    """Which file a phone saved."""

    file = FileField(_("The file"), render_kw={"accept": ".json,.txt,application/json,text/plain", "required": True})
