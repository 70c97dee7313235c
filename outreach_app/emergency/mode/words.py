"""Emergencies in words: what happened in one, and what of it does not add up."""

from collections.abc import Iterable, Mapping, Sequence

from outreach_app.emergency.mode import queries
from outreach_app.emergency.mode.facts import CHECKED_IN, CLOSED, DECLARED, ENDED, GONE, HANDED_OUT, HELPED, PLACE_TOLD, UPDATED
from outreach_app.emergency.mode.rules import DAY, PLACES, TIMELINE
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import STAFF, DiscrepancyWords, FactWords, Known, Mention, Names, Story, SubjectWords, Words
from outreach_app.web.language import when
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

EMERGENCIES, AT = "emergencies", "emergency_places"

STATE: Mapping[str, str] = {
    "safe": lazy_gettext("Safe"),
    "available": lazy_gettext("Safe and available"),
    "need_help": lazy_gettext("Needs help"),
}
ITEM: Mapping[str, str] = {
    "flyer": lazy_gettext("Flyers and papers"),
    "hotspot": lazy_gettext("Hotspots"),
    "charger": lazy_gettext("Chargers and power banks"),
    "device": lazy_gettext("Devices"),
    "form": lazy_gettext("Forms"),
    "water": lazy_gettext("Water and food"),
    "hygiene": lazy_gettext("Masks and hygiene"),
    "other": lazy_gettext("Other things"),
}
SERVICE: Mapping[str, str] = {
    "charging": lazy_gettext("Charging phones"),
    "internet": lazy_gettext("Free Wi-Fi"),
    "devices": lazy_gettext("Computers to use"),
    "forms": lazy_gettext("Help with forms"),
    "information": lazy_gettext("Information"),
    "printing": lazy_gettext("Printing and copies"),
    "hotspots": lazy_gettext("Hotspots to borrow"),
    "air": lazy_gettext("A cool or warm room"),
    "water": lazy_gettext("Drinking water"),
    "children": lazy_gettext("Something for children"),
    "other": lazy_gettext("Other help"),
}


def _declared(fact: Fact, names: Names) -> str:
    return _("Emergency declared: %(name)s", name=fact.payload["name"])


def _updated(fact: Fact, names: Names) -> str:
    return _("What is said of the emergency was changed: %(name)s", name=fact.payload["name"])


def _said(fact: Fact, names: Names) -> Sequence[str]:
    return [f"{one['language']}: {one['text']}" for one in fact.payload["words"]]


def _ended(fact: Fact, names: Names) -> str:
    return _("Emergency ended: %(name)s", name=names(EMERGENCIES, fact.payload["emergency"]))


def _note(fact: Fact, names: Names) -> Sequence[str]:
    return [_("Note: %(note)s", note=fact.payload["note"])] if fact.payload["note"] else []


def _named(fact: Fact) -> Iterable[Mention]:
    yield EMERGENCIES, fact.payload["emergency"]


def _place(fact: Fact, names: Names) -> str:
    told = fact.payload
    at = told["name"] or names(AT, told["place"])
    if told["state"] == GONE:
        return _("%(place)s is not told of any more", place=at)
    return _("%(place)s is told as closed", place=at) if told["state"] == CLOSED else _("%(place)s is told as open", place=at)


def _place_lines(fact: Fact, names: Names) -> Sequence[str]:
    offers = ", ".join(str(SERVICE[one]) for one in fact.payload["services"])
    return [*([_("It offers: %(services)s", services=offers)] if offers else []), *_said(fact, names)]


def _at(fact: Fact) -> Iterable[Mention]:
    if fact.payload["place"]:
        yield AT, fact.payload["place"]


def _checked_in(fact: Fact, names: Names) -> str:
    told = fact.payload
    said = {"who": names(STAFF, told["staff"]), "how": STATE[told["state"]]}
    if told["place"]:
        return _("%(who)s: %(how)s, at %(place)s", place=names(AT, told["place"]), **said)
    return _("%(who)s: %(how)s", **said)


def _who_and_where(fact: Fact) -> Iterable[Mention]:
    yield STAFF, fact.payload["staff"]
    yield from _at(fact)


def _helped(fact: Fact, names: Names) -> str:
    return _("%(count)s × helped: %(what)s", count=fact.payload["count"], what=SERVICE[fact.payload["service"]])


def _handed_out(fact: Fact, names: Names) -> str:
    return _("%(count)s × handed out: %(what)s", count=fact.payload["count"], what=ITEM[fact.payload["item"]])


def _where(fact: Fact, names: Names) -> Sequence[str]:
    return [_("At %(place)s", place=names(AT, fact.payload["place"]))] if fact.payload["place"] else []


def _who(story: Story, names: Names, which: int) -> str:
    return names(STAFF, story.facts[which].fact.author) if len(story.facts) > which else names(STAFF, None)


def _unaware(story: Story, names: Names) -> str:
    return _("%(name)s switched emergency mode on without knowing that it had been over", name=_who(story, names, 1))


def _why_unaware(story: Story, names: Names) -> str:
    return _(
        "The phone had not heard that the emergency was ended. It counts as a new one, and the banner is on. If nobody meant a "
        "new one, say that it was a mistake; else note it."
    )


def _two_names(story: Story, names: Names) -> str:
    return _("Two coordinators switched emergency mode on, under two names")


def _why_two_names(story: Story, names: Names) -> str:
    called = [one.fact.payload.get("name", "") for one in story.facts]
    return _(
        "It is one emergency, under the name that came first: %(names)s. Choose the name that it is to have on its page, and "
        "note this.",
        names=" · ".join(called),
    )


def _went_on(story: Story, names: Names) -> str:
    return _("The emergency was ended by %(name)s, but others went on with it", name=_who(story, names, 0))


def _why_went_on(story: Story, names: Names) -> str:
    ended = story.facts[0] if story.facts else None
    return _(
        "It was ended %(when)s, perhaps on a phone that told it only later. If it goes on, say that ending it was a mistake: "
        "it runs again. If it is over, note it.",
        when=when(ended.happened_at) if ended else "",
    )


def _unknown(story: Story, names: Names) -> str:
    return _("Something was recorded about an emergency that had not been declared")


def _why_unknown(story: Story, names: Names) -> str:
    return _(
        "The phone that declared it may not have been in touch yet: then this settles itself. Otherwise a clock may be off. It "
        "is kept and has no effect; do it again at the desk where it is right, and note this."
    )


def _by_another(story: Story, names: Names) -> str:
    return _("%(name)s, who is no coordinator, switched emergency mode on or off", name=_who(story, names, 0))


def _why_by_another(story: Story, names: Names) -> str:
    return _("It is kept and has no effect. If it is right, do it at the desk; then note this.")


WORDS = Words(
    known={
        EMERGENCIES: Known(queries.names, lazy_gettext("an emergency that the library does not know")),
        AT: Known(queries.place_names, lazy_gettext("a place that the library does not know")),
    },
    facts={
        DECLARED: FactWords(_declared, _said),
        UPDATED: FactWords(_updated, _said),
        ENDED: FactWords(_ended, _note, _named),
        PLACE_TOLD: FactWords(_place, _place_lines, _at),
        CHECKED_IN: FactWords(_checked_in, mentions=_who_and_where),
        HELPED: FactWords(_helped, _where, _at),
        HANDED_OUT: FactWords(_handed_out, _where, _at),
    },
    subjects={
        TIMELINE: SubjectWords(EMERGENCIES),
        PLACES: SubjectWords(EMERGENCIES),
        DAY: SubjectWords(EMERGENCIES),
    },
    discrepancies={
        "emergency.declared_unaware": DiscrepancyWords(_unaware, _why_unaware),
        "emergency.two_names": DiscrepancyWords(_two_names, _why_two_names),
        "emergency.went_on": DiscrepancyWords(_went_on, _why_went_on),
        "emergency.unknown": DiscrepancyWords(_unknown, _why_unknown),
        "emergency.not_coordinator": DiscrepancyWords(_by_another, _why_by_another),
    },
)
