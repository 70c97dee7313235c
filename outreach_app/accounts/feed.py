"""What phones mirror of their library and of the people who work there: the shapes of those rows."""

from outreach_app.accounts.models import ROLES
from outreach_app.shapes import Id, Many, Shape, Text, Truth, Whole, Word


class LibraryRow(Shape):
    """The library that the device belongs to."""

    id = Id()
    name = Text()
    time_zone = Text()
    languages = Many(Text())
    loan_days = Whole(least=1, required=False)


class Person(Shape):
    """A staff member who uses the device."""

    id = Id()
    name = Text()
    role = Word(*ROLES, called="Role")


class StaffRow(Person):
    """A colleague; no address."""

    active = Truth()
