"""The words for what concerns facts of every kind: receipts, devices' numbering, decisions of the desk."""

from collections.abc import Sequence
from datetime import timedelta

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import (
    DEVICES,
    RESOLUTIONS,
    STAFF,
    Choice,
    DiscrepancyWords,
    FactWords,
    Names,
    Story,
    SubjectWords,
    Words,
)
from outreach_app.web.language import lasting, when
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext


def _settled(fact: Fact, names: Names) -> str:
    return _("Settled at the desk: %(how)s", how=RESOLUTIONS[fact.payload["resolution"]])


def _reopened(fact: Fact, names: Names) -> str:
    return _("Opened again at the desk")


def _note(fact: Fact, names: Names) -> Sequence[str]:
    note = fact.payload.get("note")
    return [_("Note: %(note)s", note=note)] if note else []


def _device(story: Story, names: Names) -> str:
    return names(DEVICES, story.facts[0].fact.device) if story.facts else names(DEVICES, None)


def _author(story: Story, names: Names) -> str:
    return names(STAFF, story.facts[0].fact.author) if story.facts else names(STAFF, None)


def _offset(story: Story) -> timedelta | None:
    """How far the phone's clock was off; None where it is only known that it ran ahead."""
    offset = story.facts[0].clock_offset_ms if story.facts else None
    return timedelta(milliseconds=abs(offset)) if offset is not None else None


def _clock_off(story: Story, names: Names) -> str:
    off = _offset(story)
    if off is None:
        return _("The clock of %(phone)s was ahead of time", phone=_device(story, names))
    return _("The clock of %(phone)s was %(span)s off", phone=_device(story, names), span=lasting(off))


def _why_clock_off(story: Story, names: Names) -> str:
    return _(
        "The time of what was recorded may be wrong, and with it the order of what happened. "
        "If you know when it was, set the time; otherwise note that you have seen it."
    )


def _late(story: Story, names: Names) -> str:
    if not story.facts:
        return _("Something arrived late")
    one = story.facts[0]
    days = (one.received_at - one.happened_at).days
    return ngettext("%(phone)s was %(num)s day late", "%(phone)s was %(num)s days late", days, phone=_device(story, names))


def _why_late(story: Story, names: Names) -> str:
    return _(
        "It happened more than 14 days before it reached the library. It is kept, and stands where it belongs in time; "
        "figures of that time may have changed by it."
    )


def _subject_unknown(story: Story, names: Names) -> str:
    return _("%(name)s recorded something that the library does not know", name=_author(story, names))


def _why_subject_unknown(story: Story, names: Names) -> str:
    return _("No such one was on the library’s list when it arrived. It is kept; ask the person what was meant.")


def _author_unknown(story: Story, names: Names) -> str:
    return _("Somebody whom the library does not know used %(phone)s", phone=_device(story, names))


def _why_author_unknown(story: Story, names: Names) -> str:
    return _("What was recorded is kept. Find out who used this phone.")


def _author_inactive(story: Story, names: Names) -> str:
    return _("%(name)s recorded something, but no longer works here", name=_author(story, names))


def _why_author_inactive(story: Story, names: Names) -> str:
    return _("It arrived after the person was set inactive. It may have happened before; it is kept either way.")


def _from_field(story: Story, names: Names) -> str:
    return _("%(phone)s sent a decision that only the desk can make", phone=_device(story, names))


def _why_from_field(story: Story, names: Names) -> str:
    return _("It is kept but has no effect. If it is right, decide it here at the desk.")


def _failed(story: Story, names: Names) -> str:
    return _("The program could not make sense of something from %(phone)s", phone=_device(story, names))


def _why_failed(story: Story, names: Names) -> str:
    return _("This is a fault of the program, not of the person. It is kept and left out until the program is mended.")


def _cloned(story: Story, names: Names) -> str:
    return _("Two phones wrote under the name of %(phone)s", phone=_device(story, names))


def _why_cloned(story: Story, names: Names) -> str:
    return _("One phone was probably restored onto another. All that both wrote is kept; one of them has a new name now.")


def _ran_back(story: Story, names: Names) -> str:
    return _("The clock of %(phone)s was turned back", phone=_device(story, names))


def _why_ran_back(story: Story, names: Names) -> str:
    if len(story.facts) < 2:
        return _("What it recorded later has an earlier time. The order of what happened may be wrong.")
    # By the phone's own count, which no clock can turn.
    first, second = sorted(story.facts, key=lambda one: one.fact.seq)[:2]
    return _(
        "It recorded one thing %(first)s and the next one %(second)s. The order of what happened may be wrong.",
        first=when(first.recorded_at),
        second=when(second.recorded_at),
    )


def _choices_of_clock(story: Story, names: Names, resolutions: Sequence[str]) -> Sequence[Choice]:
    return [Choice(one, _("It happened at this time") if one == "time_set" else str(RESOLUTIONS[one])) for one in resolutions]


WORDS = Words(
    facts={
        "discrepancy.settled": FactWords(_settled, _note),
        "discrepancy.reopened": FactWords(_reopened, _note),
        "fact.redacted": FactWords(lambda fact, names: _("Personal text was taken out of a record")),
    },
    subjects={"device": SubjectWords(DEVICES, page="devices.show")},
    discrepancies={
        "fact.clock_off": DiscrepancyWords(_clock_off, _why_clock_off, _choices_of_clock),
        "fact.late": DiscrepancyWords(_late, _why_late),
        "fact.subject_unknown": DiscrepancyWords(_subject_unknown, _why_subject_unknown),
        "fact.author_unknown": DiscrepancyWords(_author_unknown, _why_author_unknown),
        "fact.author_inactive": DiscrepancyWords(_author_inactive, _why_author_inactive),
        "fact.decision_from_field": DiscrepancyWords(_from_field, _why_from_field),
        "fold.failed": DiscrepancyWords(_failed, _why_failed),
        "device.cloned": DiscrepancyWords(_cloned, _why_cloned),
        "device.clock_ran_back": DiscrepancyWords(_ran_back, _why_ran_back),
    },
)
