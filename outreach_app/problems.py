"""What the product says when it will not do a thing.

A `Refusal` is raised below the edge and turned into a page, a message at a field or problem JSON in one place,
`web.py`. It knows nothing of HTTP. Every code is listed here.
"""

from typing import Any

CODES = {
    "accounts.last_admin": "the last active admin cannot be taken away",
    "accounts.address_taken": "the sign-in address belongs to somebody already",
    "accounts.password_short": "the password is too short",
    "papers.unread": "the bytes are no paper that the library keeps",
    "answers.too_many": "too many answers from one network; wait",
    "kits.pictures_full": "a kit has as many pictures as it may",
    "partners.pictures_full": "a place has as many pictures as it may",
    "papers.too_many": "too many flyers were made for one network; wait",
    "reports.too_many": "too many reports from one network or about one kit; wait",
    "backup.failed": "a backup could not be written or read",
    "busy": "the library's writer's lock could not be had in time",
    "database.away": "the database does not answer, or cannot write",
    "database.in_use": "a server or a restore works on the database",
    "database.not_empty": "the database already holds a library",
    "database.not_ready": "the database has no library or an older shape",
    "directory.file_unread": "the file is no package of the directory",
    "directory.plan_changed": "the directory was changed since a package was looked over",
    "device.last_person": "nobody else uses the phone",
    "device.nobody": "nobody who may sign in uses the phone",
    "device.revoked": "a revoked phone stays revoked",
    "device.unknown": "the token belongs to no device",
    "discrepancy.gone": "the discrepancy no longer exists",
    "discrepancy.odd_settlement": "the settlement does not fit the kind of discrepancy",
    "emergency.approved": "a version of the plan is approved and never changes",
    "emergency.drilled": "the log of drills names the version",
    "emergency.no_approver": "nobody approved the version",
    "emergency.ring": "the calls of a plan would go in a ring",
    "enrol.refused": "wrong address, password or code",
    "enrol.too_many": "too many failures; wait",
    "envelope.broken": "the request is not of the agreed shape",
    "fact.changed_meanwhile": "the form's fact id was used with another content",
    "fault": "something went wrong in the program",
    "form.invalid": "a form's field is wrong",
    "kits.code_taken": "the code is another kit's",
    "kits.file_unread": "the file is no table of kits",
    "kits.part_amiss": "the part is not as it should be, and stays where that is noted",
    "kits.part_named": "a record names the part, so it can only be retired",
    "kits.part_out": "the part is out with the kit",
    "kits.plan_changed": "kits were changed since a file was looked over",
    "kits.tag_taken": "the tag is on another part",
    "link.gone": "a link of an invitation or a new password works no more",
    "mail.not_sent": "the mail server did not take a message",
    "not_allowed": "this role may not do that",
    "not_found": "no such thing in this library",
    "photo.damaged": "the bytes of a photo are not those that its name says",
    "photo.elsewhere": "a piece of a photo does not follow what is held of it",
    "partners.file_unread": "the file is no table of partners",
    "partners.plan_changed": "partners were changed since a file was looked over",
    "partners.cannot_merge": "a partner cannot be merged into this one",
    "photo.no_picture": "the bytes are no picture that can be kept",
    "photos.away": "the storage of photos does not answer",
    "quarantine.decided": "somebody decided about it meanwhile",
    "quarantine.not_yet_understood": "the bytes are still not understood",
    "record.changed_meanwhile": "the record is not the version that was looked at",
    "record.decided_meanwhile": "somebody else decided on the record since the page was made",
    "record.gone": "there is nothing to decide on: the record was withdrawn or counts as another",
    "filters.many": "as many filters are kept as there is room for",
    "request.broken": "the request cannot be read",
    "requests.too_many": "too many requests of the open API from one network; wait",
    "request.method": "the address does not take this method",
    "rescue.cut_too_early": "a file of facts ends before its first one",
    "rescue.empty": "no file, or one without a byte",
    "rescue.not_saved_facts": "the file is none that a phone saved",
    "rescue.other_library": "a file of facts is for another library",
    "row.changed_meanwhile": "somebody else changed the row since the form was made",
    "serving.port_taken": "another server listens at the port",
    "session.not_to_merge": "the record that was to stay counts no more itself",
    "session.changed_meanwhile": "the session is not the version that was looked at",
    "settings.invalid": "a setting is missing or odd",
    "simulation.fell": "a simulation ended before it could tell what came of it",
    "simulation.no_sources": "a simulation needs a checkout of the sources",
    "sign_in.refused": "wrong address or password",
    "sign_in.too_many": "too many failures; wait",
    "signing.terms_changed": "somebody wrote other terms since the form was made",
    "reservations.clash": "the kit is promised to somebody else by then",
    "spaces.decided": "somebody decided about the booking meanwhile",
    "topics.named": "another topic that is offered has the name",
    "too_large": "the request is larger than the limit",
}


class Refusal(Exception):
    """We will not do this, and say why.

    `code` is dotted and stable, `message` is for a person (lazy gettext is fine), `fields` maps a member or form
    field to what is wrong with it, `details` are values that the edge may need.
    """

    def __init__(self, code: str, message: Any, *, fields: dict[str, Any] | None = None, **details: Any) -> None:
        if code not in CODES:
            raise ValueError(f"{code} is not listed in problems.CODES")
        super().__init__(code)
        self.code = code
        self.message = message
        self.fields = fields or {}
        self.details = details

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
