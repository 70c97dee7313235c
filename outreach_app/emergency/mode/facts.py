"""What happens in an emergency: the payloads of these facts. Pure.

That emergency mode is switched on and off is one history of the whole library, so that two who do it at once are seen
together. Where what is open is the emergency's own history. What happens by the hundred belongs to a day of it, whose id
is the emergency's with the date behind: no history grows without end.
"""

from outreach_app.opening_hours.shapes import OpeningHours
from outreach_app.shapes import Id, Many, Part, Shape, Text, Whole, Word

DECLARED, UPDATED, ENDED = ON_AND_OFF = ("emergency.declared", "emergency.updated", "emergency.ended")
PLACE_TOLD = "emergency.place_told"
CHECKED_IN, HELPED, HANDED_OUT = OF_A_DAY = ("emergency.checked_in", "emergency.people_helped", "emergency.handed_out")

SAFE, AVAILABLE, NEEDS_HELP = STATES = ("safe", "available", "need_help")
OPEN, CLOSED, GONE = PLACE_STATES = ("open", "closed", "gone")
SERVICES = (
    "charging", "internet", "devices", "forms", "information", "printing", "hotspots", "air", "water", "children", "other",
)  # fmt: skip
ITEMS = ("flyer", "hotspot", "charger", "device", "form", "water", "hygiene", "other")

MOST_OF_A_NAME, MOST_OF_WORDS, MOST_OF_A_NOTE, MOST_AT_ONCE = 120, 1000, 1000, 1000


class EmergencyWords(Shape):
    """What is said to everybody in one language."""

    language = Text(least=2, most=35)
    text = Text(most=MOST_OF_WORDS)


class EmergencyDeclared(Shape):
    """emergency.declared v1. Its subject is the library's one history of emergencies.

    `emergency` is its id, made by whoever declares it; `after` the last emergency that they knew to be over.
    """

    emergency = Id()
    name = Text(least=1, most=MOST_OF_A_NAME)
    words = Many(Part(EmergencyWords), most=20)
    after = Id(null=True)


class EmergencyUpdated(Shape):
    """emergency.updated v1. It is called otherwise, or something else is said to everybody."""

    emergency = Id()
    name = Text(least=1, most=MOST_OF_A_NAME)
    words = Many(Part(EmergencyWords), most=20)


class EmergencyEnded(Shape):
    """emergency.ended v1."""

    emergency = Id()
    note = Text(null=True, most=MOST_OF_A_NOTE)


class PlaceTold(Shape):
    """emergency.place_told v1. Its subject is the emergency. What a place offers and when; `gone` is told no more.

    `place` is the id of one of the partners' sites, or made for one that is none of them, which then has a name.
    """

    place = Id()
    name = Text(null=True, most=200)
    address = Text(null=True, most=500)
    state = Word(*PLACE_STATES, called="EmergencyPlaceState")
    hours = Part(OpeningHours, null=True)
    services = Many(Word(*SERVICES, called="EmergencyService"), most=len(SERVICES))
    words = Many(Part(EmergencyWords), most=20)


class CheckedIn(Shape):
    """emergency.checked_in v1. Its subject is a day of the emergency. How one of the staff is; where only if they say so."""

    staff = Id()
    state = Word(*STATES, called="EmergencyState")
    place = Id(null=True)


class PeopleHelped(Shape):
    """emergency.people_helped v1. Its subject is a day of the emergency; less than nought takes back what was too much."""

    place = Id(null=True)
    service = Word(*SERVICES, called="EmergencyService")
    count = Whole(least=-MOST_AT_ONCE, most=MOST_AT_ONCE)


class HandedOut(Shape):
    """emergency.handed_out v1. Its subject is a day of the emergency; less than nought takes back what was too much."""

    place = Id(null=True)
    item = Word(*ITEMS, called="EmergencyItem")
    count = Whole(least=-MOST_AT_ONCE, most=MOST_AT_ONCE)
