"""The form by which a picture of a kit comes in."""

from collections.abc import Sequence

from wtforms import SelectField

from outreach_app.kits.queries import Part
from outreach_app.photos.forms import PictureForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _


class KitPictureForm(PictureForm):
    """A picture of the kit, or of a part of it."""

    part = SelectField(_("Of what"))

    def offer(self, parts: Sequence[Part]) -> None:
        """Let one of these be chosen."""
        named = ((one.id, f"{one.name} ({one.tag or one.count})") for one in parts)
        self.part.choices = [("", gettext("The whole kit")), *named]
