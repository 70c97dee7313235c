"""Which loss a decision is about, as an address names it. Pure."""

import re
from dataclasses import dataclass

LOST, BROKEN = "lost", "broken"

_SORTS = {"lost": LOST, "destroyed": BROKEN, "damaged": BROKEN}
CONDITIONS = tuple(_SORTS)
"""Those in which a part is to be paid for."""
_written = re.compile(r"([A-Za-z0-9_-]{1,64})\.(lost|broken)\.(-?\d{1,17})").fullmatch


@dataclass(frozen=True, slots=True)
class Loss:
    """A part of a kit that is lost or broken since a moment (microseconds)."""

    kit: str
    part: str
    sort: str
    since: int

    @property
    def name(self) -> str:
        return f"{self.part}.{self.sort}.{self.since}"

    @classmethod
    def of(cls, kit: str, part: str, condition: str, since: int) -> "Loss":
        """The loss that the condition of a part is."""
        return cls(kit, part, _SORTS[condition], since)

    @classmethod
    def named(cls, kit: str, name: str) -> "Loss | None":
        """The loss with this name; None where it is none."""
        found = _written(name)
        return cls(kit, found[1], found[2], int(found[3])) if found else None
