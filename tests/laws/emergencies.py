"""What happens in emergencies, as several coordinators and phones tell it of the same few of them."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from fixtures.library import NOW, fact_text
from outreach_app.emergency.mode import rules
from outreach_app.ledger.rules import discrepancy_id

EMERGENCIES, PLACES = ("E1", "E2", "E3"), ("S1", "P-square", None)
KINDS = ("declared", "declared", "updated", "ended", "ended", "place_told", "checked_in", "people_helped", "handed_out")


@st.composite
def on_emergencies(draw: st.DrawFn) -> list[tuple[str, str]]:
    """(via, text) of what happens in emergencies, and of what the desk says to what does not add up."""
    made = [("device", draw(one_of_an_emergency(n))) for n in range(draw(st.integers(0, 6)))]
    for n in range(draw(st.integers(0, 1)) if made else 0):
        one, other = (f"emergency-{draw(st.integers(0, len(made) - 1))}" for _ in "ab")
        kind = draw(st.sampled_from(["declared_unaware", "two_names", "went_on"]))
        of = discrepancy_id(f"emergency.{kind}", rules.ALL, (one, other))
        payload = {"discrepancy": of, "resolution": "mistaken", "fact": one, "time": None, "note": None}
        told = {"id": f"emergency-settled-{n}", "device": "the-desk", "seq": 500 + n, "author": "cora"}
        made.append(("desk", fact_text("discrepancy.settled", rules.ALL, payload, **told)))
    return made


@st.composite
def one_of_an_emergency(draw: st.DrawFn, n: int) -> str:
    """The text of one fact."""
    kind, emergency = draw(st.sampled_from(KINDS)), draw(st.sampled_from(EMERGENCIES))
    place, count = draw(st.sampled_from(PLACES)), draw(st.integers(-1, 3))
    payloads: dict[str, dict[str, Any]] = {
        "declared": {"emergency": emergency, "words": [], "after": draw(st.sampled_from([None, "E1", "E2"]))},
        "updated": {"emergency": emergency, "words": [{"language": "en", "text": "Come"}]},
        "ended": {"emergency": emergency, "note": None},
        "place_told": {
            "place": place or "S2", "name": None, "address": None, "state": draw(st.sampled_from(["open", "gone"])),
            "hours": None, "services": ["charging"], "words": [],
        },
        "checked_in": {"staff": "ann", "state": draw(st.sampled_from(["safe", "need_help"])), "place": place},
        "people_helped": {"place": place, "service": "charging", "count": count},
        "handed_out": {"place": place, "item": "flyer", "count": count},
    }  # fmt: skip
    payload = payloads[kind]
    if kind in ("declared", "updated"):
        payload["name"] = draw(st.sampled_from(["Flood", "Storm"]))
    day = rules.day_id(emergency, draw(st.sampled_from(["2026-11-23", "2026-11-24"])))
    subject = emergency if kind == "place_told" else rules.ALL if "emergency" in payload else day
    told = {"id": f"emergency-{n}", "device": draw(st.sampled_from(["phone-a", "phone-c"])), "seq": 400 + n}
    who = draw(st.sampled_from(["cora", "cora", "cora", "ann"]))
    at = NOW + timedelta(minutes=draw(st.integers(-60, 0)))
    return fact_text(f"emergency.{kind}", subject, payload, author=who, at=at, **told)
