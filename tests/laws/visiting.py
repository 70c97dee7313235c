"""What happens on visits, as phones and the desk make it: the same few visits, sessions, people and places in every way."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from fixtures.library import NOW, fact_text, session, setting

SESSIONS, VISITS = ("T1", "T2", "T3"), ("V1", "V2")
SORTS = (
    "started",
    "finished",
    "heard",
    "stack",
    "given",
    "talked",
    "wished",
    "suggested",
    "answered",
    "logged",
    "logged",
    "amended",
    "withdrawn",
    "hand_in",
)


@st.composite
def on_visits(draw: st.DrawFn, told: dict[str, Any], n: int) -> str:
    """The text of one fact; `told` are the members of its envelope."""
    of = {**told, "visit": draw(st.sampled_from([*VISITS, None]))}
    sort, visit, which = draw(st.sampled_from(SORTS)), draw(st.sampled_from(VISITS)), draw(st.sampled_from(SESSIONS))
    if sort == "started":
        payload: dict[str, Any] = {"site": draw(st.sampled_from(["S1", "S2", None])), "trainers": ["ann"], "note": None}
        return fact_text("visit.started", visit, payload, **of)
    if sort == "finished":
        return fact_text("visit.finished", visit, {"outcome": draw(st.sampled_from(["held", "closed"])), "note": None}, **of)
    if sort == "heard":
        payload = {"site": None, "topic": "device", "count": draw(st.integers(-1, 3)), "words": None}
        return fact_text("need.heard", visit, payload, **of)
    if sort == "stack":
        return draw(on_a_stack(of))
    if sort == "given":
        payload = {
            "flyer": "F1",
            "language": draw(st.sampled_from(["es", None])),
            "count": draw(st.integers(-1, 2)),
            "site": None,
        }
        if draw(st.booleans()):
            payload["code"] = draw(st.sampled_from(["ABCDE23456ZW", "ABCDE23456ZX", None]))
        return fact_text("flyer.handed_out", visit, payload, **of)
    if sort == "wished":
        payload = {"sort": draw(st.sampled_from(["kit", "problem"])), "site": None, "words": "Soon", "contact": None}
        return fact_text("partner.asked", draw(st.sampled_from(["P1", "P2"])), payload, **of)
    if sort == "suggested":
        payload = {"sort": draw(st.sampled_from(["gone", "hours"])), "words": draw(st.sampled_from(["Soon", None]))}
        return fact_text("listing.change_suggested", draw(st.sampled_from(["L1", "L2"])), payload, **of)
    if sort == "hand_in":
        which = f"fact-{draw(st.integers(0, n))}"
        payload = {"of": which, "counted": draw(st.sampled_from([None, "fact-0"])), "words": None}
        return fact_text("hand_in.amended", which, payload, **of)
    if sort == "talked":
        payload = {"site": None, "way": "phone", "note": None, "next_step": None, "done": [f"fact-{draw(st.integers(0, n))}"]}
        payload["next_on"] = draw(st.sampled_from(["2026-12-01", None]))
        return fact_text("partner.contacted", draw(st.sampled_from(["P1", "P2"])), payload, **of)
    if sort == "answered":
        payload = {"knowledge": draw(st.integers(1, 5)), "confidence": None, "application": 1, "awareness": 5, "words": None}
        return fact_text("outcome.answered", which, payload, **of)
    content = session(
        on=draw(st.sampled_from(["2026-11-23", "2026-11-24"])),
        site=draw(st.sampled_from(["S1", "S2"])),
        trainers=draw(st.lists(st.sampled_from(["ann", "bob"]), max_size=2)),
        attendance_in_person=draw(st.sampled_from([-1, 0, 7, 100_000, None])),
    )
    if sort == "logged":
        return fact_text("training_session.logged", which, content, **of)
    payload = {"of": f"fact-{draw(st.integers(0, n))}", "was": setting(content), "reason": None}
    if sort == "withdrawn":
        return fact_text("training_session.withdrawn", which, payload, **of)
    changes = draw(st.sampled_from([{"trainers": ["bob"]}, {"on": "2026-11-23"}, {"attendance_in_person": 3}, {}]))
    return fact_text("training_session.amended", which, {**payload, "changes": changes}, **of)


@st.composite
def on_a_stack(draw: st.DrawFn, of: dict[str, Any]) -> str:
    """A fact of one of two stacks, which may have one code."""
    stack, code = draw(st.sampled_from(["N1", "N2"])), draw(st.sampled_from(["ABCDE23456ZW", "ABCDE23456ZX"]))
    copies, left = draw(st.integers(0, 30)), draw(st.sampled_from([None, 0, 7]))
    kind = draw(st.sampled_from(["placed", "placed", "restocked", "removed"]))
    payload: dict[str, Any] = {
        "placed": {"flyer": "F1", "code": code, "site": "S1", "spot": "Desk", "language": None, "copies": copies},
        "restocked": {"copies": copies, "left": left},
        "removed": {"code": code, "reason": draw(st.sampled_from(["gone", "removed"])), "left": left},
    }[kind]
    return fact_text(f"flyer.{kind}", stack, {"restock_on": None, "note": None, **payload}, **of)


@st.composite
def decisions(draw: st.DrawFn, many: int) -> list[str]:
    """What the desk decides about sessions, visits and hand-ins, of any of `many` facts."""
    made = []
    for n in range(draw(st.integers(0, 2))):
        word = draw(st.sampled_from(["approved", "returned", "reopened"]))
        of = {} if word == "reopened" else {"of": f"fact-{draw(st.integers(0, many - 1))}"}
        told = {"id": f"decided-{n}", "device": "the-desk", "seq": 100 + n, "author": "cora", "at": NOW + timedelta(minutes=n)}
        about = {"training_session": SESSIONS, "visit": VISITS, "hand_in": tuple(f"fact-{one}" for one in range(many))}
        sort = draw(st.sampled_from(["training_session", "visit", "hand_in"]))
        which = draw(st.sampled_from(about[sort]))
        made.append(fact_text(f"{sort}.{word}", which, {**of, "comment": "Why?"}, **told))
    return made
