"""Law 1: whatever a device with a token sends is kept: in the ledger, or byte for byte in quarantine."""

import json
import string
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.library import Library, ToldClock, fact_text, furnished, out_to, sha256
from outreach_app.accounts.devices import Holder
from outreach_app.ledger import fact as facts
from outreach_app.sync import exchange

GOOD = fact_text("kit.checked_out", "K1", out_to("ann"), id="good-1", device="phone-a", seq=1, author="ann")
BOTH = {"staff": "ann", "partner": "p", "site": None, "contact": None}
DEEP = "[" * 20_000 + "]" * 20_000


def odd(**members: Any) -> str:
    return json.dumps({**json.loads(GOOD), **members})


ODD = {
    "nothing at all": ("", "unreadable"),
    "no JSON": ("{nonsense", "unreadable"),
    "a list": ("[]", "unreadable"),
    "a number": ("7", "unreadable"),
    "deep nesting": (DEEP, "unreadable"),
    "deep nesting in a payload": (GOOD.replace('"note":null', f'"note":{DEEP[:9000]}{DEEP[-9000:]}'), "unreadable"),
    "NaN": (GOOD.replace('"due_on":null', '"due_on":NaN'), "unreadable"),
    "Infinity": (GOOD.replace('"seq":1', '"seq":-Infinity'), "unreadable"),
    "1e999": (GOOD.replace('"seq":1', '"seq":1e999'), "unreadable"),
    "a huge whole number": (GOOD.replace('"seq":1', '"seq":' + "9" * 5000), "unreadable"),
    "a doubled key": (GOOD.replace('"seq":1', '"seq":1,"seq":2'), "unreadable"),
    "a doubled key deep inside": (GOOD.replace('"staff":"ann"', '"staff":"ann","staff":"bob"'), "unreadable"),
    "a NUL as it is": (GOOD.replace('"note":null', '"note":"a\x00b"'), "unreadable"),
    "a NUL, escaped": (GOOD.replace('"note":null', '"note":"a\\u0000b"'), "not_storable"),
    "a NUL in a member's name": (GOOD.replace('"note":null', '"note":null,"\\u0000":1'), "not_storable"),
    "half a character, escaped": (GOOD.replace('"note":null', '"note":"\\ud83d"'), "not_storable"),
    "half a character as it is": (GOOD.replace('"note":null', '"note":"\ud83d"'), "not_storable"),
    "the halves in the wrong order": (GOOD.replace('"note":null', '"note":"\\ude00\\ud83d"'), "not_storable"),
    "2^53+1 as a place": (GOOD.replace('"seq":1', f'"seq":{2**53 + 1}'), "bad_shape"),
    "no place": (GOOD.replace('"seq":1', '"seq":0'), "bad_shape"),
    "a boolean for a number": (GOOD.replace('"seq":1', '"seq":true'), "bad_shape"),
    "1.0 for a number": (GOOD.replace('"seq":1', '"seq":1.0'), "bad_shape"),
    "a time without an offset": (odd(occurred_at="2026-11-24T10:00:00"), "bad_shape"),
    "the thirtieth of February": (odd(local_date="2026-02-30"), "bad_shape"),
    "an id of 65 letters": (odd(id="x" * 65), "bad_shape"),
    "a kind nobody knows": (odd(kind="kit.exploded"), "unknown_kind"),
    "a version nobody knows": (odd(v=2), "unknown_version"),
    "a payload of the wrong shape": (odd(payload={"parts": 7}), "bad_shape"),
    "a payload that goes to two": (
        odd(payload={**out_to("ann"), "to": {"staff": "ann", "partner": "p", "site": None, "contact": None}}),
        "bad_shape",
    ),
    "more than 64 kB": (odd(zzz="x" * 64 * 1024), "too_large"),
}


def kept_as(library: Library, text: str | bytes) -> str:
    """Send one thing; the reason for which it is in quarantine, byte for byte, or how it was answered."""
    raw = text if isinstance(text, bytes) else facts.as_bytes(text)
    (outcome,) = exchange.keep(Holder(library.id, "phone-a"), library.catalogue, [raw]).outcomes
    assert outcome.hash == sha256(raw)
    if outcome.outcome != "quarantined":
        stored = {row.hash: row.body for row in library.facts().values()}
        assert stored[outcome.hash].encode() == raw
        return outcome.outcome
    row = library.quarantine()[outcome.hash]
    assert bytes(row.raw) == raw
    assert row.reason == outcome.reason
    return str(outcome.reason)


@pytest.mark.parametrize("name", ODD)
def test_what_is_not_understood_is_kept_byte_for_byte_with_its_reason(library: Library, name: str) -> None:
    phone = library.phone()
    text, reason = ODD[name]
    answer = phone.ask([text])
    (result,) = answer["results"]
    assert (result["outcome"], result["reason"], result["at"]) == ("quarantined", reason, None)
    row = library.quarantine()[result["hash"]]
    assert (bytes(row.raw), row.reason, row.via_device) == (facts.as_bytes(text), reason, "phone-a")


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace('"note":null', '"note":"\\\\u0000 is no NUL"'),
        GOOD.replace('"note":null', '"note":"\\ud83d\\ude00"'),
        GOOD.replace('"note":null', '"note":"شكرا 👩‍🏫 \U0001f600"'),
        GOOD.replace('"note":null', f'"note":null,"later":{2**53 + 1},"more":[1e300,-0,{{"x":{2**70}}}]'),
        "  " + GOOD.replace(",", " ,\n") + "\n",
        GOOD.replace('"kit.checked_out"', '"kit\\u002echecked_out"'),
    ],
)
def test_what_is_understood_is_in_the_ledger_as_it_was_sent(library: Library, text: str) -> None:
    library.phone()
    assert kept_as(library, text) in ("stored", "flagged")


def test_one_that_is_not_understood_does_not_hold_up_the_others(library: Library) -> None:
    phone = library.phone()
    texts = [text for text, _ in ODD.values()][:40]
    answer = phone.ask([*texts, phone.checks_out()])
    assert [one["outcome"] for one in answer["results"]] == ["quarantined"] * len(texts) + ["stored"]
    assert len(library.quarantine()) == len(set(texts))


JSON_ISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
    | st.sampled_from(["ann", "K1", "phone-a", "kit.checked_out", "2026-11-24T15:00:00Z", "2026-11-24"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(json.loads(GOOD))) | st.text(), inner),
    max_leaves=12,
)
MUTATED = st.builds(lambda member, value: odd(**{member: value}), st.sampled_from(list(json.loads(GOOD))), JSON_ISH)
CUT = st.builds(
    lambda start, size, put: GOOD[:start] + put + GOOD[start + size :],
    st.integers(0, len(GOOD)),
    st.integers(0, 20),
    st.text(string.printable + "\x00\ud800", max_size=5),
)


@pytest.fixture
def shared(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        library = furnished(app)
        library.device("phone-a", "ann")
        yield library


@given(st.one_of(st.binary(max_size=80), st.builds(json.dumps, JSON_ISH), st.text(), MUTATED, CUT))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_kept(shared: Library, sent: str | bytes) -> None:
    before = {row.hash for row in shared.facts().values()} | set(shared.quarantine())
    raw = sent if isinstance(sent, bytes) else facts.as_bytes(sent)
    if sha256(raw) in before:
        return
    kept_as(shared, raw)
