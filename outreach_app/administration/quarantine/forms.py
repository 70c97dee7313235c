"""The forms of quarantine."""

from wtforms.validators import DataRequired, Length

from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_REASON = 1000


class AsideForm(DeskForm):
    """Why something is left unread."""

    why = Lines(
        _("Why"),
        [
            DataRequired(_("Say why, for those who look later.")),
            Length(max=MOST_OF_A_REASON, message=_("Use at most %(max)d characters.")),
        ],
        render_kw={"rows": 2},
    )
