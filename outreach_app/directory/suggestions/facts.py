"""Somebody suggests a change of a listing: the payload of the fact. Pure."""

from outreach_app.shapes import Shape, Text, Word

SUGGESTED = "listing.change_suggested"
SORTS = ("gone", "hours", "phone", "place", "cost", "other")
MOST_WORDS = 1000


class ListingChangeSuggested(Shape):
    """listing.change_suggested v1. On the public page of a listing somebody said what is otherwise; nobody asked who."""

    sort = Word(*SORTS, called="ListingFault")
    words = Text(null=True, most=MOST_WORDS)
