"""Two libraries in one database: whatever a phone of one says of the other, nothing there is read, changed or told."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from fixtures.library import PASSWORD, Library, Phone, back, fact_text, furnished, out_to, sha256
from fixtures.photos import head_photo, picture, put_photo
from outreach_app.accounts import devices
from outreach_app.db import db, reading
from outreach_app.rescue import keeping

NOTE = "told at the other library only"


class Other:
    """A library beside the first, whose ids a phone of the first has learnt."""

    def __init__(self, library: Library) -> None:
        self.library = furnished(library.app)
        self.library.staff("bea", password=PASSWORD)
        self.library.kit("KB", easel=3)
        self.phone = self.library.phone("phone-of-b", "bea")
        self.taken = self.phone.record("kit.checked_out", "KB", {**out_to("bea"), "note": NOTE})
        self.phone.sync([self.taken, "{no fact"])

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that the other library has, of every table."""
        with db.engine.connect() as connection:
            return {
                table.name: sorted(
                    (tuple(row) for row in connection.execute(select(table).where(table.c.library_id == self.library.id))),
                    key=repr,
                )
                for table in db.metadata.sorted_tables
                if "library_id" in table.c
            }


@pytest.fixture
def other(library: Library) -> Other:
    return Other(library)


@pytest.fixture
def phone(library: Library) -> Phone:
    return library.phone("phone-of-a", "ann")


def named(**others: Any) -> str:
    """A check-in of the other library's kit as its own phone would tell of it."""
    told = {"id": "mine", "device": "phone-of-b", "seq": 1, "author": "bea", **others}
    return fact_text("kit.checked_in", "KB", back(("easel", 1, "missing")), **told)


def tells_nothing(answer: dict[str, Any]) -> bool:
    """True where no word of the other library stands in an answer."""
    return not any(word in json.dumps(answer) for word in (NOTE, "Kit KB", "Bea", "easel", '"KB"'))


def test_facts_that_name_what_is_another_librarys_touch_nothing_there(library: Library, other: Other, phone: Phone) -> None:
    there, mine = other.everything(), phone.checks_out("K1")
    taken_id = json.loads(other.taken)["id"]
    desk = other.library.built_in["desk"]

    answer = phone.ask([other.taken, named(), named(id=taken_id), named(id="of-the-desk", device=desk), "{no fact", mine])

    outcomes = [(one["outcome"], one["reason"]) for one in answer["results"]]
    # To this library they are new: what another one has is no duplicate, and an id that is used there is not used here.
    assert outcomes[0] == ("flagged", None)
    assert outcomes[1] == ("flagged", None)
    assert outcomes[2] == ("quarantined", "same_id_other_bytes")
    assert outcomes[3] == ("flagged", None)
    assert outcomes[4] == ("quarantined", "unreadable")
    assert outcomes[5] == ("stored", None)
    assert other.everything() == there
    again = other.phone.ask([other.taken, "{no fact"])
    assert [one["outcome"] for one in again["results"]] == ["duplicate", "quarantined"]
    assert other.phone.sync([other.phone.checks_in("KB")])["results"][0]["outcome"] == "stored"


def test_what_another_library_has_is_told_to_nobody(library: Library, other: Other, phone: Phone) -> None:
    theirs = other.phone.ask()
    there = other.everything()

    for cursor in (None, other.phone.cursor):
        answer = phone.ask(cursor=cursor, devices=["phone-of-b", "phone-of-a"])
        assert answer["have"] == [{"device": one, "through": 0, "beyond": []} for one in ("phone-of-b", "phone-of-a")]
        assert (answer["reset"], answer["resend"]) == (True, cursor is not None)
        assert answer["epoch"] != theirs["epoch"]
        assert tells_nothing(answer)
        phone.apply(answer)
        assert answer["digest"] == phone.digest()

    epoch, view, mine = theirs["epoch"], theirs["view"], str(phone.cursor).split(".")
    # A cursor of one's own with the epoch or the view of the other: it is of neither.
    for forged in ([mine[0], epoch, *mine[2:]], [*mine[:2], view, *mine[3:]], [mine[0], epoch, view, *mine[3:]]):
        answer = phone.ask(cursor=".".join(forged))
        assert answer["reset"]
        assert tells_nothing(answer)
    phone.sync([named(device="phone-of-a", author="ann")])
    assert not any(one["collection"] == "kits" and one["id"] == "KB" for one in phone.replica.values())
    assert other.everything() == there


def test_another_librarys_bytes_are_kept_here_and_stay_as_they_are_there(library: Library, other: Other, phone: Phone) -> None:
    there = other.everything()

    for raw in (b"{no fact", other.taken.encode()):
        answer = phone.post("quarantine", raw)
        assert (answer.status_code, answer.json) == (202, {"hash": sha256(raw)})
    saved = {"format": "outreach-facts", "version": 1, "library": library.id, "facts": [other.taken, named(), "{no fact"]}
    _, outcomes = keeping.bring_in(library.id, library.catalogue, json.dumps(saved).encode(), by="cora")

    assert [one.outcome for one in outcomes] == ["duplicate", "flagged", "quarantined"]
    assert other.everything() == there
    assert set(library.facts()) == {json.loads(other.taken)["id"], "mine"}


def test_a_photo_of_another_library_is_as_if_it_were_nowhere(library: Library, other: Other, phone: Phone) -> None:
    raw = picture()
    put_photo(other.phone, raw)
    there = other.everything()
    assert head_photo(other.phone, sha256(raw)) == ("0", "?1")

    assert head_photo(phone, sha256(raw)) == ("0", "?0")
    phone.record("kit.checked_in", "K1", {**back(), "photos": [{"sha256": sha256(raw), "part": None}]})
    assert phone.sync()["photos_wanted"] == [sha256(raw)]
    assert put_photo(phone, raw[:-1], name=sha256(raw)).status_code == 422
    assert put_photo(phone, raw).status_code == 200

    assert head_photo(phone, sha256(raw)) == ("0", "?1")
    assert other.everything() == there


def test_whoever_signs_in_from_another_library_gets_a_phone_of_that_one(library: Library, other: Other, phone: Phone) -> None:
    with reading(library.id) as session:
        before = [one.id for one in devices.users_of(session, "phone-of-a")]
    told = {"email": other.library.email("bea"), "password": PASSWORD, "label": "x"}

    made = phone.post("enrol", told).json

    assert made["library"]["id"] == other.library.id
    assert made["token"] not in (None, phone.token)
    assert [one["id"] for one in made["people"]] == ["bea"]
    with reading(library.id) as session:
        assert [one.id for one in devices.users_of(session, "phone-of-a")] == before
    assert phone.ask()["results"] == []
