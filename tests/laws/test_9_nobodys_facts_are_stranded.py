"""Law 9: whatever became of a phone or its people, what it holds can be handed in, under those who recorded it."""

import pytest

from fixtures.library import Library


def test_a_draining_phone_hands_in_all_that_it_holds_and_gets_nothing(library: Library) -> None:
    phone = library.phone()
    phone.sync()
    for _ in range(10):
        phone.checks_out()
    library.become("phone-a", "draining")
    answer = phone.ask(phone.recorded)
    assert {one["outcome"] for one in answer["results"]} <= {"stored", "flagged"}
    assert (answer["device"], answer["changes"], answer["cursor"]) == ("draining", [], phone.cursor)
    assert (answer["reset"], answer["more"], answer["digest"]) == (False, False, None)
    assert len(library.facts()) == 10


def test_a_revoked_phones_facts_are_kept_in_quarantine(library: Library) -> None:
    phone = library.phone()
    for _ in range(10):
        phone.checks_out()
    library.become("phone-a", "revoked")
    answer = phone.ask(phone.recorded)
    assert {(one["outcome"], one["reason"]) for one in answer["results"]} == {("quarantined", "device_revoked")}
    assert (answer["device"], answer["changes"], answer["digest"]) == ("revoked", [], None)
    assert answer["have"] == [{"device": "phone-a", "through": 10, "beyond": []}]
    assert {bytes(row.raw).decode() for row in library.quarantine().values()} == set(phone.recorded)


@pytest.mark.parametrize("state", ["draining", "revoked"])
def test_a_phone_that_must_leave_may_still_use_quarantine(library: Library, state: str) -> None:
    phone = library.phone()
    library.become("phone-a", state)
    assert phone.post("quarantine", b"\x00\xff").status_code == 202
    assert [bytes(row.raw) for row in library.quarantine().values()] == [b"\x00\xff"]


def test_a_phone_enrolled_anew_hands_in_its_old_facts_under_their_author(library: Library) -> None:
    old = library.phone("phone-a", "ann")
    old.checks_out()
    old.checks_out("K2")
    new = library.phone("phone-b", "bob")
    answer = new.ask(old.recorded, devices=["phone-b", "phone-a"])
    assert {one["outcome"] for one in answer["results"]} == {"stored"}
    assert {(row.device, row.author, row.via_device) for row in library.facts().values()} == {("phone-a", "ann", "phone-b")}
    assert answer["have"][1] == {"device": "phone-a", "through": 2, "beyond": []}


def test_a_clone_is_kept_and_gets_an_identity_of_its_own_also_when_the_answer_was_lost(library: Library) -> None:
    one = library.phone("phone-a", "ann")
    for _ in range(5):
        one.checks_out()
    one.sync()
    clone = [text.replace("phone-a-fact", "clone-fact") for text in one.recorded]
    lost = one.ask(clone)
    again = one.ask(clone)
    assert len(library.facts()) == 10
    assert {one["outcome"] for one in lost["results"]} == {"flagged"}
    assert {d["kind"] for r in lost["results"] for d in r["discrepancies"]} >= {"device.cloned"}
    assert lost["new_device"]["device"] == again["new_device"]["device"] != "phone-a"
    one.token = again["new_device"]["token"]
    assert one.ask()["device"] == "active"
