"""Who sees to a discrepancy, what was asked about it and what came back: the payloads of these facts. Pure.

Their subject is the discrepancy's id, whether it is there or not: a question outlives what a later fact explains.
"""

from outreach_app.shapes import Id, Part, Shape, Text, Word

ASSIGNED, ASKED, UNASKED, ANSWERED = KINDS = (
    "discrepancy.assigned",
    "discrepancy.asked",
    "discrepancy.unasked",
    "discrepancy.answered",
)
ANSWERS = ("right", "mistaken", "unsure")
MOST_OF_A_QUESTION, MOST_OF_AN_ANSWER = 1000, 1000


class DiscrepancyAssigned(Shape):
    """discrepancy.assigned v1, from the desk. A coordinator sees to it, or nobody in particular any more."""

    to = Id(null=True)


class AskedAbout(Shape):
    """What a question is about: the sort of subject, the subject, and what does not add up, in the asked one's language."""

    fold = Text(most=64)
    subject = Id()
    told = Text(most=500)


class DiscrepancyAsked(Shape):
    """discrepancy.asked v1, from the desk. A staff member is asked, and told on their phones."""

    of = Id()
    question = Text(most=MOST_OF_A_QUESTION)
    about = Part(AskedAbout)


class DiscrepancyUnasked(Shape):
    """discrepancy.unasked v1, from the desk. A question needs no answer any more; `asked` is the fact that put it."""

    asked = Id()


class DiscrepancyAnswered(Shape):
    """discrepancy.answered v1. What the asked one says: it is as recorded, it was a mistake, or they do not know."""

    asked = Id()
    answer = Word(*ANSWERS, called="InquiryAnswer")
    words = Text(null=True, most=MOST_OF_AN_ANSWER)
