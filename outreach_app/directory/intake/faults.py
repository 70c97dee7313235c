"""What is wrong with a row of a package, and what becomes of it. Pure."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from outreach_app.web.text import lazy_gettext as _


class Fate(Enum):
    """What becomes of what is wrong."""

    ROW = "row"
    """The row is left out."""
    FIELD = "field"
    """The row comes in without the field."""
    KEPT = "kept"
    """It comes in as it is: it is only told."""


FATES = {
    Fate.ROW: _("the row is left out"),
    Fate.FIELD: _("the row comes in without it"),
    Fate.KEPT: _("it comes in as it is"),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field."""

    field: str
    says: Any
    fate: Fate


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, with its place: the line of a table, or the way to it in a JSON document."""

    file: str
    place: str
    field: str
    says: Any
    fate: Fate
    line: int | None = None

    @property
    def where(self) -> str:
        """The place in words."""
        return str(_("line %(line)d", line=self.line)) if self.line is not None else self.place
