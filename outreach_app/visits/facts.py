"""What happens on a visit: the payloads of its facts. Pure."""

from outreach_app.shapes import Id, Many, Shape, Text, Word

MOST_TRAINERS = 50


class VisitStarted(Shape):
    """visit.started v1. Its subject is the visit, planned at the desk or made by the phone; `site` is where it began."""

    site = Id(null=True)
    trainers = Many(Id(), most=MOST_TRAINERS)
    note = Text(null=True)


class VisitFinished(Shape):
    """visit.finished v1. The last one holds, so that a summary can be put right."""

    outcome = Word("held", "nobody_came", "closed", "called_off", called="VisitOutcome")
    note = Text(null=True)
