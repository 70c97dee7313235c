"""Sets of facts as phones and the desk make them, for the laws that must hold for every one of them."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from fixtures.library import NOW, back, counted, fact_text, out_to
from laws.emergencies import on_emergencies
from laws.visiting import decisions, on_visits
from outreach_app.ledger import rules

PARTS = ("tablet", "charger")
lines_out = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.sampled_from(["ok", "damaged", "missing"])), max_size=3
)
lines_in = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.sampled_from(["present", "missing", "damaged", "consumed"])),
    max_size=3,
)

lines_counted = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.sampled_from(["found", "missing", "unexpected"])), max_size=3
)


lines_of_condition = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.sampled_from(["ok", "attention", "damaged", "lost", "destroyed"])),
    max_size=3,
)
works = st.lists(st.sampled_from(["charged", "wiped", "repaired"]), max_size=2)


@st.composite
def on_its_condition(draw: st.DrawFn, kit: str, told: dict[str, Any]) -> str:
    """A fact of how a kit is, or of what was done for it."""
    kind = draw(st.sampled_from(["kit.serviced", "kit.condition_noted", "kit.restocked"]))
    if kind == "kit.serviced":
        parts = draw(st.lists(st.sampled_from(PARTS), max_size=1))
        return fact_text(kind, kit, {"did": draw(works), "parts": parts, "note": None}, **told)
    if kind == "kit.restocked":
        return fact_text(kind, kit, {"parts": [{"part": "charger", "count": draw(st.integers(1, 3))}], "note": None}, **told)
    lines = [{"part": part, "count": count, "condition": word} for part, count, word in draw(lines_of_condition)]
    whole = draw(st.sampled_from(["ok", "out_of_service", "out_of_service", None]))
    return fact_text(kind, kit, {"kit": whole, "parts": lines, "note": None}, **told)


@st.composite
def reported(draw: st.DrawFn, kit: str, told: dict[str, Any]) -> str:
    """A fact of what somebody has to say of a kit."""
    payload = {
        "what": draw(st.sampled_from(["damaged", "missing", "found"])),
        "part": draw(st.sampled_from([*PARTS, None])),
        "words": None,
        "where": None,
    }
    return fact_text("kit.problem_reported", kit, payload, **told)


@st.composite
def handed_over(draw: st.DrawFn, kit: str, told: dict[str, Any]) -> str:
    """A fact of one side of a hand-over."""
    who = st.sampled_from(["ann", "bob", "cora"])
    payload = {
        "handover": draw(st.sampled_from(["h1", "h1", "h2"])),
        "giver": {"staff": draw(who)},
        "to": {"staff": draw(who)},
        "due_on": draw(st.sampled_from([None, "2026-12-01"])),
        "note": None,
    }
    return fact_text("kit.handed_over", kit, payload, **told)


@st.composite
def sets_of_facts(draw: st.DrawFn) -> list[tuple[str, str]]:
    """(via, text) of kits out and back, visits, clones, clocks off, unknown subjects, and settlements of what they make."""
    made: list[tuple[str, str]] = []
    many = draw(st.integers(2, 9))
    for n in range(many):
        is_off = draw(st.integers(0, 5)) == 0
        told = {
            "id": f"fact-{n}",
            "device": draw(st.sampled_from(["phone-a", "phone-b"])),
            "seq": draw(st.integers(1, 6)),
            "author": draw(st.sampled_from(["ann", "bob", "nobody"])),
            "at": NOW + timedelta(minutes=draw(st.integers(-60, 0)) * (1 if not is_off else 30 * 24 * 60)),
            "offset_ms": draw(st.sampled_from([0, 0, None, 30_000, 3_600_000])),
        }
        kit = draw(st.sampled_from(["K1", "K1", "K1", "K2", "unknown"]))
        if draw(st.integers(0, 2)) == 0:
            text = draw(on_visits(told, n))
        elif draw(st.integers(0, 3)) == 0:
            text = draw(on_its_condition(kit, told))
        elif draw(st.integers(0, 4)) == 0:
            text = draw(handed_over(kit, told))
        elif draw(st.integers(0, 4)) == 0:
            text = draw(reported(kit, told))
        elif draw(st.integers(0, 6)) == 0:
            text = fact_text("kit.extended", kit, {"due_on": draw(st.sampled_from([None, "2026-12-08"])), "note": None}, **told)
        elif draw(st.booleans()):
            to = str(draw(st.sampled_from(["ann", "bob"])))
            text = fact_text("kit.checked_out", kit, out_to(to, *draw(lines_out)), **told)
        elif draw(st.integers(0, 2)) == 0:
            codes = draw(st.lists(st.just("5901234123457"), max_size=1))
            text = fact_text("kit.counted", kit, counted(*draw(lines_counted), codes=codes), **told)
        else:
            text = fact_text("kit.checked_in", kit, back(*draw(lines_in)), **told)
        made.append(("device", text))
    made += [("desk", text) for text in draw(decisions(many))]
    for n in range(draw(st.integers(0, 4))):
        subject = draw(st.sampled_from(["K1", "K1", "K2", "T1", "V1", "phone-a"]))
        one, other = f"fact-{draw(st.integers(0, many - 1))}", f"fact-{draw(st.integers(0, many - 1))}"
        kind, facts, part, resolution = draw(
            st.sampled_from(
                [
                    ("kit.held_twice", (one, other), None, "stands"),
                    ("kit.held_twice", (one, other), None, "both"),
                    ("fact.clock_off", (one,), None, "time_set"),
                    ("kit.part_missing", (one,), "tablet", "found"),
                    ("kit.part_damaged", (one,), "tablet", "repaired"),
                    ("kit.problem_reported", (one,), "tablet", "repaired"),
                    ("kit.found", (one,), None, "found"),
                    ("device.cloned", (one, other), None, "noted"),
                    ("kit.returned_not_out", (one,), None, "mistaken"),
                    ("kit.giver_not_holder", (one, other), None, "mistaken"),
                    ("visit.two_sites", (one, other), None, "mistaken"),
                ]
            )
        )
        payload = {
            "discrepancy": rules.discrepancy_id(kind, subject, facts, part),
            "resolution": resolution,
            "fact": one if resolution in ("stands", "mistaken") else None,
            "time": "2026-11-24T14:30:00Z" if resolution == "time_set" else None,
            "note": None,
        }
        text = fact_text(
            "discrepancy.settled", subject, payload, id=f"settled-{n}", device="the-desk", seq=n + 1, author="cora"
        )
        made.append(("desk", text))
        if draw(st.integers(0, 2)) == 0:
            again = {"discrepancy": payload["discrepancy"], "note": None}
            told = {"id": f"reopened-{n}", "device": "the-desk", "seq": 200 + n, "author": "cora"}
            after = NOW + timedelta(minutes=draw(st.sampled_from([-1, 1])))
            made.append(("desk", fact_text("discrepancy.reopened", subject, again, at=after, **told)))
    made += draw(on_inquiries())
    made += draw(on_emergencies())
    return made


@st.composite
def on_inquiries(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Who sees to one thing that does not add up, what was asked about it and what came back."""
    made = []
    for n in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["assigned", "asked", "unasked", "answered"]))
        asked = f"inquired-{draw(st.integers(0, 2))}"
        payload: dict[str, Any] = {
            "assigned": {"to": draw(st.sampled_from(["cora", None]))},
            "asked": {"of": "ann", "question": "Why?", "about": {"fold": "kit", "subject": "K1", "told": "It was out"}},
            "unasked": {"asked": asked},
            "answered": {"asked": asked, "answer": draw(st.sampled_from(["right", "unsure"])), "words": None},
        }[kind]
        told = {"id": f"inquired-{n}", "device": "phone-a", "seq": 300 + n, "author": "ann", "at": NOW + timedelta(minutes=n)}
        made.append(("device" if kind == "answered" else "desk", fact_text(f"discrepancy.{kind}", "d" * 32, payload, **told)))
    return made
