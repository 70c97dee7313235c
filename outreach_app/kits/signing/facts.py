"""A partner's sign-off, as a fact carries it. Pure."""

import re

from outreach_app.shapes import Line, Part, Shape, Text, Whole

MOST_TERMS = 4000
MOST_DRAWN = 24_000
_DRAWN = re.compile(r"(?:M\d{1,4} \d{1,4}(?:L\d{1,4} \d{1,4})*)+").fullmatch


class SignedTerms(Shape):
    """The terms that somebody signed under, as they read then."""

    version = Whole(least=1)
    language = Line(most=16)
    text = Text(most=MOST_TERMS)


class SignOff(Shape):
    """Who signed for a kit: a person at work, by name and role.

    `drawn` is their hand on a field of 600 by 200 points, as the path of an SVG picture; without it the typed name signs.
    """

    name = Text(most=200, null=True)
    role = Text(most=200, null=True)
    terms = Part(SignedTerms, null=True)
    drawn = Text(most=MOST_DRAWN, null=True)


def is_drawing(path: str | None) -> bool:
    """Whether a path is of strokes and of nothing else."""
    return bool(path) and _DRAWN(path or "") is not None
