"""What happens between the library and a partner: the payloads of these facts. Pure."""

from outreach_app.shapes import Day, Id, Many, Shape, Text, Word

WAYS = ("in_person", "phone", "email", "other")
MOST_DONE = 20


class PartnerContacted(Shape):
    """partner.contacted v1. A talk with a partner: what was said, and what is to be done next and by when.

    There is a next step where there is a day for it. `done` names earlier talks whose next step is done with this one.
    """

    site = Id(null=True)
    way = Word(*WAYS, called="ContactWay")
    note = Text(null=True)
    next_step = Text(null=True, most=500)
    next_on = Day(null=True)
    done = Many(Id(), most=MOST_DONE)


class StepDecided(Shape):
    """partner.step_done v1 and partner.step_reopened v1, from the desk. `talk` is the fact that names the next step."""

    talk = Id()
