"""What the columns of a file of partners may say, and what other programs and people call them. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence

from outreach_app.web.text import lazy_gettext as _

COLUMNS = ("partner", "kind", "stage", "notes", "place", "address", "contact", "role", "phone", "mail")
"""As a file of our own is written. The first is always needed; a line a place or a contact."""
CALLED = {
    "partner": _("Partner"),
    "kind": _("Kind"),
    "stage": _("Stage"),
    "notes": _("What to know"),
    "place": _("Place"),
    "address": _("Address"),
    "contact": _("Contact"),
    "role": _("Role"),
    "phone": _("Phone"),
    "mail": _("Email address"),
}

_CALLED = {
    "partner": "partner organization organisation agency name company account organizacion socio nombre entidad",
    "kind": "kind type category sector tipo categoria",
    "stage": "stage status state etapa estado",
    "notes": "notes note comments comment remarks whattoknow notas comentarios",
    "place": "place site location sitename branch building lugar sede",
    "address": "address street streetaddress fulladdress direccion domicilio",
    "contact": "contact contactname person contactperson contacto persona",
    "role": "role title position jobtitle cargo puesto",
    "phone": "phone telephone tel phonenumber mobile telefono",
    "mail": "mail email emailaddress correo correoelectronico",
}
_COLUMN = {called: column for column, names in _CALLED.items() for called in names.split()}


def guessed(head: Sequence[str]) -> dict[str, int]:
    """Which column of the file says what, as far as their names tell: the first that fits."""
    found: dict[str, int] = {}
    for number, name in enumerate(head):
        column = _COLUMN.get(plain(name))
        if column is not None:
            found.setdefault(column, number)
    return found


def plain(name: str) -> str:
    """Letters and digits only, lower case, without accents."""
    spread = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in spread if sign.isalnum())


def matched(told: Mapping[str, str], wide: int) -> dict[str, int]:
    """Which column says what, as a person chose it; what is no column of the file is left out."""
    return {name: int(told[name]) for name in COLUMNS if told.get(name, "").isdecimal() and int(told[name]) < wide}
