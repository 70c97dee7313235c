"""What is heard and counted: the payloads of these facts. Pure.

Their subject is the visit, or an id that the phone makes where there is none, so that what happens by the hundred makes no
history without end. A count that is less than nought takes back what was tapped too often.
"""

from outreach_app.shapes import Id, Shape, Text, Whole, Word

NEEDS = ("connectivity", "device", "digital_skills", "tech_support", "content", "other")
HELPED = ("one_to_one", "table")
MOST_AT_ONCE = 1000


class NeedHeard(Shape):
    """need.heard v1. What people asked for; `words` is a line about it that names nobody."""

    site = Id(null=True)
    topic = Word(*NEEDS, called="NeedTopic")
    count = Whole(least=-MOST_AT_ONCE, most=MOST_AT_ONCE)
    words = Text(null=True, most=500)


class ReferralGiven(Shape):
    """referral.given v1. That people were sent on to a listing of the directory, or with a topic alone."""

    site = Id(null=True)
    listing = Id(null=True)
    topic = Word(*NEEDS, called="NeedTopic")
    count = Whole(least=-MOST_AT_ONCE, most=MOST_AT_ONCE)


class HelpTallied(Shape):
    """help.tallied v1. One-to-one help, or people who stopped at a table."""

    site = Id(null=True)
    sort = Word(*HELPED, called="HelpSort")
    topic = Id(null=True)
    count = Whole(least=-MOST_AT_ONCE, most=MOST_AT_ONCE)
