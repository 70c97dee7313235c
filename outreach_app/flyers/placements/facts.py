"""What happens to flyers away from the desk: the payloads of these facts. Pure."""

from outreach_app.photos.facts import photos
from outreach_app.shapes import Day, Id, Shape, Text, Whole, Word

MOST_COPIES = 100_000
MOST_AT_ONCE = 1000
MOST_OF_A_SPOT = 200
REASONS = ("gone", "removed", "expired")


class FlyerPlaced(Shape):
    """flyer.placed v1. A stack was laid out; its subject is the placement, whose id the phone makes.

    `code` is the stack's: made on the phone, or printed on it. `spot` says where at the site, `language` is null where the
    stack speaks several. The last one holds, so that what was written down wrongly can be put right.
    """

    flyer = Id()
    code = Id()
    site = Id(null=True)
    spot = Text(most=MOST_OF_A_SPOT)
    language = Id(null=True)
    copies = Whole(least=0, most=MOST_COPIES)
    restock_on = Day(null=True)
    note = Text(null=True)
    photos = photos()


class FlyerRestocked(Shape):
    """flyer.restocked v1. So many were added to the stack; `left` were still there, null where nobody counted."""

    copies = Whole(least=0, most=MOST_COPIES)
    left = Whole(least=0, most=MOST_COPIES, null=True)
    restock_on = Day(null=True)
    note = Text(null=True)
    photos = photos()


class FlyerRemoved(Shape):
    """flyer.removed v1. The stack lies there no more: it was all gone, taken away, or out of date. `code` is the stack's."""

    code = Id()
    reason = Word(*REASONS, called="RemovalReason")
    left = Whole(least=0, most=MOST_COPIES, null=True)
    note = Text(null=True)


class FlyerHandedOut(Shape):
    """flyer.handed_out v1. Flyers went from hand to hand, or a code was shown; less than nought takes back.

    Its subject is the visit, or an id that the phone makes where there is none. `code` is told when a phone begins to hold
    up a code of its own for this flyer in this language: with a count of nought, and once, not with each that is handed out.
    """

    flyer = Id()
    language = Id(null=True)
    count = Whole(least=-MOST_AT_ONCE, most=MOST_AT_ONCE)
    site = Id(null=True)
    code = Id(null=True, required=False)
