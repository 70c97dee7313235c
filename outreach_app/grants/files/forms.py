"""The form of a paper of a grant."""

from wtforms import FileField

from outreach_app.web.fields import Minted, line
from outreach_app.web.text import lazy_gettext as _


class NewFileForm(Minted):
    """One more paper."""

    name = line(_("What it is"), _("The call, the application, the award letter, a report."), missing=_("Say what it is."))
    file = FileField(
        _("The paper"),
        render_kw={"accept": "application/pdf,image/jpeg,image/png"},
        description=_("A PDF or a picture of at most 10 MB. Only staff who sign in can open it."),
    )
