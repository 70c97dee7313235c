"""The shapes of requests and answers of the phones' API. `static/field/wire.ts` is made from them."""

from outreach_app.accounts.feed import LibraryRow, Person
from outreach_app.ledger.fact import REASONS
from outreach_app.ledger.recording import DUPLICATE, FLAGGED, QUARANTINED, STORED
from outreach_app.shapes import Id, Instant, Line, Many, Object, Pair, Part, Shape, Text, Truth, Whole, Word

MOST_FACTS = 100
MOST_BODY = 512 * 1024
MOST_QUARANTINE = 256 * 1024
USUAL_LIMIT, MOST_LIMIT = 500, 2000


class Report(Shape):
    """What a phone tells of itself, for the desk's page of devices."""

    waiting = Whole(least=0, required=False)
    oldest_at = Instant(null=True, required=False)
    persisted = Truth(null=True, required=False)
    installed = Truth(null=True, required=False)
    storage_lost = Truth(null=True, required=False)
    digest_differs = Truth(null=True, required=False)


class SyncRequest(Shape):
    """POST /sync. Only protocol, sent_at and facts must be there, so that a phone can always hand in facts."""

    protocol = Whole(least=1, most=1)
    sent_at = Instant()
    facts = Many(Text(most=MOST_BODY), most=MOST_FACTS)
    app_version = Line(most=64, required=False)
    cursor = Line(most=256, null=True, required=False)
    devices = Many(Id(), most=64, required=False)
    report = Part(Report, null=True, required=False)
    limit = Whole(least=1, most=MOST_LIMIT, null=True, required=False)


class NamedDiscrepancy(Shape):
    """A discrepancy that names a fact."""

    id = Id()
    kind = Text()


class Result(Shape):
    """What became of one element of `facts`; all outcomes mean that the server has it."""

    id = Id(null=True)
    hash = Text()
    outcome = Word(STORED, DUPLICATE, FLAGGED, QUARANTINED, called="Outcome")
    reason = Word(*REASONS, null=True, called="Reason")
    at = Whole(null=True)
    discrepancies = Many(Part(NamedDiscrepancy))


class Have(Shape):
    """Which places of a device the server holds: 1..through, and the ranges above."""

    device = Id()
    through = Whole(least=0)
    beyond = Many(Pair(Whole(least=1)))


class Change(Shape):
    """One row of the feed; null removes."""

    audience = Text()
    collection = Text()
    id = Id()
    seq = Whole(least=1)
    hash = Text()
    row = Object(null=True)


class Digest(Shape):
    """Count of the live rows that the device may see, and the sum of their hashes modulo 2^32."""

    count = Whole(least=0)
    sum = Whole(least=0)


class NewDevice(Shape):
    """An identity to use for facts recorded from now on."""

    device = Id()
    token = Text()


class SyncAnswer(Shape):
    """200 whenever the envelope could be read."""

    protocol = Whole(least=1, most=1)
    server_time = Instant()
    results = Many(Part(Result))
    have = Many(Part(Have))
    resend = Truth()
    epoch = Id()
    view = Id()
    reset = Truth()
    changes = Many(Part(Change))
    cursor = Text(null=True)
    upto = Whole(least=0)
    more = Truth()
    digest = Part(Digest, null=True)
    device = Word("active", "draining", "revoked", called="DeviceState")
    new_device = Part(NewDevice, null=True)
    photos_wanted = Many(Text())
    backoff_s = Whole(least=0, null=True)
    min_app = Text(null=True)


class EnrolRequest(Shape):
    """POST /enrol: an address with a password, or a code."""

    label = Line(most=100)
    email = Line(most=320, required=False)
    password = Line(most=1024, required=False)
    code = Line(most=64, required=False)


class EnrolAnswer(Shape):
    """200. `token` is null where the device keeps the one it has."""

    device = Id()
    token = Text(null=True)
    library = Part(LibraryRow)
    people = Many(Part(Person))
    epoch = Id()
    view = Id()


class Hello(Shape):
    """GET /hello."""

    protocol = Whole(least=1, most=1)
    server_time = Instant()


class QuarantineAnswer(Shape):
    """POST /quarantine, 202: the SHA-256 of the bytes that are kept, hex."""

    hash = Text()


class PhotoAnswer(Shape):
    """PUT /photos: how many bytes from its start are held, and whether the photo is whole; it is on disk."""

    offset = Whole(least=0)
    complete = Truth()


class Problem(Shape):
    """RFC 9457 with a stable code, and what is wrong with each member."""

    type = Text(required=False)
    title = Text()
    status = Whole(least=400, most=599)
    code = Text()
    detail = Text()

    class Meta(Shape.Meta):
        # A schema has something else under this name.
        include = {"fields": Object(required=False)}  # noqa: RUF012
