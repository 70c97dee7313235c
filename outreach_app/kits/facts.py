"""What happens to a kit: the payloads of its facts. Pure."""

from outreach_app.kits.signing.facts import SignOff
from outreach_app.photos.facts import photos
from outreach_app.shapes import Day, Either, Id, Many, Part, Shape, Text, Whole, Word

MOST_OF_A_PART = 100_000


class ToStaff(Shape):
    """The kit goes to a staff member."""

    staff = Id()


class ToPartner(Shape):
    """The kit goes to a partner; `contact` is a business contact in free text."""

    partner = Id()
    site = Id(null=True)
    contact = Text(null=True)


class PartOut(Shape):
    """A part as it goes out."""

    part = Id()
    count = Whole(least=0, most=MOST_OF_A_PART)
    state = Word("ok", "attention", "damaged", "missing", called="PartState")


class PartIn(Shape):
    """A part as it comes back, or does not. One part may stand several times."""

    part = Id()
    count = Whole(least=0, most=MOST_OF_A_PART)
    result = Word("present", "missing", "damaged", "consumed", called="PartResult")
    note = Text(null=True, required=False)


class KitCheckedOut(Shape):
    """kit.checked_out v1. An empty list of parts means the whole kit."""

    to = Either(ToStaff, ToPartner, called="Receiver")
    due_on = Day(null=True)
    parts = Many(Part(PartOut))
    note = Text(null=True)
    photos = photos()
    signed_off = Part(SignOff, null=True, required=False)


class KitCheckedIn(Shape):
    """kit.checked_in v1. A part that is out and not listed stays out; an empty list means the whole kit.

    What stays out is due back on `rest_due_on`; without it when all of it was.
    """

    parts = Many(Part(PartIn))
    rest_due_on = Day(required=False)
    note = Text(null=True)
    photos = photos()


class PartCounted(Shape):
    """A part as it was looked for; `unexpected` is a part of another kit. One part may stand as found and as missing."""

    part = Id()
    count = Whole(least=0, most=MOST_OF_A_PART)
    result = Word("found", "missing", "unexpected", called="CountResult")


class UnknownCode(Shape):
    """A code as it was read, whatever it says."""

    code = Text(null=True)


class KitCounted(Shape):
    """kit.counted v1. A stocktake of what is where the kit is; a part that is not listed was not looked for.

    `codes` are those that the phone knew nothing of.
    """

    parts = Many(Part(PartCounted))
    codes = Many(Part(UnknownCode))
    note = Text(null=True)


class KitExtended(Shape):
    """kit.extended v1. Whoever has the kit keeps it until another day; null is a day that nobody knows yet."""

    due_on = Day(null=True)
    note = Text(null=True)
