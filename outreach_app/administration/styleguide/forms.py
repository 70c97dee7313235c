"""A form with a field of each kind, which is shown and never sent."""

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, Length

from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.text import lazy_gettext as _


class SampleForm(DeskForm):
    """One field of each kind."""

    name = Line(_("Name"), [DataRequired(_("Give it a name.")), Length(max=200)])
    note = Lines(_("Note"), [Length(max=2000)])
    place = SelectField(_("Where"))
    way = RadioField(_("What was found"), default="whole")
    told = BooleanField(_("Tell those concerned"))
    address = Line(_("Email address"), [DataRequired(_("Enter an address."))])

    def __init__(self) -> None:
        super().__init__(formdata=None)
        self.place.choices = [("store", _("In store")), ("out", _("Out"))]
        self.way.choices = [("whole", _("All is there")), ("missing", _("A part is missing"))]

    def show_what_is_wrong(self) -> None:
        """Stand as a form stands that came back."""
        self.address.errors = [_("Enter an address.")]
