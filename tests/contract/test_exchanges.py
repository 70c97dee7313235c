"""The stories of this folder, told to the real server: the files say what it answers, word by word.

With OUTREACH_CONTRACT_WRITE=1 in the environment the files are written anew from what the server answers; read the
difference before it is committed, since phones in the field rely on it.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from contract.answering import a_hand_in_is_answered
from contract.lending import a_kit_is_lent_with_a_photo
from contract.story import OURS, READY, OurPhone, Story
from fixtures.library import PASSWORD, Library, ToldClock, back, counted, fact_text, out_to, session, setting
from outreach_app import ids, shapes
from outreach_app.catalog import COLLECTIONS
from outreach_app.db import writing
from outreach_app.feed import rows
from outreach_app.sync.envelope import EnrolAnswer, EnrolRequest, PhotoAnswer, Problem, SyncAnswer, SyncRequest

FOLDER = Path(__file__).parent
WRITE = os.environ.get("OUTREACH_CONTRACT_WRITE") == "1"
COLLECTION = "of-a-later-release"
"""One that no screen knows: a phone mirrors whatever the server has for it."""


def fact(kind: str, payload: dict[str, Any], n: int, **others: Any) -> str:
    told = {"id": f"fact-{n}", "device": "phone-a", "seq": n, "author": "ann", "at": "2026-11-24T14:00:00Z", **others}
    return fact_text(kind, others.pop("kit", "K1"), payload, **{k: v for k, v in told.items() if k != "kit"})


def a_fresh_phone(story: Story, token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    # Ours asks for more at once than there is; this one has to come again.
    cursor, more = None, True
    while more:
        answer = story.sync(token, [], cursor, limit=3, by="phone-a")
        cursor, more = answer["cursor"], answer["more"]
    assert len(story.steps) == 4
    story.after = {**READY, "cursor": phone.cursor, "kits": {"K1": {"state": "in_store"}}}


def a_quiet_sync(story: Story, _token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    phone.syncs()
    story.after = {**READY, "cursor": phone.cursor}
    quiet = story.steps[-1]
    assert len(json.dumps(quiet["request"]["body"])) < 1000
    assert len(json.dumps(quiet["answer"]["body"])) < 1000


def an_answer_that_is_lost(story: Story, _token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    phone.records("kit.checked_out", "K1", out_to("dee"))
    phone.records("kit.checked_in", "K2", back(("hotspot", 1, "missing")))
    first = phone.syncs(lost=True)
    again = phone.syncs()
    assert [one["outcome"] for one in first["results"]] == ["stored", "flagged"]
    assert [one["outcome"] for one in again["results"]] == ["duplicate", "duplicate"]
    assert [one["discrepancies"] for one in again["results"]] == [one["discrepancies"] for one in first["results"]]
    assert len(story.library.facts()) == 2
    story.after = {**READY, "held": {"fact-1": "duplicate", "fact-2": "duplicate"}, "kits": {"K1": {"state": "out"}}}


def a_server_of_yesterday(story: Story, _token: str) -> None:
    other = story.library.device("phone-b", "bob")
    theirs = [fact("kit.checked_out", out_to("bob"), n, kit="K2", device="phone-b", author="bob", id=f"b-{n}") for n in (1, 2)]
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    phone.records("kit.checked_out", "K1", out_to("dee"))
    phone.syncs()
    story.back_up()
    phone.records("kit.checked_in", "K1", back())
    phone.syncs()
    cursor = story.sync(other, theirs[:1], None, devices=["phone-b"], by="phone-b")["cursor"]
    before = story.told()
    story.restore()
    # Used past where it had been, by the other phone first.
    again = story.sync(other, theirs, cursor, devices=["phone-b"], by="phone-b")
    assert (again["resend"], again["reset"]) == (True, True)
    answer = phone.syncs()
    assert (answer["resend"], answer["reset"]) == (True, True)
    assert answer["have"] == [{"device": phone.device, "through": 1, "beyond": []}]
    healed = phone.asks()
    assert [one["outcome"] for one in healed["results"]] == ["duplicate", "stored"]
    assert set(story.library.facts()) == {"fact-1", "fact-2", "b-1", "b-2"}
    assert story.told() == before
    held = {"fact-1": "duplicate", "fact-2": "stored"}
    story.after = {**READY, "held": held, "kits": {"K1": {"state": "in_store"}, "K2": {"state": "out"}}}


def a_phone_that_the_backup_does_not_know(story: Story, _token: str) -> None:
    story.back_up()
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    phone.records("kit.checked_out", "K1", out_to("dee"))
    phone.syncs()
    story.restore()
    phone.records("kit.checked_in", "K1", back())
    refused = phone.syncs()
    assert refused["code"] == "device.unknown"
    old = phone.device
    phone.waiting = list(phone.facts)
    anew = phone.enrols("dee", knows_me=False)
    assert anew["device"] != old
    answer = phone.asks()
    assert [one["outcome"] for one in answer["results"]] == ["stored", "stored"]
    assert answer["have"] == [{"device": phone.device, "through": 0, "beyond": []}, {"device": old, "through": 2, "beyond": []}]
    assert {(row.device, row.author, row.via_device) for row in story.library.facts().values()} == {(old, "dee", phone.device)}
    story.after = {**READY, "held": {"fact-1": "stored", "fact-2": "stored"}, "kits": {"K1": {"state": "in_store"}}}


def somebody_joins_a_phone(story: Story, _token: str) -> None:
    story.library.staff("eva", password=PASSWORD)
    phone = OurPhone(story)
    first = phone.enrols("dee")
    phone.asks()
    phone.records("kit.checked_out", "K1", out_to("dee"))
    joined = phone.enrols("eva")
    assert (joined["device"], joined["token"]) == (first["device"], None)
    answer = phone.asks()
    assert (answer["reset"], answer["resend"], answer["view"]) == (True, False, joined["view"])
    assert answer["view"] != first["view"]
    assert [row.author for row in story.library.facts().values()] == ["dee"]
    story.after = {**READY, "held": {"fact-1": "stored"}, "kits": {"K1": {"state": "out", "holder": {"staff": "dee"}}}}


def rows_that_move(story: Story, token: str) -> None:
    story.library.staff("eva", password=PASSWORD)

    def publish(id_: str, *staff: str) -> None:
        with writing(story.library.id) as handle:
            rows.publish(handle, COLLECTION, id_, rows.as_text({"id": id_}), [rows.for_staff(one) for one in staff])

    publish("R1", "ann")
    publish("R2", "dee", "eva")
    publish("R3", "dee")
    theirs = story.sync(token, [], None, by="phone-a")["cursor"]
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    phone.enrols("eva")
    phone.asks()
    publish("R1", "dee")
    publish("R2", "eva")
    publish("R3", "ann")

    def told(answer: dict[str, Any]) -> list[tuple[str, str, bool]]:
        return [(one["audience"], one["id"], one["row"] is not None) for one in answer["changes"]]

    assert told(story.sync(token, [], theirs, by="phone-a")) == [("staff:ann", "R1", False), ("staff:ann", "R3", True)]
    assert told(phone.syncs()) == [
        ("staff:dee", "R1", True), ("staff:dee", "R2", False), ("staff:dee", "R3", False),
    ]  # fmt: skip
    moved = {key for key in story.replicas[OURS] if key[1] == COLLECTION}
    assert moved == {("staff:dee", COLLECTION, "R1"), ("staff:eva", COLLECTION, "R2")}
    story.after = {**READY, "held": {}}


def four_that_are_not_understood(story: Story, token: str) -> None:
    good = fact("kit.checked_out", out_to("ann"), 1)
    facts = [
        good,
        "{nonsense",
        fact("kit.exploded", {}, 2),
        fact("kit.checked_in", {"parts": 7}, 3),
        good.replace('"note":null', '"note":"other bytes"'),
        fact("kit.checked_in", back(), 4),
    ]
    first = story.sync(token, facts, None, devices=["phone-a"])
    again = story.sync(token, facts, first["cursor"], devices=["phone-a"])
    reasons = [None, "unreadable", "unknown_kind", "bad_shape", "same_id_other_bytes", None]
    assert [one["reason"] for one in first["results"]] == [one["reason"] for one in again["results"]] == reasons


def phones_that_must_leave(story: Story, token: str) -> None:
    lost = [fact("kit.checked_out", out_to("ann"), n) for n in range(1, 11)]
    story.library.become("phone-a", "revoked")
    answer = story.sync(token, lost, None, devices=["phone-a"], by="phone-a")
    assert {one["reason"] for one in answer["results"]} == {"device_revoked"}
    assert answer["have"] == [{"device": "phone-a", "through": 10, "beyond": []}]
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    for n in range(10):
        phone.records(*(("kit.checked_in", "K1", back()) if n % 2 else ("kit.checked_out", "K1", out_to("dee"))))
    story.library.become(phone.device, "draining")
    answer = phone.syncs()
    assert (answer["device"], answer["changes"], len(answer["results"])) == ("draining", [], 10)
    assert {one["outcome"] for one in answer["results"]} <= {"stored", "flagged"}
    assert len(story.library.facts()) == len(story.library.quarantine()) == 10
    story.after = {"phase": "wiped", "waiting": [], "held": {}}


def a_clone(story: Story, _token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    twin = {"device": phone.device, "author": "dee"}
    theirs = [fact("kit.checked_out", out_to("dee"), n, kit="K2", id=f"twin-{n}", **twin) for n in range(1, 6)]
    story.sync(phone.token or "", theirs, None, devices=[phone.device], by="the twin")
    for n in range(5):
        phone.records(*(("kit.checked_in", "K1", back()) if n % 2 else ("kit.checked_out", "K1", out_to("dee"))))
    lost = phone.syncs(lost=True)
    told = phone.syncs()
    assert lost["new_device"]["device"] == told["new_device"]["device"] != phone.device
    assert {one["outcome"] for one in told["results"]} == {"duplicate"}
    assert len(story.library.facts()) == 10
    phone.becomes(told["new_device"])
    phone.records("kit.checked_in", "K1", back())
    assert [one["outcome"] for one in phone.syncs()["results"]] == ["stored"]
    held = {f"fact-{n}": "duplicate" for n in range(1, 6)}
    story.after = {**READY, "held": {**held, "fact-6": "stored"}, "kits": {"K1": {"state": "in_store"}}}


def clocks_that_are_off(story: Story, token: str) -> None:
    facts = [
        fact("kit.checked_out", out_to("ann"), 1, at="1970-01-01T00:00:00Z", offset_ms=1_795_000_000_000),
        fact("kit.checked_in", back(), 2, at="2099-01-01T00:00:00Z", offset_ms=None),
    ]
    answer = story.sync(token, facts, None)
    assert [one["outcome"] for one in answer["results"]] == ["flagged", "flagged"]
    off = next(one for one in answer["results"][0]["discrepancies"] if one["kind"] == "fact.clock_off")
    settled = story.library.settle(off["id"], "time_set", subject="K1", time="2026-11-24T13:00:00Z")
    story.library.record(settled, via="desk")
    story.sync(token, [], answer["cursor"])


def a_session_is_put_right(story: Story, _token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    told = session(trainers=["dee"], notes="The projector was slow")
    phone.records("training_session.logged", "T1", told, said={"session": "T1", "told": told})
    amended = {"of": "fact-1", "was": setting(told), "changes": {"attendance_in_person": None}, "reason": "Nobody counted"}
    phone.records("training_session.amended", "T1", amended, said={"session": "T1", **amended})
    phone.syncs(lost=True)
    answer = phone.syncs()
    assert [one["outcome"] for one in answer["results"]] == ["duplicate", "duplicate"]
    row = {"version": "fact-2", "versions": 2, "review": "edited", "attendance_in_person": None, "audience": "19+"}
    story.after = {**READY, "held": {"fact-1": "duplicate", "fact-2": "duplicate"}, "sessions": {"T1": row}}


def a_visit_is_done(story: Story, _token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    started = {"site": "S1", "trainers": ["dee"], "note": None}
    phone.records("visit.started", "V1", started, said=started, visit="V1")
    told = session(trainers=["dee"])
    phone.records("training_session.logged", "T1", told, said={"session": "T1", "told": told}, visit="V1")
    phone.syncs(lost=True)
    answer = phone.syncs()
    assert [one["outcome"] for one in answer["results"]] == ["duplicate", "duplicate"]
    finished = {"outcome": "held", "note": "The ramp was icy"}
    phone.records("visit.finished", "V1", finished, said=finished, visit="V1")
    assert [one["outcome"] for one in phone.syncs()["results"]] == ["stored"]
    row = {"state": "finished", "site": "S1", "people": ["dee"], "outcome": "held", "sessions": 1, "attendance": 8}
    held = {"fact-1": "duplicate", "fact-2": "duplicate", "fact-3": "stored"}
    story.after = {**READY, "held": held, "visits": {"V1": row}}


def a_kit_is_counted(story: Story, _token: str) -> None:
    phone = OurPhone(story)
    phone.enrols("dee")
    phone.asks()
    told = counted(("tablet", 4), ("tablet", 1, "missing"), ("charger", 2), ("hotspot", 1, "unexpected"), codes=["590123"])
    phone.records("kit.counted", "K1", told)
    phone.syncs(lost=True)
    answer = phone.syncs()
    (result,) = answer["results"]
    assert result["outcome"] == "duplicate"
    assert sorted(one["kind"] for one in result["discrepancies"]) == [
        "kit.codes_unknown",
        "kit.part_missing",
        "kit.part_unexpected",
    ]
    story.after = {**READY, "held": {"fact-1": "duplicate"}, "kits": {"K1": {"state": "in_store"}}}


STORIES: dict[str, tuple[str, Callable[[Story, str], None]]] = {
    "01-a-fresh-phone": ("A fresh phone enrols and fetches pages until there are no more", a_fresh_phone),
    "02-a-quiet-sync": ("Nothing out, nothing in: under a kilobyte both ways", a_quiet_sync),
    "03-an-answer-is-lost": ("Two facts whose answer was lost are sent again and are duplicates", an_answer_that_is_lost),
    "04-a-server-of-yesterday": (
        "A server restored to yesterday and used since asks for everything, and all is there again",
        a_server_of_yesterday,
    ),
    "05-a-phone-that-the-backup-does-not-know": (
        "A phone that enrolled after the backup enrols again; its old facts are kept under their old device",
        a_phone_that_the_backup_does_not_know,
    ),
    "06-somebody-joins-a-phone": (
        "A person is added to a phone: it fetches anew, and what waits is sent with its author",
        somebody_joins_a_phone,
    ),
    "07-rows-that-move": ("A row moves from one trainer to another, one is in two audiences of a phone", rows_that_move),
    "08-four-in-quarantine": (
        "Four that are not understood are in quarantine, the rest is stored",
        four_that_are_not_understood,
    ),
    "10-phones-that-must-leave": ("Ten facts of a phone that must leave all have outcomes", phones_that_must_leave),
    "11-a-clone": ("Two phones under one id: ten facts are held, one has a new id", a_clone),
    "13-a-session-is-put-right": (
        "A session is logged and put right, the answer is lost: one session, as it was said last",
        a_session_is_put_right,
    ),
    "14-a-visit-is-done": (
        "A visit begins, a session is held on it, the answer is lost, and it ends: one visit with one session",
        a_visit_is_done,
    ),
    "15-a-kit-is-counted": (
        "A kit is counted, the answer is lost: what is missing, unexpected and unknown is told once",
        a_kit_is_counted,
    ),
    "16-a-kit-is-lent-with-a-photo": (
        "A kit is lent with a partner's signature and a photo, which follows its fact and is wanted until then",
        a_kit_is_lent_with_a_photo,
    ),
    "17-a-hand-in-is-answered": (
        "A hand-in comes back, its kit is counted again, and the answer is lost: it is told once and asks no more",
        a_hand_in_is_answered,
    ),
    "12-clocks-that-are-off": ("Clocks of 1970 and 2099: stored, flagged, sorted as they said", clocks_that_are_off),
}


@pytest.fixture
def chance() -> Iterator[None]:
    """Ids and tokens that are the same every time."""
    numbers = count(1)
    with ids.drawing(lambda n: hashlib.shake_256(str(next(numbers)).encode()).digest(n)):
        yield


@pytest.fixture
def story(app: Flask, told: ToldClock, chance: None) -> Iterator[Story]:
    with app.app_context():
        library = Library(app)
        library.email = lambda id_: f"{id_}@example.org"  # type: ignore[method-assign]
        library.staff("ann")
        library.staff("bob")
        library.staff("dee", password=PASSWORD)
        library.kit("K1", tablet=5, charger=2)
        library.kit("K2", hotspot=1)
        yield Story(app, library)


@pytest.mark.parametrize("name", STORIES)
def test_the_server_answers_as_the_story_says(story: Story, name: str) -> None:
    token = story.library.device("phone-a", "ann")
    sentence, tell = STORIES[name]
    tell(story, token)
    told = story.written(sentence)
    file = FOLDER / f"{name}.json"
    if WRITE:
        file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8")) == told
    for step in story.steps:
        assert_shaped(step["request"]["path"], step["request"].get("body"), step["answer"])


def assert_shaped(path: str, request: Any, answer: dict[str, Any]) -> None:
    """Both ways all has the shape that the schemas, and so the phone's own types, say."""
    if path.startswith("/photos/"):
        assert "body" not in answer or shapes.wrong_members(PhotoAnswer, answer["body"]) == {}
        return
    asked, told = {"/sync": (SyncRequest, SyncAnswer), "/enrol": (EnrolRequest, EnrolAnswer)}[path]
    assert shapes.wrong_members(asked, request) == {}
    assert shapes.wrong_members(told if answer["status"] == 200 else Problem, answer["body"]) == {}
    row_of = {collection.name: collection.shape for collection in COLLECTIONS}
    for change in answer["body"].get("changes", ()):
        if change["row"] is not None and change["collection"] in row_of:
            assert shapes.wrong_members(row_of[change["collection"]], change["row"]) == {}
