"""What the desk decides about a record that came in from the field, and what is answered: the payloads. Pure.

The subject is the record itself: the visit, or for a hand-in the fact by which a kit was brought back or handed over.
"""

from outreach_app.shapes import Id, Shape, Text

MOST_OF_A_COMMENT, MOST_OF_AN_ANSWER = 2000, 1000
AMENDED = "hand_in.amended"


class RecordDecided(Shape):
    """visit.approved and .rejected v1, the same for hand_in. `of` is the version that was looked at."""

    of = Id()
    comment = Text(null=True, most=MOST_OF_A_COMMENT)


class RecordReturned(Shape):
    """visit.returned and hand_in.returned v1: it has issues. The comment says which."""

    of = Id()
    comment = Text(least=1, most=MOST_OF_A_COMMENT)


class RecordReopened(Shape):
    """visit.reopened and hand_in.reopened v1: the decision holds no more."""

    comment = Text(null=True, most=MOST_OF_A_COMMENT)


class RecordCommented(Shape):
    """visit.commented and hand_in.commented v1: a word without a decision."""

    comment = Text(least=1, most=MOST_OF_A_COMMENT)


class HandInAmended(Shape):
    """hand_in.amended v1, from a phone. What is said of a hand-in that came back, which makes it another version.

    `of` is the version that was looked at. `counted` is the kit.counted fact that was recorded along with it; null where
    the hand-in is right as recorded.
    """

    of = Id()
    counted = Id(null=True)
    words = Text(null=True, most=MOST_OF_AN_ANSWER)


DECISIONS = {
    "approved": RecordDecided,
    "returned": RecordReturned,
    "rejected": RecordDecided,
    "reopened": RecordReopened,
    "commented": RecordCommented,
}
