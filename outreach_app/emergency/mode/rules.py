"""When there was an emergency, and what happened in it, as the facts tell it. Pure.

Two who switch it on at once, and a phone that tells it a day later, come to one emergency: whatever is declared while one
runs belongs to that one, under whichever id. What cannot be squared has its effect and is told, since a banner too many is
better than one too few.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.emergency.mode.facts import CHECKED_IN, DECLARED, HELPED, NEEDS_HELP, UPDATED
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

TIMELINE, PLACES, DAY = "emergency_timeline", "emergency_places", "emergency_day"
ALL = "emergencies"
"""The subject of the one history of when there was one."""
NOT_COORDINATOR = "not_coordinator"
"""The note of a fact that switches it on or off, by somebody who is no coordinator."""

SETTLEMENTS = {
    **dict.fromkeys(
        ("emergency.declared_unaware", "emergency.two_names", "emergency.went_on"),
        ("noted", "mistaken"),
    ),
    **dict.fromkeys(("emergency.unknown", "emergency.not_coordinator"), ("noted",)),
}
NOWHERE = "-"


class TimelineFolder:
    """The fold of when there was an emergency.

    State: `all` of them in order, each with `also` the ids under which others declared it, `ended` as [time, author, fact]
    or None. The lists hold what `findings` tells, as [fact, time] or [fact, fact, time].
    """

    def start(self) -> dict[str, Any]:
        return {"all": [], "unaware": [], "two_names": [], "went_on": [], "unknown": [], "by_another": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        if NOT_COORDINATOR in fact.notes:
            state["by_another"].append([fact.id, fact.effective])
        elif fact.kind == DECLARED:
            _declared(state, fact)
        else:
            found = named(state["all"], fact.payload["emergency"])
            if found is None:
                state["unknown"].append([fact.id, fact.effective])
            elif fact.kind == UPDATED:
                _updated(state, found, fact)
            elif found["ended"] is None:
                found["ended"] = [fact.effective, fact.author, fact.id]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for ended, declared, at in state["unaware"]:
            yield Finding("emergency.declared_unaware", subject, (ended, declared), at)
        for first, second, at in state["two_names"]:
            yield Finding("emergency.two_names", subject, (first, second), at)
        for ended, updated, at in state["went_on"]:
            yield Finding("emergency.went_on", subject, (ended, updated), at)
        for fact, at in state["unknown"]:
            yield Finding("emergency.unknown", subject, (fact,), at)
        for fact, at in state["by_another"]:
            yield Finding("emergency.not_coordinator", subject, (fact,), at)


def named(several: Iterable[dict[str, Any]], id_: str) -> dict[str, Any] | None:
    """The emergency of that id, or that somebody declared under it."""
    return next((one for one in several if one["id"] == id_ or id_ in one["also"]), None)


def _declared(state: dict[str, Any], fact: Fact) -> None:
    told, last = fact.payload, state["all"][-1] if state["all"] else None
    again = named(state["all"], told["emergency"])
    if again is not None and again is not last:
        # An id is made for one emergency; that it is used for a second is another program's fault.
        state["unknown"].append([fact.id, fact.effective])
    elif last is not None and (last["ended"] is None or again is last):
        if told["emergency"] not in (last["id"], *last["also"]):
            last["also"].append(told["emergency"])
        if told["name"].casefold() != last["name"].casefold():
            state["two_names"].append([last["by"][1], fact.id, fact.effective])
    else:
        if last is not None and told["after"] not in (last["id"], *last["also"]):
            state["unaware"].append([last["ended"][2], fact.id, fact.effective])
        one = {"id": told["emergency"], "also": [], "name": told["name"], "words": _words(told), "since": fact.effective}
        state["all"].append({**one, "by": [fact.author, fact.id], "ended": None})


def _updated(state: dict[str, Any], found: dict[str, Any], fact: Fact) -> None:
    if found["ended"] and not any(ended == found["ended"][2] for ended, _updated, _at in state["went_on"]):
        state["went_on"].append([found["ended"][2], fact.id, fact.effective])
    found.update(name=fact.payload["name"], words=_words(fact.payload))


class PlacesFolder:
    """The fold of where what is open: `places` by id, as they were told last."""

    def start(self) -> dict[str, Any]:
        return {"places": {}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told = fact.payload
        state["places"][told["place"]] = {
            **{name: told[name] for name in ("name", "address", "state")},
            "hours": _hours(told["hours"]),
            "services": sorted(set(told["services"])),
            "words": _words(told),
            "at": fact.effective,
            "by": fact.author,
        }

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()


class DayFolder:
    """The fold of a day of an emergency.

    State: `counts` by "sort what place"; `roll` by staff as [state, place, when they said so last, whether they asked for help
    on that day, when they said so first].
    """

    def start(self) -> dict[str, Any]:
        return {"counts": {}, "roll": {}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told = fact.payload
        if fact.kind == CHECKED_IN:
            before = state["roll"].get(told["staff"])
            asked = told["state"] == NEEDS_HELP or bool(before and before[3])
            first = before[4] if before else fact.effective
            state["roll"][told["staff"]] = [told["state"], told["place"], fact.effective, asked, first]
            return
        sort, what = ("helped", told["service"]) if fact.kind == HELPED else ("handed_out", told["item"])
        key = f"{sort} {what} {told['place'] or NOWHERE}"
        state["counts"][key] = state["counts"].get(key, 0) + told["count"]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()


def day_of(subject: str) -> tuple[str, str]:
    """(emergency, date) of a day's id."""
    emergency, _, on = subject.rpartition("_")
    return (emergency, on) if emergency else (subject, NOWHERE)


def day_id(emergency: str, on: str) -> str:
    """The id of a day of an emergency."""
    return f"{emergency}_{on}"


def _words(told: Mapping[str, Any]) -> dict[str, str]:
    return {one["language"]: one["text"] for one in told["words"]}


def _hours(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if told is None:
        return None
    weekly = [{name: one[name] for name in ("byday", "opens_at", "closes_at")} for one in told["weekly"]]
    members = ("valid_from", "valid_to", "opens_at", "closes_at")
    return {"weekly": weekly, "otherwise": [{name: one[name] for name in members} for one in told["otherwise"]]}
