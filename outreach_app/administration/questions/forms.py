"""The form of the questions."""

from wtforms import IntegerField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_QUESTION = 200
_length = Length(max=MOST_OF_A_QUESTION, message=_("Use at most %(max)d characters."))


class QuestionsForm(DeskForm):
    """What is asked in one language; empty as the product asks it. `version` is the row's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)
    knowledge = Line(_("What they learned"), [_length])
    confidence = Line(_("How sure they feel"), [_length])
    application = Line(_("Whether they will use it"), [_length])
    awareness = Line(_("What they know of the library"), [_length])
