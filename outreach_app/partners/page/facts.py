"""A partner asks for something: the payload of the fact. Pure."""

from outreach_app.shapes import Id, Shape, Text, Word

ASKED = "partner.asked"
SORTS = ("kit", "class", "flyers", "problem", "other")
MOST_WORDS, MOST_OF_A_CONTACT = 1000, 200


class PartnerAsked(Shape):
    """partner.asked v1. On the partner's own page somebody there asked for something, or told of a problem.

    `contact` is a business contact: whom to answer, at work.
    """

    sort = Word(*SORTS, called="PartnerWish")
    site = Id(null=True)
    words = Text(null=True, most=MOST_WORDS)
    contact = Text(null=True, most=MOST_OF_A_CONTACT)
