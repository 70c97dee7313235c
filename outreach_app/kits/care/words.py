"""Condition and care of kits in words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from outreach_app.kits.naming import KITS, PARTS
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import DiscrepancyWords, FactWords, Mention, Names, Story
from outreach_app.web.language import day, today, zone
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext, ngettext

DID = {
    "charged": lazy_gettext("charged"),
    "wiped": lazy_gettext("wiped"),
    "updated": lazy_gettext("updated"),
    "inspected": lazy_gettext("inspected"),
    "repaired": lazy_gettext("repaired"),
}
CONDITIONS = {
    "ok": lazy_gettext("fine"),
    "attention": lazy_gettext("needs attention"),
    "damaged": lazy_gettext("damaged"),
    "out_of_service": lazy_gettext("out of service"),
    "lost": lazy_gettext("lost"),
    "destroyed": lazy_gettext("destroyed"),
}


def readiness(
    care: Mapping[str, Any] | None, custody: Mapping[str, Any], names: Mapping[str, str], upkeep: "Upkeep"
) -> list[str]:
    """How ready a kit is, in short sentences; `names` are those of its parts."""
    told = care or {"serviced": [], "short": [], "amiss": [], "loans": 0}
    done = {one["work"]: (datetime.fromisoformat(one["at"]), one["loans"]) for one in told["serviced"]}
    lines = []
    if "charged" in done:
        lines.append(_("Charged %(day)s.", day=_day(done["charged"][0])))
    if "wiped" in done or told["loans"]:
        is_clean = "wiped" in done and (not custody["since"] or done["wiped"][0] >= datetime.fromisoformat(custody["since"]))
        lines.append(_("Wiped since the last loan.") if is_clean else _("Not wiped since the last loan."))
    lines += [
        _("%(count)s × %(part)s short.", count=one["count"], part=names[one["part"]])
        for one in told["short"]
        if one["part"] in names
    ]
    due = upkeep.due(done.get("inspected"), told["loans"])
    if due:
        lines.append(due)
    return lines


def seen_to(care: Mapping[str, Any] | None, part: str) -> str:
    """What was done with a part by itself since the whole kit had it: "charged today"; empty where nothing was."""
    mine = (one for one in (care or {}).get("seen_to", ()) if one["part"] == part)
    return ", ".join(f"{DID[one['work']]} {_day(datetime.fromisoformat(one['at']))}" for one in mine)


class Upkeep:
    """After how long a kit is to be inspected again."""

    def __init__(self, days: int | None, loans: int | None) -> None:
        self.days, self.loans = days, loans

    def due(self, last: tuple[datetime, int] | None, loans: int) -> str | None:
        """Why it is due now, or None where it is not."""
        if not (self.days or self.loans):
            return None
        if last is None:
            return _("To be inspected: it never was.")
        at, then = last
        if self.loans and loans - then >= self.loans:
            return ngettext(
                "To be inspected: %(num)s loan since the last time.",
                "To be inspected: %(num)s loans since the last time.",
                loans - then,
            )
        if self.days and at.astimezone(zone()).date() + timedelta(days=self.days) <= today():
            return _("To be inspected: the last time was %(day)s.", day=_day(at))
        return None


def _day(at: datetime) -> str:
    return day(at.astimezone(zone()).date())


def _parts(fact: Fact, names: Names) -> str:
    return ", ".join(names(PARTS, part) for part in fact.payload["parts"])


def _serviced(fact: Fact, names: Names) -> str:
    did = ", ".join(str(DID[work]) for work in dict.fromkeys(fact.payload["did"])) or _("seen to")
    kit = names(KITS, fact.subject)
    if fact.payload["parts"]:
        return _("%(kit)s, not all of it: %(did)s", kit=kit, did=did)
    return _("%(kit)s: %(did)s", kit=kit, did=did)


def _lines_serviced(fact: Fact, names: Names) -> Sequence[str]:
    return [*([_parts(fact, names)] if fact.payload["parts"] else []), *_note(fact)]


def _mentions_serviced(fact: Fact) -> Iterable[Mention]:
    yield from ((PARTS, part) for part in fact.payload["parts"])


def _noted(fact: Fact, names: Names) -> str:
    kit, word = names(KITS, fact.subject), fact.payload["kit"]
    if word:
        return _("%(kit)s: %(did)s", kit=kit, did=CONDITIONS[word])
    return _("%(kit)s: condition noted", kit=kit)


def _lines_noted(fact: Fact, names: Names) -> Sequence[str]:
    parts = fact.payload["parts"]
    said = ((one["count"], names(PARTS, one["part"]), CONDITIONS[one["condition"]]) for one in parts)
    lines = [_("%(count)s × %(part)s: %(how)s", count=count, part=part, how=how) for count, part, how in said]
    return [*lines, *_note(fact)]


def _restocked(fact: Fact, names: Names) -> str:
    return _("%(kit)s restocked", kit=names(KITS, fact.subject))


def _lines_restocked(fact: Fact, names: Names) -> Sequence[str]:
    return [*(f"{one['count']} × {names(PARTS, one['part'])}" for one in fact.payload["parts"]), *_note(fact)]


def _mentions(fact: Fact) -> Iterable[Mention]:
    yield from ((PARTS, one["part"]) for one in fact.payload["parts"])


def _note(fact: Fact) -> list[str]:
    return [_("Note: %(note)s", note=fact.payload["note"])] if fact.payload["note"] else []


def _unfit(story: Story, names: Names) -> str:
    return _("%(kit)s was lent though it is out of service", kit=names(KITS, story.discrepancy.subject))


def _why_unfit(story: Story, names: Names) -> str:
    return _("Whoever took it may have had a reason; their note says so. Is it fit again, or is somebody to be told?")


FACTS = {
    "kit.serviced": FactWords(_serviced, _lines_serviced, _mentions_serviced),
    "kit.condition_noted": FactWords(_noted, _lines_noted, _mentions),
    "kit.restocked": FactWords(_restocked, _lines_restocked, _mentions),
}
DISCREPANCIES = {"kit.lent_out_of_service": DiscrepancyWords(_unfit, _why_unfit)}
