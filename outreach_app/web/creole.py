"""Dates in Haitian Creole, for which the data that all others come from has only French names."""

from datetime import date

CODE = "ht"
_DAYS = ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch")
_MONTHS = (
    "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
)  # fmt: skip


def weekday(on: date) -> str:
    """The name of a day of the week."""
    return _DAYS[on.weekday()]


def full_date(on: date) -> str:
    """A day with all that belongs to it: "vandredi 27 novanm 2026"."""
    return f"{weekday(on)} {on.day} {_MONTHS[on.month - 1]} {on.year}"
