"""What phones mirror of the directory: a small row for each service that is given now."""

from outreach_app.directory.cards import COSTS
from outreach_app.directory.standard import FREQUENCIES, STATUSES
from outreach_app.shapes import Day, Id, Many, Number, Part, Shape, Text, Whole, Word

LISTINGS = "listings"


class ListingPhone(Shape):
    """A telephone number as it was given."""

    number = Text()
    dial = Text()
    """What a link that calls has behind it; empty where no number can be made out."""
    extension = Whole(null=True)
    note = Text()


class ListingPlace(Shape):
    """Where a service is given."""

    id = Id()
    name = Text()
    address = Text()
    city = Text()
    latitude = Number(least=-90, most=90, null=True)
    longitude = Number(least=-180, most=180, null=True)
    transport = Text()


class ListingHours(Shape):
    """When it is open, by the rules of RFC 5545 as far as the standard uses them; `place` is None for all of them."""

    place = Id(null=True)
    freq = Word(*FREQUENCIES, called="Frequency", null=True)
    interval = Whole(least=1)
    days = Many(Text())
    """MO to SU; by the month with a number before: 1MO, -1FR."""
    month_days = Many(Whole(least=-31, most=31))
    opens = Text(null=True)
    closes = Text(null=True)
    begins = Day(null=True)
    valid_from = Day(null=True)
    valid_to = Day(null=True)
    note = Text()


class ListingRow(Shape):
    """A service that people can be sent to. `topics` are codes of the library's own, or names of others'."""

    id = Id()
    name = Text()
    organization = Text()
    description = Text()
    status = Word(*STATUSES, called="ListingStatus")
    alert = Text()
    web = Text()
    mail = Text()
    phones = Many(Part(ListingPhone))
    places = Many(Part(ListingPlace))
    hours = Many(Part(ListingHours))
    topics = Many(Text())
    languages = Many(Text())
    cost = Word(*COSTS, called="ListingCost")
    cost_note = Text()
    for_whom = Text()
    from_age = Whole(null=True)
    to_age = Whole(null=True)
    area = Text()
    access = Text()
    how_to_apply = Text()
    to_bring = Many(Text())
    verified_on = Day(null=True)
