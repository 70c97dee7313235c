"""What is reported of a kit: the payload of its fact. Pure."""

from outreach_app.photos.facts import photos
from outreach_app.shapes import Id, Shape, Text, Word

FOUND, OTHER = "found", "other"
PROBLEMS = ("damaged", "missing", "not_working", FOUND, OTHER)
MOST_WORDS, MOST_OF_A_PLACE = 1000, 300


class KitProblemReported(Shape):
    """kit.problem_reported v1. Whoever says it need not have the kit; it moves nothing. A null part is the whole kit.

    From the public it has no author: nobody is asked who they are.
    """

    what = Word(*PROBLEMS, called="KitProblem")
    part = Id(null=True)
    words = Text(null=True)
    where = Text(null=True)
    photos = photos()
