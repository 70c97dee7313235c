"""What somebody may say of a session that they were at."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField
from wtforms.validators import Length, Optional

from outreach_app.training_sessions.outcomes import MOST_WORDS, POINTS, QUESTIONS
from outreach_app.web.forms import Lines
from outreach_app.web.text import lazy_gettext as _


def _point(told: Any) -> int | None:
    return int(told) if told not in (None, "") else None


class _Points(RadioField):
    def __init__(self, **others: Any) -> None:
        choices = {str(point): str(point) for point in range(1, POINTS + 1)}
        super().__init__("", [Optional()], choices=choices, coerce=_point, **others)


class PulseForm(FlaskForm):  # type: ignore[misc]
    """Four questions, each to be left out, and a line; its token is `signed`, not the desk's, which needs a cookie."""

    class Meta:
        csrf = False

    knowledge, confidence, application, awareness = _Points(), _Points(), _Points(), _Points()
    words = Lines(
        _("Anything else?"), [Length(max=MOST_WORDS, message=_("Use at most %(max)d characters."))]
    )  # fmt: skip
    token = HiddenField()

    @property
    def told(self) -> Mapping[str, Any]:
        """What was answered, as the fact has it."""
        return {**{name: self[name].data for name in QUESTIONS}, "words": self.words.data or None}
