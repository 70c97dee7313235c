"""What happens to a kit's condition: the payloads of its facts. Pure."""

from outreach_app.kits.facts import MOST_OF_A_PART
from outreach_app.shapes import Id, Many, Part, Shape, Text, Whole, Word

WORKS = ("charged", "wiped", "updated", "inspected", "repaired")
KIT_CONDITIONS = ("ok", "attention", "out_of_service")
PART_CONDITIONS = ("ok", "attention", "damaged", "out_of_service", "lost", "destroyed")


class PartCondition(Shape):
    """So many of a part are in this condition."""

    part = Id()
    count = Whole(least=0, most=MOST_OF_A_PART)
    condition = Word(*PART_CONDITIONS, called="Condition")


class PartAdded(Shape):
    """So many of a part were put in."""

    part = Id()
    count = Whole(least=1, most=MOST_OF_A_PART)


class KitServiced(Shape):
    """kit.serviced v1. An empty list of parts means the whole kit."""

    did = Many(Word(*WORKS, called="Work"), most=20)
    parts = Many(Id())
    note = Text(null=True)


class KitConditionNoted(Shape):
    """kit.condition_noted v1. `kit` is the condition of the whole, null where nothing is said of it.

    The lines of a part together say all of its condition: one in the condition "ok" means that all of it is fine.
    """

    kit = Word(*KIT_CONDITIONS, null=True, called="KitCondition")
    parts = Many(Part(PartCondition))
    note = Text(null=True)


class KitRestocked(Shape):
    """kit.restocked v1. Things were put in for what was used up, lost or destroyed."""

    parts = Many(Part(PartAdded))
    note = Text(null=True)
