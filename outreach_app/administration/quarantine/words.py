"""Quarantine in plain words: why something could not be understood, and what to do about it."""

from dataclasses import dataclass

from outreach_app.web.text import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Why:
    """What is wrong, in a few words; what that means; what to do."""

    says: str
    means: str
    do: str


_AFTER_AN_UPDATE = _("Try it again after the server was updated.")
_READ_IT = _("Read it, ask whoever recorded it, and set it aside when it is of no use.")

WHY = {
    "unreadable": Why(
        _("not a whole record"),
        _("It was cut short or changed before it came: a phone that ran out of room or power while it wrote."),
        _READ_IT,
    ),
    "bad_shape": Why(
        _("a part has a wrong shape"),
        _("It is a record, but something in it is not as the server expects it. The list below says what."),
        _AFTER_AN_UPDATE,
    ),
    "unknown_kind": Why(
        _("tells of something unknown"),
        _("The phone’s app is newer than this server and records something that the server does not know yet."),
        _AFTER_AN_UPDATE,
    ),
    "unknown_version": Why(
        _("written in a newer way"),
        _("The phone’s app is newer than this server and records this in a way that the server does not know yet."),
        _AFTER_AN_UPDATE,
    ),
    "same_id_other_bytes": Why(
        _("its number is taken"),
        _("Another record has the same number and says something else. The one that came first is in the records."),
        _("Compare the two, and set this one aside when the first is right."),
    ),
    "device_revoked": Why(
        _("from a revoked phone"),
        _("It came from a phone that was lost or stolen, so whoever had the phone may have written it."),
        _("Read it. If one of your people recorded it, take it in; else set it aside."),
    ),
    "not_storable": Why(
        _("characters that cannot be kept"),
        _("It holds characters that no database takes, such as half of one. They are marked below."),
        _READ_IT,
    ),
    "too_large": Why(_("too large"), _("It is larger than a record can be."), _READ_IT),
    "fault": Why(
        _("the server stumbled over it"),
        _("A fault in the program, not in the record. Those who run the server find it in the log."),
        _AFTER_AN_UPDATE,
    ),
}

KINDS = {
    "kit.checked_out": _("A kit was taken out"),
    "kit.checked_in": _("A kit was brought back"),
    "kit.handed_over": _("A kit was handed over"),
    "kit.extended": _("A kit is kept longer"),
    "kit.serviced": _("A kit was serviced"),
    "kit.condition_noted": _("The condition of a kit"),
    "kit.restocked": _("A kit was restocked"),
    "kit.counted": _("A kit was counted"),
    "kit.problem_reported": _("A problem with a kit"),
    "visit.started": _("A visit began"),
    "visit.finished": _("A visit ended"),
    "training_session.logged": _("A session was given"),
    "training_session.amended": _("A session was amended"),
    "training_session.withdrawn": _("A session was withdrawn"),
    "flyer.placed": _("A stack of flyers was laid out"),
    "flyer.restocked": _("A stack of flyers was restocked"),
    "flyer.removed": _("A stack of flyers was taken away"),
    "flyer.handed_out": _("Flyers were handed out"),
    "need.heard": _("A need was heard"),
    "referral.given": _("Somebody was referred"),
    "help.tallied": _("People were helped"),
    "partner.contacted": _("A talk with a partner"),
}

NAMED_BY_IDS = {"staff": _("Staff"), "partners": _("Partners"), "sites": _("Places")}
"""What a part that is written as a record writes it may name by an id."""
