"""What happens to a training session: the payloads of its facts. Pure.

The members are those of the Public Libraries Survey's program elements. Null is "not known", never nought. Numbers have no
bounds: what cannot be is kept and flagged.
"""

from outreach_app.shapes import Day, Id, Instant, Many, Part, Shape, Text, Truth, Whole, Word

PROGRAM, ONE_TO_ONE, CONTACT, STAFF_TRAINING = KINDS = ("program", "one_to_one", "outreach_contact", "staff_training")
FORMATS = ("onsite", "offsite", "virtual", "hybrid_onsite", "hybrid_offsite")
AUDIENCES = ("0-5", "6-11", "12-18", "19+", "general")
SPONSORS = ("funds", "staff_time")
SHARES = ("space", "staff", "publicity", "devices", "refreshments", "other")
MOST_NAMED = 50


class SessionSetting(Shape):
    """When, where and by whom a session is said to be given; names the days of trainers and places that it concerns."""

    on = Day()
    starts_at = Instant()
    ends_at = Instant(null=True)
    site = Id(null=True)
    kind = Word(*KINDS, called="SessionKind")
    audience = Word(*AUDIENCES, called="SessionAudience")
    trainers = Many(Id(), most=MOST_NAMED)


class SessionLogged(Shape):
    """training_session.logged v1. `room_holds` is what the phone knew of the room."""

    on = Day()
    starts_at = Instant()
    ends_at = Instant(null=True)
    site = Id(null=True)
    kind = Word(*KINDS, called="SessionKind")
    format = Word(*FORMATS, called="SessionFormat")
    audience = Word(*AUDIENCES, called="SessionAudience")
    trainers = Many(Id(), most=MOST_NAMED)
    attendance_in_person = Whole(null=True)
    attendance_virtual = Whole(null=True)
    async_views_30d = Whole(null=True)
    sponsor = Many(Word(*SPONSORS), null=True)
    digital_literacy = Truth(null=True)
    topic = Id(null=True)
    languages = Many(Text(most=16), most=MOST_NAMED)
    kits = Many(Id(), most=MOST_NAMED)
    partner_share = Many(Word(*SHARES), null=True)
    room_holds = Whole(null=True)
    series = Id(null=True)
    notes = Text(null=True)


class SessionChanges(Shape):
    """The members of a session that an amendment changes; those that are not there stay as they are."""

    on = Day(required=False)
    starts_at = Instant(required=False)
    ends_at = Instant(null=True, required=False)
    site = Id(null=True, required=False)
    kind = Word(*KINDS, called="SessionKind", required=False)
    format = Word(*FORMATS, called="SessionFormat", required=False)
    audience = Word(*AUDIENCES, called="SessionAudience", required=False)
    trainers = Many(Id(), most=MOST_NAMED, required=False)
    attendance_in_person = Whole(null=True, required=False)
    attendance_virtual = Whole(null=True, required=False)
    async_views_30d = Whole(null=True, required=False)
    sponsor = Many(Word(*SPONSORS), null=True, required=False)
    digital_literacy = Truth(null=True, required=False)
    topic = Id(null=True, required=False)
    languages = Many(Text(most=16), most=MOST_NAMED, required=False)
    kits = Many(Id(), most=MOST_NAMED, required=False)
    partner_share = Many(Word(*SHARES), null=True, required=False)
    room_holds = Whole(null=True, required=False)
    series = Id(null=True, required=False)
    notes = Text(null=True, required=False)


class SessionAmended(Shape):
    """training_session.amended v1. `of` is the fact that gave the version amended, `was` its setting, as the phone saw them."""

    of = Id()
    was = Part(SessionSetting)
    changes = Part(SessionChanges)
    reason = Text(null=True)


class SessionWithdrawn(Shape):
    """training_session.withdrawn v1. It was not given, or was logged twice."""

    of = Id()
    was = Part(SessionSetting)
    reason = Text(null=True)


class SessionDecided(Shape):
    """training_session.approved and .rejected v1, from the desk. `of` is the version that was looked at."""

    of = Id()
    comment = Text(null=True, most=2000)


class SessionReturned(Shape):
    """training_session.returned v1, from the desk: it has issues. The comment goes to the trainers' phones."""

    of = Id()
    comment = Text(least=1, most=2000)


class SessionReopened(Shape):
    """training_session.reopened v1, from the desk: the decision holds no more."""

    comment = Text(null=True, most=2000)


class SessionCommented(Shape):
    """training_session.commented v1, from the desk: a word to the trainers, without a decision."""

    comment = Text(least=1, most=2000)


class SessionMerged(Shape):
    """training_session.merged v1, from the desk: the same session is told by another record, `into`, and counts there alone.

    `was` is the setting that the record had, `author` who had logged it, `visit` the visit on which it counted.
    """

    into = Id()
    of = Id()
    was = Part(SessionSetting)
    author = Id(null=True)
    visit = Id(null=True)
    comment = Text(null=True, most=2000)


class SessionUnmerged(Shape):
    """training_session.unmerged v1, from the desk: it was another session after all, and counts by itself again."""

    of = Id()
    was = Part(SessionSetting)
    author = Id(null=True)
    visit = Id(null=True)
    comment = Text(null=True, most=2000)


class OutcomeAnswered(Shape):
    """outcome.answered v1. What one person said of the session that is its subject; nobody is told who or when."""

    knowledge = Whole(least=1, most=5, null=True)
    confidence = Whole(least=1, most=5, null=True)
    application = Whole(least=1, most=5, null=True)
    awareness = Whole(least=1, most=5, null=True)
    words = Text(null=True, most=1000)
