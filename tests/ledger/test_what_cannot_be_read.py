"""Bytes that are no fact: their places are held, a redaction reaches them, and a form is told rather than kept."""

import json

import pytest

from fixtures.library import Library, fact_text, out_to, sha256
from outreach_app.db import writing
from outreach_app.ledger import desk
from outreach_app.ledger.fact import Unread, read
from outreach_app.problems import Refusal

GOOD = fact_text("kit.checked_out", "K1", out_to("ann"), id="odd", device="phone-a", seq=1, author="ann")
ODD = {
    "a NaN": GOOD.replace('"note":null', '"note":NaN').encode(),
    "a doubled key": GOOD.replace('"note":null', '"note":1,"note":2').encode(),
    "half of a character": GOOD.replace('"note":null', '"note":"\ud800"').encode("utf-8", "surrogatepass"),
    "a number beyond all": GOOD.replace('"note":null', '"note":1e999').encode(),
    "a NUL": GOOD.replace('"note":null', '"note":"\\u0000"').encode(),
    "too much": GOOD.replace('"note":null', '"note":"' + "x" * 70_000 + '"').encode(),
}


@pytest.mark.parametrize("odd", ODD)
def test_the_place_of_bytes_that_are_no_fact_is_held(library: Library, odd: str) -> None:
    phone = library.phone()
    answer = phone.ask([ODD[odd].decode("utf-8", "surrogatepass")])
    assert answer["results"][0]["outcome"] == "quarantined"
    assert answer["results"][0]["id"] == "odd"
    assert answer["have"] == [{"device": "phone-a", "through": 1, "beyond": []}]


def test_a_place_that_is_told_twice_is_no_place() -> None:
    doubled = read(GOOD.replace('"seq":1', '"seq":1,"seq":2').encode())
    assert isinstance(doubled, Unread)
    assert (doubled.id, doubled.device, doubled.seq) == ("odd", "phone-a", None)


def test_bytes_that_were_redacted_before_they_came_are_not_kept_in_quarantine(library: Library) -> None:
    stored = library.phone().checks_out
    text = stored("K1", id="told")
    secret = text.replace('"note":null', '"note":"Her name is on it"').replace('"v":1', '"v":9')
    payload = {"fact": "told", "hash": sha256(secret)}
    library.record(
        fact_text("fact.redacted", "K1", payload, id="redaction", device=library.built_in["desk"], seq=1, author="cora"),
        via="desk",
    )
    (outcome,) = library.record(secret, device="phone-a")
    assert (outcome.outcome, outcome.reason) == ("quarantined", "unknown_version")
    assert library.quarantine()[sha256(secret)].raw == b""
    assert [one.reason for one in library.record(secret, device="phone-a")] == ["unknown_version"]


@pytest.mark.parametrize("note", ["a\x00b", "\ud800", "x" * 70_000])
def test_a_form_that_cannot_be_kept_comes_back_and_nothing_is_recorded(library: Library, note: str) -> None:
    with pytest.raises(Refusal) as refused, writing(library.id) as handle:
        desk.record_one(
            handle, library.catalogue, fact_id="desk-1", kind="kit.checked_in", subject="K1", author="cora",
            payload={"parts": [], "note": note}, zone="America/Chicago",
        )  # fmt: skip
    assert refused.value.code == "form.invalid"
    assert library.facts() == {}
    assert library.quarantine() == {}
    assert json.dumps(library.shown()["custody"]) == "[]"
