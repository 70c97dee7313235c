"""A kit changes hands: the payload of the fact. Pure."""

from outreach_app.kits.facts import ToPartner, ToStaff
from outreach_app.kits.signing.facts import SignOff
from outreach_app.shapes import Day, Either, Id, Part, Shape, Text


class FromPartner(Shape):
    """A partner had it, at one of its sites where one is named."""

    partner = Id()
    site = Id(null=True)


class KitHandedOver(Shape):
    """kit.handed_over v1. All that the giver has of the kit goes to the taker.

    Either side tells it, or both do: then under one `handover`, which the taker's phone reads from the giver's screen.
    Where it was not read the sides are matched by who gave and who took. A `due_on` of null leaves the date as it is.
    """

    handover = Id()
    giver = Either(ToStaff, FromPartner, called="Giver")
    to = Either(ToStaff, ToPartner, called="Receiver")
    due_on = Day(null=True)
    note = Text(null=True)
    signed_off = Part(SignOff, null=True, required=False)
