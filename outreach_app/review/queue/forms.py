"""The forms of the queue: deciding on one record or on many, and keeping a filter."""

from typing import Any

from wtforms import HiddenField, ValidationError
from wtforms.validators import InputRequired, Length

from outreach_app.judging import deciding
from outreach_app.judging.facts import MOST_OF_A_COMMENT
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_SHOWN_AGAIN = 10 * MOST_OF_A_COMMENT
"""So much of a comment that is far too long comes back to be cut."""
LENGTH_OF_AN_ID = 36
_id = Id()


def _is_ours(form: DeskForm, field: Any) -> None:
    if not (_id.fits(field.data) and len(field.data) == LENGTH_OF_AN_ID):
        raise ValidationError(gettext("Open the page anew."))


class JudgingForm(DeskForm):
    """What is decided, by the button that was pressed, and why.

    `of` is the version that was shown, `seen` the decision that held then, `fact` what it becomes; `back` the line of the
    queue to go on from.
    """

    word = HiddenField()
    comment = Lines(_("Comment"))
    of = HiddenField()
    seen = HiddenField()
    fact = HiddenField(validators=[_is_ours])
    back = HiddenField()

    def validate_word(self, field: Any) -> None:
        """One of what can be decided."""
        if field.data not in deciding.WORDS:
            raise ValidationError(gettext("Choose one."))

    def validate_of(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))

    def validate_comment(self, field: Any) -> None:
        """Whoever recorded it is told why, within bounds; far too much is cut, and that is said."""
        text = field.data or ""
        if self.word.data in deciding.WITH_A_WORD and not text:
            raise ValidationError(gettext("Say why: a comment is needed for that."))
        if len(text) > MOST_SHOWN_AGAIN:
            field.data = text[:MOST_SHOWN_AGAIN]
            message = gettext(
                "This has %(count)s characters, and %(most)s fit. The first %(shown)s are below: shorten them.",
                count=f"{len(text):,}", most=f"{MOST_OF_A_COMMENT:,}", shown=f"{MOST_SHOWN_AGAIN:,}",
            )  # fmt: skip
            raise ValidationError(message)
        if len(text) > MOST_OF_A_COMMENT:
            message = gettext("This has %(count)s characters, and %(most)s fit.", count=len(text), most=MOST_OF_A_COMMENT)
            raise ValidationError(message)


class ManyForm(DeskForm):
    """The versions that were shown, a line each, and the id under which they are approved together."""

    records = HiddenField()
    batch = HiddenField(validators=[_is_ours])

    @property
    def versions(self) -> list[tuple[str, str, str]]:
        """(sort, id, version) of each."""
        lines = (line.split(" ") for line in (self.records.data or "").splitlines())
        return [(one[0], one[1], one[2]) for one in lines if len(one) == 3 and all(map(_id.fits, one))]


class UndoForm(DeskForm):
    """Nothing to fill in; `fact` is the id under which all are opened again."""

    fact = HiddenField(validators=[_is_ours])


class FilterForm(DeskForm):
    """A name for what the queue is narrowed to."""

    name = Line(_("Name of the filter"), [InputRequired(_("Give it a name.")), Length(max=60)])
    id = HiddenField(validators=[_is_ours])
