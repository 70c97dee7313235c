"""The forms of topics."""

from typing import Any

from wtforms import HiddenField, IntegerField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import HiddenInput

from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_NAME = 100
_id = Id()


class _Topic(DeskForm):
    name = Line(
        _("Name"),
        [DataRequired(_("Give it a name.")), Length(max=MOST_OF_A_NAME, message=_("Use at most %(max)d characters."))],
    )


class NewTopicForm(_Topic):
    """A new topic; `id` is minted when the page is made, so that a double click makes one."""

    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class TopicForm(_Topic):
    """Another name; `version` is the topic's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)
