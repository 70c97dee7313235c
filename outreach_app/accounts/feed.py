"""What phones mirror of their library and of the people who work there: the shapes of those rows."""

from outreach_app.accounts.models import ROLES
from outreach_app.shapes import Id, Instant, Many, Part, Shape, Text, Truth, Whole, Word


class LibraryWords(Shape):
    """What is said in one language."""

    language = Text()
    text = Text()


class LibraryEmergency(Shape):
    """The last emergency of the library, whether it runs or is over."""

    id = Id()
    name = Text()
    since = Instant()
    over = Truth()
    words = Many(Part(LibraryWords))
    """What the library says to everybody, by language."""


class LibraryRow(Shape):
    """The library that the device belongs to."""

    id = Id()
    name = Text()
    time_zone = Text()
    languages = Many(Text())
    loan_days = Whole(least=1, required=False)
    emergency = Part(LibraryEmergency, required=False)
    """Left out where there never was one."""


class Person(Shape):
    """A staff member who uses the device."""

    id = Id()
    name = Text()
    role = Word(*ROLES, called="Role")


class StaffRow(Person):
    """A colleague; no address."""

    active = Truth()
