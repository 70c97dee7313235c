"""A Wi-Fi network that is for everybody: what is kept of it, the fields that ask for it, the code by which a phone joins it."""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from wtforms import SelectField, ValidationError
from wtforms.validators import Length

from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

# As the standard has it: of a name that many bytes, of a password that many characters that any keyboard has.
MOST_OF_A_NAME, MOST_OF_A_PASSWORD = 32, 63
WPA, OPEN = "wpa", "open"
NAMES = ("wifi_name", "wifi_security", "wifi_password")
_is_password = re.compile(r"[\x20-\x7e]{8,63}").fullmatch
_SPECIAL = re.compile(r'([\\;,":])')


@dataclass(frozen=True, slots=True)
class Wifi:
    """A network; `password` is meant for everybody, and empty where none is needed."""

    name: str
    password: str

    @property
    def payload(self) -> str:
        """What a phone's camera reads: of WPA2 and WPA3 alike, or of a network without a password."""
        if not self.password:
            return f"WIFI:T:nopass;S:{_escaped(self.name)};;"
        return f"WIFI:T:WPA;S:{_escaped(self.name)};P:{_escaped(self.password)};;"


def read(kept: str) -> Wifi | None:
    """The network as it is kept; None where there is none."""
    return Wifi(**json.loads(kept)) if kept else None


def written(wifi: Wifi | None) -> str:
    """A network to be kept."""
    return json.dumps(asdict(wifi), ensure_ascii=False) if wifi else ""


def as_typed(kept: str) -> dict[str, str]:
    """A network by the names of the fields."""
    wifi = read(kept)
    if wifi is None:
        return dict(zip(NAMES, ("", WPA, ""), strict=True))
    return dict(zip(NAMES, (wifi.name, WPA if wifi.password else OPEN, wifi.password), strict=True))


class WifiFields(DeskForm):
    """For forms of a place that offers a network to everybody: `wifi` is to be kept."""

    wifi_name = Line(_("Name of the network"))
    wifi_security = SelectField(_("Protected by"), default=WPA)
    wifi_password = Line(
        _("Password for everybody"), [Length(max=MOST_OF_A_PASSWORD, message=_("Use at most %(max)d characters."))]
    )

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.wifi_security.choices = [(WPA, _("A password (WPA2, WPA3)")), (OPEN, _("Nothing: it is open"))]

    def validate_wifi_name(self, field: Any) -> None:
        """Not longer than a network's name can be. Raises `ValidationError`."""
        if len((field.data or "").encode()) > MOST_OF_A_NAME:
            raise ValidationError(gettext("The name of a network has at most 32 letters, fewer with accents."))
        if self.wifi_password.data and not field.data and self.wifi_security.data != OPEN:
            raise ValidationError(gettext("Give the name of the network, as phones show it."))

    def validate_wifi_password(self, field: Any) -> None:
        """A password as such a network has one. Raises `ValidationError`."""
        if self.wifi_name.data and self.wifi_security.data != OPEN and not _is_password(field.data or ""):
            raise ValidationError(gettext("It has 8 to 63 letters, digits and signs, without accents."))

    @property
    def wifi(self) -> str:
        """What was typed, as it is kept."""
        name = self.wifi_name.data or ""
        is_open = self.wifi_security.data == OPEN
        return written(Wifi(name, "" if is_open else self.wifi_password.data or "")) if name else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
