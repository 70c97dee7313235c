"""The queue of review: what is in it, narrowed and in order, decided on one by one or together; nothing is overwritten."""

import re
from contextvars import Context
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library, ToldClock, back, furnished, session, setting
from fixtures.queries import queries_of

QUEUE = "/review/queue"
ONE = f"{QUEUE}/training_session/T1"


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1")
        made.site("S2", "P2")
        made.staff("zoe", role="trainer")
    with app.app_context():
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def logged(library: Library, *ids: str, **members: Any) -> Any:
    ann = library.phone("phone-a", "ann")
    library.record(*(ann.record("training_session.logged", one, session(**members)) for one in ids))
    return ann


def a_week(library: Library) -> Any:
    """A session, the visit on which it was held, and the kit brought back."""
    ann = library.phone("phone-a", "ann")
    library.record(
        ann.record("visit.started", "V1", {"site": "S1", "trainers": ["ann"], "note": None}),
        ann.record("training_session.logged", "T1", session(), visit="V1"),
        ann.record("visit.finished", "V1", {"outcome": "held", "note": "The door sticks"}),
        ann.checks_out("K1"),
        ann.record("kit.checked_in", "K1", back(), visit="V1"),
    )
    return ann


def listed(page: str) -> list[str]:
    """The records of a page of the queue, in its order."""
    return re.findall(r'<td[^>]*><a href="/review/queue/(\w+/[\w-]+)', page)


def amended(ann: Any, of: str = "phone-a-fact-1", **changes: Any) -> str:
    payload = {"of": of, "was": setting(session()), "changes": changes or {"attendance_in_person": 21}, "reason": "Recount"}
    return str(ann.record("training_session.amended", "T1", payload))


def decide(desk: Desk, word: str, comment: str = "", *, path: str = ONE, page: str | None = None) -> Any:
    return desk.send(
        path, "of", "fact", page=page, to=f"{path}/decision", word=word, comment=comment, seen=seen(page or desk.page(path))
    )


def seen(page: str) -> str:
    return hidden(page, "seen")


def test_sessions_visits_and_hand_ins_wait_in_it_and_are_counted_by_state(library: Library, cleo: Desk) -> None:
    a_week(library)
    page = cleo.page(QUEUE)
    assert sorted(one.partition("/")[0] for one in listed(page)) == ["hand_in", "training_session", "visit"]
    assert re.search(r"Waiting<span[^>]*>3<", page)
    decide(cleo, "approved")
    page = cleo.page(QUEUE)
    assert len(listed(page)) == 2
    assert re.search(r"Approved<span[^>]*>1<", page)
    assert listed(cleo.page(f"{QUEUE}?state=approved")) == ["training_session/T1"]


def test_what_happened_last_stands_first_page_after_page(library: Library, cleo: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_app.judging.queries.PAGE", 2)
    ann = library.phone("phone-a", "ann")
    days = {f"T{n}": f"2026-11-{20 - n:02}" for n in range(5)}
    library.record(
        *(
            ann.record("training_session.logged", id_, session(on=day, starts_at=f"{day}T11:00:00Z", ends_at=None))
            for id_, day in days.items()
        )
    )
    found, path = [], f"{QUEUE}?state=all"
    while path:
        page = cleo.page(path)
        found += listed(page)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        path = after[1].replace("&amp;", "&") if after else ""
    assert found == [f"training_session/{id_}" for id_ in days]


@pytest.mark.parametrize(
    ("narrow", "fits"),
    [
        ("trainer=ann", {"T1", "T2", "T3"}), ("trainer=zoe", set()), ("site=S2", {"T2"}), ("partner=P2", {"T2"}),
        ("partner=P2&site=S1", set()), ("first=2026-11-24", {"T1", "T2"}), ("last=2026-11-23", {"T3"}),
        ("adds_up=no", {"T3"}), ("adds_up=yes", {"T1", "T2"}), ("edited=yes", {"T1"}), ("late=yes", {"T4"}),
        ("q=place+s2", {"T2"}), ("q=ann+place+s1", {"T1", "T3", "T4"}), ("q=nobody", set()), ("sort=visit", set()),
        ("state=edited", {"T1"}), ("photos=yes", set()), ("state=%00&site=%00&before=x", {"T1", "T2", "T3", "T4"}),
    ],
)  # fmt: skip
def test_it_is_narrowed_by_whatever_is_asked(library: Library, cleo: Desk, narrow: str, fits: set[str]) -> None:
    ann = logged(library, "T1")
    day = {"on": "2026-11-23", "starts_at": "2026-11-23T11:00:00Z", "ends_at": "2026-11-23T12:00:00Z"}
    old = {"on": "2026-10-01", "starts_at": "2026-10-01T11:00:00Z", "ends_at": "2026-10-01T12:00:00Z"}
    library.record(
        amended(ann),
        ann.record("training_session.logged", "T2", session(site="S2", starts_at="2026-11-24T13:00:00Z", ends_at=None)),
        ann.record("training_session.logged", "T3", session(**day, attendance_in_person=900)),
        ann.record("training_session.logged", "T4", session(**old, trainers=["bob"]), at="2026-10-01T13:00:00Z"),
    )
    if narrow in ("trainer=ann", "last=2026-11-23", "adds_up=no"):
        # What came four weeks late was recorded by Ann, and is told as late.
        fits = fits | {"T4"}
    assert {one.partition("/")[2] for one in listed(cleo.page(f"{QUEUE}?{narrow}"))} == fits


def test_a_hand_in_is_found_by_the_place_of_its_visit_and_by_a_photo_that_has_not_come(library: Library, cleo: Desk) -> None:
    ann = a_week(library)
    assert any("hand_in/" in one for one in listed(cleo.page(f"{QUEUE}?site=S1")))
    assert listed(cleo.page(f"{QUEUE}?photos=yes")) == []
    photo = {"photos": [{"sha256": "a" * 64, "part": None}]}
    library.record(ann.checks_out("K1"), ann.record("kit.checked_in", "K1", {**back(), **photo}, visit="V1"))
    found = listed(cleo.page(f"{QUEUE}?photos=yes"))
    assert sorted(one.partition("/")[0] for one in found) == ["hand_in", "visit"]


def test_a_filter_is_kept_under_a_name_by_the_person_alone(app: Flask, library: Library, cleo: Desk) -> None:
    logged(library, "T1")
    narrow = f"{QUEUE}?site=S1&state=received"
    assert cleo.send(narrow, "id", to=f"{QUEUE}/filters?site=S1&state=received", name="").status_code == 422
    assert cleo.send(narrow, "id", to=f"{QUEUE}/filters?site=S1&state=received", name="At the mill").status_code == 303
    page = cleo.page(QUEUE)
    assert "At the mill" in page
    assert "At the mill" not in Desk(app, library, "dora", "coordinator").page(QUEUE)
    page = cleo.page(narrow)
    path = re.search(rf'action="({QUEUE}/filters/[^"]+/removal[^"]*)"', page)
    assert path is not None
    assert cleo.post(path[1].replace("&amp;", "&"), {"csrf_token": hidden(page, "csrf_token")}).status_code == 303
    assert "At the mill" not in cleo.page(QUEUE)


def test_one_record_tells_everything_of_it(library: Library, cleo: Desk) -> None:
    ann = a_week(library)
    library.record(amended(ann, "phone-a-fact-2"))
    page = cleo.page(ONE)
    for told in (
        "Came in person",
        "Recount",
        "Place S1",
        "phone-a",
        "The visit round it",
        "holds now",
        "21",
        "Kit brought back",
    ):
        assert told in page, told
    visit = cleo.page(f"{QUEUE}/visit/V1")
    assert "The door sticks" in visit
    hand_in = next(one for one in listed(cleo.page(QUEUE)) if one.startswith("hand_in"))
    assert "K1" in cleo.page(f"{QUEUE}/{hand_in}")
    assert cleo.get(f"{QUEUE}/visit/nothing").status_code == 404


def test_a_visit_that_is_ended_anew_is_edited_and_tells_what_changed(library: Library, cleo: Desk) -> None:
    ann, path = a_week(library), f"{QUEUE}/visit/V1"
    assert decide(cleo, "approved", path=path).status_code == 303
    library.record(ann.record("visit.finished", "V1", {"outcome": "nobody_came", "note": "The door was shut"}))
    page = cleo.page(path)
    table = page[page.index("What was changed") :]
    assert [one in table for one in ("It took place", "Nobody came", "The door was shut")] == [True] * 3
    assert listed(cleo.page(f"{QUEUE}?state=edited")) == ["visit/V1"]


def test_those_who_were_on_a_returned_visit_are_asked_on_their_phones_until_it_is_ended_anew(
    library: Library, cleo: Desk
) -> None:
    ann, path = a_week(library), f"{QUEUE}/visit/V1"
    assert "asked" not in library.rows("visits", "staff:ann")["V1"]
    decide(cleo, "returned", "Which door?", path=path)
    assert library.rows("visits", "staff:ann")["V1"]["asked"]["text"] == "Which door?"
    library.record(ann.record("visit.finished", "V1", {"outcome": "held", "note": "The back door"}))
    assert "asked" not in library.rows("visits", "staff:ann")["V1"]
    assert listed(cleo.page(f"{QUEUE}?state=edited")) == ["visit/V1"]


@pytest.mark.parametrize("word", ["returned", "rejected", "commented"])
def test_who_gets_it_back_is_told_why(library: Library, cleo: Desk, word: str) -> None:
    a_week(library)
    for path in (ONE, f"{QUEUE}/visit/V1", f"{QUEUE}/{next(one for one in listed(cleo.page(QUEUE)) if 'hand_in' in one)}"):
        assert decide(cleo, word, path=path).status_code == 422
        assert decide(cleo, word, "Which door?", path=path).status_code == 303
        assert "Which door?" in cleo.page(path)


def test_a_comment_of_a_megabyte_comes_back_with_its_beginning(library: Library, cleo: Desk) -> None:
    logged(library, "T1")
    answer = decide(cleo, "returned", "é" * 1_000_000)
    assert answer.status_code == 422
    assert "1,000,000 characters" in answer.text
    assert answer.text.count("é") == 20_000
    assert decide(cleo, "returned", "x" * 2_001).status_code == 422
    assert decide(cleo, "returned", "x" * 2_000).status_code == 303


def test_the_second_of_two_coordinators_sees_what_the_first_did(app: Flask, library: Library, cleo: Desk) -> None:
    logged(library, "T1")
    dora = Desk(app, library, "dora", "coordinator")
    page = dora.page(ONE)
    assert decide(cleo, "approved").status_code == 303
    answer = decide(dora, "rejected", "It was no class", page=page)
    assert answer.status_code == 409
    for told in ("Somebody else decided", "Session approved", "Cleo", "It was no class"):
        assert told in answer.text
    assert library.rows("training_sessions", "staff:ann")["T1"]["review"] == "approved"
    # Who has seen it may decide otherwise.
    assert decide(dora, "rejected", "It was no class", page=answer.text).status_code == 303
    assert library.rows("training_sessions", "staff:ann")["T1"]["review"] == "rejected"


def test_a_form_that_is_sent_twice_is_one_decision(library: Library, cleo: Desk) -> None:
    logged(library, "T1")
    page = cleo.page(ONE)
    assert [decide(cleo, "approved", page=page).status_code for _time in range(2)] == [303, 303]
    assert sum(row.kind == "training_session.approved" for row in library.facts().values()) == 1


def test_what_was_amended_meanwhile_is_shown_before_it_is_decided_on(library: Library, cleo: Desk) -> None:
    ann = logged(library, "T1")
    page = cleo.page(ONE)
    library.record(amended(ann))
    answer = decide(cleo, "approved", page=page)
    assert answer.status_code == 409
    assert "21" in answer.text
    assert decide(cleo, "approved", page=answer.text).status_code == 303


def test_a_decision_on_what_was_withdrawn_is_told_and_not_made(library: Library, cleo: Desk) -> None:
    ann = logged(library, "T1")
    page = cleo.page(ONE)
    library.record(
        ann.record(
            "training_session.withdrawn", "T1", {"of": "phone-a-fact-1", "was": setting(session()), "reason": "Not held"}
        )
    )
    answer = decide(cleo, "approved", page=page)
    assert answer.status_code == 409
    assert "withdrawn or counted as another meanwhile" in answer.text
    assert 'value="approved"' not in answer.text
    assert decide(cleo, "commented", "Why?", page=answer.text).status_code == 303


def test_a_withdrawal_that_comes_in_after_a_decision_from_before_it_is_told(
    library: Library, cleo: Desk, told: ToldClock
) -> None:
    ann = logged(library, "T1")
    payload = {"of": "phone-a-fact-1", "was": setting(session()), "reason": "Not held"}
    late = ann.record("training_session.withdrawn", "T1", payload)
    assert decide(cleo, "approved").status_code == 303
    library.record(late)
    assert library.open_kinds() == ["session.decided_unseen"]
    assert listed(cleo.page(f"{QUEUE}?state=withdrawn")) == ["training_session/T1"]


def test_a_page_that_is_sent_after_signing_out_comes_back_with_its_comment(library: Library, cleo: Desk) -> None:
    logged(library, "T1")
    page = cleo.page(ONE)
    cleo.post("/sign-out", {"csrf_token": hidden(page, "csrf_token")})
    answer = decide(cleo, "returned", "Eight, or eighteen?", page=page)
    assert answer.status_code == 401
    assert "Eight, or eighteen?" in answer.text


def test_after_a_decision_the_next_record_of_the_filter_is_open(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    for n, place in enumerate(("S1", "S2", "S1"), start=1):
        starts = f"2026-11-24T{14 - n}:00:00Z"
        library.record(ann.record("training_session.logged", f"T{n}", session(site=place, starts_at=starts, ends_at=None)))
    # A filter may have the name of what an address names.
    narrow = "?sort=training_session&site=S1"
    page = cleo.page(f"{QUEUE}/training_session/T1{narrow}")
    assert 'rel="prev"' not in page
    assert f'rel="next" data-key="j ArrowDown" href="{QUEUE}/training_session/T3{narrow}"' in page.replace("&amp;", "&")
    form = {"word": "approved", "comment": "", "seen": ""}
    answer = cleo.send(f"{QUEUE}/training_session/T1{narrow}", "of", "fact", to=f"{ONE}/decision{narrow}", **form)
    assert answer.location == f"{QUEUE}/training_session/T3{narrow}"
    answer = cleo.send(
        f"{QUEUE}/training_session/T3{narrow}", "of", "fact", to=f"{QUEUE}/training_session/T3/decision{narrow}", **form
    )
    assert answer.location == f"{QUEUE}{narrow}"


def test_all_that_adds_up_is_approved_together_and_taken_back_together(library: Library, cleo: Desk) -> None:
    ann = a_week(library)
    library.record(
        ann.record(
            "training_session.logged",
            "T2",
            session(site="S2", starts_at="2026-11-24T13:00:00Z", ends_at=None, attendance_in_person=900),
        )
    )
    path = f"{QUEUE}/approvals"
    page = cleo.page(path)
    assert "3 records would be approved" in page
    assert "1 record that does not add up is left" in page
    before = len(library.facts())
    told = {"records": lines_of(page)}
    answers = [cleo.send(path, "batch", page=page, **told) for _time in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    facts = [row for row in library.facts().values() if row.kind.endswith(".approved")]
    assert len(facts) == 3
    assert len(library.facts()) == before + 3
    # One transaction for all of them.
    assert len({row.at for row in facts}) == 1
    assert listed(cleo.page(QUEUE)) == ["training_session/T2"]
    # One of them is decided on by itself meanwhile: what holds there is not undone.
    assert decide(cleo, "rejected", "No class", path=ONE).status_code == 303
    done = cleo.page(str(answers[0].location))
    assert "2 of them are approved still" in done
    undo = f"{answers[0].location}/undoing"
    for _time in range(2):
        assert cleo.post(undo, {name: hidden(done, name) for name in ("csrf_token", "fact")}).status_code == 303
    assert len(listed(cleo.page(QUEUE))) == 3
    assert library.rows("training_sessions", "staff:ann")["T1"]["review"] == "rejected"


def test_what_changed_while_the_summary_was_open_is_not_approved_with_the_rest(library: Library, cleo: Desk) -> None:
    ann = logged(library, "T1", "T2", topic=None, starts_at="2026-11-24T08:00:00Z", ends_at="2026-11-24T08:30:00Z")
    page = cleo.page(f"{QUEUE}/approvals")
    library.record(amended(ann))
    answer = cleo.send(f"{QUEUE}/approvals", "batch", page=page, records=lines_of(page))
    assert "1 record was approved" in cleo.page(str(answer.location))
    assert listed(cleo.page(QUEUE)) == ["training_session/T1"]


def lines_of(page: str) -> str:
    found = re.search(r'name="records" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_pages_ask_as_often_for_many_as_for_few(library: Library, cleo: Desk) -> None:
    ann = a_week(library)
    pages = (QUEUE, f"{QUEUE}?q=ann&partner=P1&adds_up=yes&photos=yes&late=yes", ONE, f"{QUEUE}/approvals")
    few = {path: queries_of(lambda path=path: cleo.get(path)) for path in pages}
    for n in range(60):
        day = f"2026-11-{1 + n % 20:02}"
        told = session(site="S2" if n % 2 else "S1", on=day, starts_at=f"{day}T{n % 9:02}:00:00Z", ends_at=None, topic="excel")
        library.record(ann.record("training_session.logged", f"N{n}", told, visit="V1"))
        if n < 30:
            library.record(amended(ann, attendance_in_person=n))
    many = {path: queries_of(lambda path=path: cleo.get(path)) for path in pages}
    assert {path: (few[path], many[path]) for path in pages if many[path] > few[path] + 1} == {}
    assert max(many.values()) < 30


def test_trainers_have_no_queue(app: Flask, library: Library) -> None:
    logged(library, "T1")
    trainer = Desk(app, library, "tess", "trainer")
    assert [trainer.get(path).status_code for path in (QUEUE, ONE, f"{QUEUE}/approvals")] == [403] * 3
    assert QUEUE not in trainer.page("/")


def test_it_opens_in_spanish(library: Library, cleo: Desk) -> None:
    a_week(library)
    for path in (QUEUE, ONE, f"{QUEUE}/approvals", f"{QUEUE}/visit/V1"):
        assert cleo.page(f"{path}?lang=es")
    assert Context


def test_sessions_are_taken_along_approved_only_unless_all_are_asked_for(library: Library, cleo: Desk) -> None:
    logged(library, "T1", "T2", starts_at="2026-11-24T08:00:00Z", ends_at="2026-11-24T08:30:00Z")
    decide(cleo, "approved")
    only, every = cleo.get("/sessions/export.csv"), cleo.get("/sessions/export.csv?which=all")
    assert "sessions-approved-only" in only.headers["Content-Disposition"]
    assert "sessions-all" in every.headers["Content-Disposition"]
    assert [sum(f",{one}\r\n" in file.text for one in ("T1", "T2")) for file in (only, every)] == [1, 2]
    assert "the approved ones only" in cleo.page("/sessions")
