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

from fixtures.library import PASSWORD, Library, ToldClock, back, fact_text, out_to
from outreach_app import backup, ids
from outreach_app.db import writing
from outreach_app.feed import rows
from outreach_app.settings import Settings

FOLDER = Path(__file__).parent
WRITE = os.environ.get("OUTREACH_CONTRACT_WRITE") == "1"
CLOCK = "2026-11-24T15:00:00Z"
NONCE = "nonce-1"


class Story:
    """Requests and answers as they are told."""

    def __init__(self, app: Flask, library: Library) -> None:
        self.http = app.test_client(use_cookies=False)
        self.library = library
        self.settings: Settings = app.extensions["settings"]
        self.steps: list[dict[str, Any]] = []
        self.replicas: dict[str, dict[tuple[str, str, str], str]] = {}
        """What the phone with each token holds: the hash of each row."""
        self._backup: Path | None = None

    def tell(self, path: str, body: Any, token: str | None, **answer: Any) -> dict[str, Any]:
        headers = {"Outreach-Nonce": NONCE, **({"Authorization": f"Device {token}"} if token else {})}
        response = self.http.post(f"/api/v1{path}", json=body, headers=headers)
        assert response.headers["Outreach-Nonce"] == NONCE
        heard = {"status": response.status_code, "body": response.json, **answer}
        self.steps.append({"request": {"path": path, "token": token, "body": body}, "answer": heard})
        return dict(response.json)

    def sync(self, token: str, facts: list[str], cursor: str | None, **others: Any) -> dict[str, Any]:
        told = {key: others.pop(key) for key in ("lost",) if key in others}
        body = {"protocol": 1, "sent_at": CLOCK, "cursor": cursor, "facts": facts, **others}
        answer = self.tell("/sync", body, token, **told)
        if "changes" in answer and "lost" not in told:
            self._take(self.replicas.setdefault(token, {}), answer)
        return answer

    def _take(self, replica: dict[tuple[str, str, str], str], answer: dict[str, Any]) -> None:
        if answer["reset"]:
            replica.clear()
        for one in answer["changes"]:
            key = (one["audience"], one["collection"], one["id"])
            if one["row"] is None:
                replica.pop(key, None)
            else:
                replica[key] = one["hash"]
        if answer["digest"] is not None:
            total = sum(int(one, 16) for one in replica.values()) % 2**32
            assert answer["digest"] == {"count": len(replica), "sum": total}

    def back_up(self) -> None:
        """Keep a copy of the server, as `outreach backup` does."""
        self._backup = Path(self.settings.data) / "yesterday.zip"
        backup.backup(self._backup, self.settings)

    def restore(self) -> None:
        """Put the copy in the server's place, as `outreach restore --replace` does."""
        assert self._backup is not None
        backup.restore(self._backup, self.settings, replace=True)

    def told(self) -> dict[str, Any]:
        """What is folded from the facts, but for its numbers."""
        shown = self.library.shown()
        return {name: shown[name] for name in ("custody", "discrepancies", "named")}


def fact(kind: str, payload: dict[str, Any], n: int, **others: Any) -> str:
    told = {"id": f"fact-{n}", "device": "phone-a", "seq": n, "author": "ann", "at": "2026-11-24T14:00:00Z", **others}
    return fact_text(kind, others.pop("kit", "K1"), payload, **{k: v for k, v in told.items() if k != "kit"})


def a_fresh_phone(story: Story, _token: str) -> None:
    told = {"email": "dee@example.org", "password": PASSWORD, "label": "Dee's phone"}
    token = story.tell("/enrol", told, None)["token"]
    cursor, more = None, True
    while more:
        answer = story.sync(token, [], cursor, limit=3)
        cursor, more = answer["cursor"], answer["more"]


def a_quiet_sync(story: Story, token: str) -> None:
    cursor = story.sync(token, [], None)["cursor"]
    story.sync(token, [], cursor)
    quiet = story.steps[-1]
    assert len(json.dumps(quiet["request"]["body"])) < 1000
    assert len(json.dumps(quiet["answer"]["body"])) < 1000


def an_answer_that_is_lost(story: Story, token: str) -> None:
    facts = [fact("kit.checked_out", out_to("ann"), 1), fact("kit.checked_in", back(("hotspot", 1, "missing")), 2, kit="K2")]
    first = story.sync(token, facts, None, lost=True)
    again = story.sync(token, facts, None)
    assert [one["outcome"] for one in again["results"]] == ["duplicate", "duplicate"]
    assert [one["discrepancies"] for one in again["results"]] == [one["discrepancies"] for one in first["results"]]


def a_server_of_yesterday(story: Story, token: str) -> None:
    other = story.library.device("phone-b", "bob")
    ours = [fact("kit.checked_out", out_to("ann"), 1), fact("kit.checked_in", back(), 2)]
    theirs = [fact("kit.checked_out", out_to("bob"), n, kit="K2", device="phone-b", author="bob", id=f"b-{n}") for n in (1, 2)]
    cursor = story.sync(token, ours[:1], None, devices=["phone-a"])["cursor"]
    story.back_up()
    cursor = story.sync(token, ours[1:], cursor, devices=["phone-a"])["cursor"]
    theirs_cursor = story.sync(other, theirs[:1], None, devices=["phone-b"])["cursor"]
    before = story.told()
    story.restore()
    # Used past where it had been, by this phone's colleague first.
    again = story.sync(other, theirs, theirs_cursor, devices=["phone-b"])
    assert (again["resend"], again["reset"]) == (True, True)
    answer = story.sync(token, [], cursor, devices=["phone-a"])
    assert (answer["resend"], answer["reset"]) == (True, True)
    assert answer["have"] == [{"device": "phone-a", "through": 1, "beyond": []}]
    healed = story.sync(token, ours, answer["cursor"], devices=["phone-a"])
    assert [one["outcome"] for one in healed["results"]] == ["duplicate", "stored"]
    assert set(story.library.facts()) == {"fact-1", "fact-2", "b-1", "b-2"}
    assert story.told() == before


def a_phone_that_the_backup_does_not_know(story: Story, _token: str) -> None:
    story.back_up()
    who = {"email": "dee@example.org", "password": PASSWORD, "label": "Dee's phone"}
    enrolled = story.tell("/enrol", who, None)
    old = enrolled["device"]
    facts = [fact("kit.checked_out", out_to("dee"), n, device=old, author="dee") for n in (1, 2)]
    cursor = story.sync(enrolled["token"], facts[:1], None, devices=[old])["cursor"]
    story.restore()
    refused = story.sync(enrolled["token"], facts, cursor, devices=[old])
    assert refused["code"] == "device.unknown"
    anew = story.tell("/enrol", who, None)
    assert anew["device"] != old
    answer = story.sync(anew["token"], facts, cursor, devices=[anew["device"], old])
    assert [one["outcome"] for one in answer["results"]] == ["stored", "stored"]
    assert answer["have"][1] == {"device": old, "through": 2, "beyond": []}
    assert {(row.device, row.author, row.via_device) for row in story.library.facts().values()} == {
        (old, "dee", anew["device"])
    }


def somebody_joins_a_phone(story: Story, token: str) -> None:
    first = story.sync(token, [], None, devices=["phone-a"])
    joined = story.tell("/enrol", {"email": "dee@example.org", "password": PASSWORD, "label": "Our phone"}, token)
    assert (joined["device"], joined["token"]) == ("phone-a", None)
    waiting = [fact("kit.checked_out", out_to("ann"), 1)]
    answer = story.sync(token, waiting, first["cursor"], devices=["phone-a"])
    assert (answer["reset"], answer["resend"], answer["view"]) == (True, False, joined["view"])
    assert answer["view"] != first["view"]
    assert [row.author for row in story.library.facts().values()] == ["ann"]


def rows_that_move(story: Story, token: str) -> None:
    shared = story.library.device("phone-b", "bob", "dee")

    def publish(id_: str, *staff: str) -> None:
        with writing(story.library.id) as handle:
            rows.publish(handle, "visits", id_, rows.as_text({"id": id_}), [rows.for_staff(one) for one in staff])

    publish("V1", "ann")
    publish("V2", "bob", "dee")
    ours, theirs = story.sync(token, [], None)["cursor"], story.sync(shared, [], None)["cursor"]
    publish("V1", "bob")
    moved = story.sync(token, [], ours)["changes"]
    assert [(one["audience"], one["id"], one["row"]) for one in moved] == [("staff:ann", "V1", None)]
    came = story.sync(shared, [], theirs)["changes"]
    assert [(one["audience"], one["id"], one["row"]) for one in came] == [("staff:bob", "V1", {"id": "V1"})]
    assert story.replicas[token].keys() & {("staff:ann", "visits", "V1")} == set()
    assert {key for key in story.replicas[shared] if key[1] == "visits"} == {
        ("staff:bob", "visits", "V1"), ("staff:bob", "visits", "V2"), ("staff:dee", "visits", "V2"),
    }  # fmt: skip


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
    facts = [
        fact("kit.checked_out" if n % 2 else "kit.checked_in", out_to("ann") if n % 2 else back(), n) for n in range(1, 11)
    ]
    story.library.become("phone-a", "draining")
    answer = story.sync(token, facts[:5], None, devices=["phone-a"])
    assert answer["device"] == "draining"
    story.library.become("phone-a", "revoked")
    answer = story.sync(token, facts[5:], None, devices=["phone-a"])
    assert {one["reason"] for one in answer["results"]} == {"device_revoked"}
    assert answer["have"] == [{"device": "phone-a", "through": 10, "beyond": []}]


def a_clone(story: Story, token: str) -> None:
    ours = [fact("kit.checked_out", out_to("ann"), n) for n in range(1, 6)]
    theirs = [text.replace('"fact-', '"clone-') for text in ours]
    cursor = story.sync(token, ours, None)["cursor"]
    lost = story.sync(token, theirs, cursor, lost=True)
    told = story.sync(token, theirs, cursor)
    assert lost["new_device"]["device"] == told["new_device"]["device"]
    story.sync(told["new_device"]["token"], [], None, devices=[told["new_device"]["device"], "phone-a"])
    assert len(story.library.facts()) == 10


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
    told = {"name": sentence, "clock": CLOCK, "steps": story.steps}
    file = FOLDER / f"{name}.json"
    if WRITE:
        file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8")) == told
