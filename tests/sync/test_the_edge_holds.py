"""Whatever comes to the phones' API is answered: kept, or refused by name; never with a fault, never without the nonce."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from fixtures.library import Library, Phone, ToldClock, fact_text, furnished, out_to, sha256
from outreach_app.accounts import devices
from outreach_app.db import reading
from outreach_app.sync.envelope import MOST_BODY, MOST_QUARANTINE, SyncRequest

FUZZED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GOOD = fact_text("kit.checked_out", "K1", out_to("ann"), id="good-1", device="phone-a", seq=1, author="ann")
PACKED = gzip.compress(b'{"some": "bytes"}', mtime=0)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
NUMBERS = st.integers() | st.floats() | st.sampled_from([2**53, 2**53 + 1, -(2**63), 10**400])
ANY_JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | ANY_TEXT | st.sampled_from(["2026-11-24T15:00:00Z", "phone-a", GOOD]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT | st.sampled_from(list(SyncRequest().fields)), inner),
    max_leaves=12,
)
CODINGS = st.sampled_from(["identity", "gzip", "GZIP", "br", "deflate", "gzip, gzip", "", "no coding"])
TYPES = st.sampled_from(
    ["", "application/json", "text/html", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "///"]
)


@pytest.fixture
def phone(app: Flask, told: ToldClock) -> Iterator[Phone]:
    with app.app_context():
        yield furnished(app).phone()


def refused(answer: TestResponse, *statuses: int) -> list[str]:
    """The members that a refusal names; it is a whole problem, repeats the nonce and tells nothing of the program."""
    assert answer.status_code in statuses, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Outreach-Nonce"] == "nonce-1"
    assert answer.json["status"] == answer.status_code
    assert not any(word in answer.text for word in ("Traceback", "outreach_app", "sqlalchemy", ".py"))
    return list(answer.json.get("fields", {}))


def kept(library: Library) -> dict[str, bytes]:
    """Everything that the server has of phones, by its hash."""
    ledger = {row.hash: row.body.encode() for row in library.facts().values()}
    return {**ledger, **{row.hash: bytes(row.raw) for row in library.quarantine().values()}}


@given(st.binary(min_size=1, max_size=200) | st.just(PACKED) | st.just(GOOD.encode()), CODINGS, TYPES)
@FUZZED
def test_any_bytes_are_kept_whatever_their_headers_say(phone: Phone, sent: bytes, coding: str, mimetype: str) -> None:
    answer = phone.post("quarantine", sent, Content_Encoding=coding, Content_Type=mimetype)

    assert (answer.status_code, answer.headers["Outreach-Nonce"]) == (202, "nonce-1")
    came = gzip.decompress(sent) if sent == PACKED and coding.lower() == "gzip" else sent
    assert answer.json == {"hash": sha256(came)}
    assert kept(phone.library)[sha256(came)] == came


CUT_OR_MORE = {
    "cut short": PACKED[:-5],
    "without its end": PACKED[:-8],
    "with something after it": PACKED + b"more",
    "two in one": PACKED + PACKED,
    "spoilt": PACKED[:12] + b"\xff\xff" + PACKED[14:],
    "of another sum": PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:],
    "only its head": b"\x1f\x8b",
    "empty": b"",
}


@pytest.mark.parametrize("how", CUT_OR_MORE)
def test_a_packed_body_that_is_not_whole_is_kept_as_it_came_and_no_envelope(phone: Phone, how: str) -> None:
    body = CUT_OR_MORE[how]
    assert phone.post("quarantine", body, Content_Encoding="gzip").json == {"hash": sha256(body)}
    assert kept(phone.library) == {sha256(body): body}
    assert refused(phone.post("sync", body, Content_Encoding="gzip"), 400) == ["Content-Encoding"]


@pytest.mark.parametrize(("path", "most"), [("sync", MOST_BODY), ("enrol", MOST_BODY), ("quarantine", MOST_QUARANTINE)])
def test_a_body_that_grows_past_the_limit_is_not_unpacked(phone: Phone, path: str, most: int) -> None:
    assert refused(phone.post(path, b"0" * (200 * most), packed=True), 413) == []
    assert refused(phone.post(path, b"0" * (most + 1)), 413) == []
    assert kept(phone.library) == {}


def test_as_much_as_is_allowed_is_kept(phone: Phone) -> None:
    body = b"0" * MOST_QUARANTINE
    assert phone.post("quarantine", body).status_code == phone.post("quarantine", body, packed=True).status_code == 202
    assert kept(phone.library) == {sha256(body): body}


@given(st.lists(ANY_TEXT | st.builds(json.dumps, ANY_JSON) | st.just(GOOD), max_size=6))
@FUZZED
def test_every_element_of_facts_is_kept_and_answered_in_its_place(phone: Phone, texts: list[str]) -> None:
    results = phone.ask(texts)["results"]

    assert [one["hash"] for one in results] == [sha256(text) for text in texts]
    held = kept(phone.library)
    for text, one in zip(texts, results, strict=True):
        assert held[one["hash"]] == text.encode("utf-8", "surrogatepass")


@given(ANY_JSON)
@FUZZED
def test_any_json_is_an_envelope_or_is_told_what_is_wrong_with_it(phone: Phone, body: Any) -> None:
    answer = phone.post("sync", body)
    assert answer.status_code == 200 or refused(answer, 400)


@given(st.sampled_from(list(SyncRequest().fields)), ANY_JSON)
@FUZZED
def test_a_wrong_member_of_an_envelope_is_named(phone: Phone, member: str, odd: Any) -> None:
    answer = phone.post("sync", {**phone.request([GOOD]), member: odd})
    assert answer.status_code == 200 or refused(answer, 400) == [member]


@given(st.dictionaries(st.sampled_from(["label", "email", "password", "code"]), ANY_JSON) | ANY_JSON)
@FUZZED
def test_any_json_sent_to_enrol_is_refused_without_a_fault(phone: Phone, body: Any) -> None:
    answer = phone.post("enrol", body, token="")
    refused(answer, 400, 401, 429)
    assert "token" not in answer.json


NO_JSON = {
    "nothing": b"",
    "no JSON": b"{nonsense",
    "no text": b"\xff\xfe\xfd",
    "deep nesting": b"[" * 200_000,
    "a list": b"[]",
    "a huge number": b'{"protocol":' + b"9" * 5000 + b"}",
    "NaN": b"NaN",
}


@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON)
@pytest.mark.parametrize("path", ["sync", "enrol"])
def test_what_is_no_object_is_a_broken_envelope(phone: Phone, path: str, body: bytes) -> None:
    assert refused(phone.post(path, body), 400)


@pytest.mark.parametrize("path", ["sync", "quarantine"])
def test_whoever_has_no_token_learns_nothing_but_that(phone: Phone, path: str) -> None:
    known = phone.token
    told = set()
    for header in (
        "",
        "Device",
        f"Bearer {known}",
        f"Device {known}x",
        "Device \xe9\xff",
        "Basic !!!",
        f"Device {known} {known}",
    ):
        for body in (b"", b"{", phone.request([GOOD])):
            answer = phone.post(path, body, token="", Authorization=header)
            refused(answer, 401)
            told.add(answer.text)
    assert len(told) == 1
    assert kept(phone.library) == {}


@pytest.mark.parametrize("nonce", ["", "x" * 65, "two words", "\xe9"])
def test_a_nonce_that_cannot_be_repeated_breaks_an_envelope_but_keeps_nothing_out_of_quarantine(
    phone: Phone, nonce: str
) -> None:
    answer = phone.post("sync", phone.request([GOOD]), Outreach_Nonce=nonce)
    assert (answer.status_code, list(answer.json["fields"])) == (400, ["Outreach-Nonce"])
    assert "Outreach-Nonce" not in answer.headers
    assert phone.post("quarantine", b"whatever", Outreach_Nonce=nonce).status_code == 202


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "sync", 405), ("PUT", "quarantine", 405), ("POST", "no", 404)])
def test_what_the_api_does_not_have_is_a_problem_too(phone: Phone, method: str, path: str, status: int) -> None:
    answer = phone.http.open(f"/api/v1/{path}", method=method, headers={"Outreach-Nonce": "nonce-1"})
    assert refused(answer, status) == []


def test_a_cursor_that_could_not_be_echoed_to_a_phone_that_leaves_is_named(phone: Phone) -> None:
    phone.library.become(phone.device, "draining")
    assert refused(phone.post("sync", {**phone.request([GOOD]), "cursor": "\ud800"}), 400) == ["cursor"]
    assert phone.ask([GOOD], cursor=None)["results"][0]["outcome"] in ("stored", "flagged")


@pytest.mark.parametrize("more", ["x" * 300_000, "\ud800\x00", json.loads("[" * 900 + "]" * 900)], ids=["long", "odd", "deep"])
def test_of_a_report_only_what_is_understood_is_kept_with_the_phone(phone: Phone, more: Any) -> None:
    phone.ask(report={"waiting": 3, "later": more})
    with reading(phone.library.id) as session:
        assert json.loads(devices.found(session, phone.device).reported or "") == {"waiting": 3}


DEEP = '{"a":' * 480 + "0" + "}" * 480


@pytest.mark.parametrize("nested", [DEEP, "[" * 600 + "]" * 600], ids=["objects", "lists"])
def test_a_deep_fact_with_an_escaped_character_is_kept(phone: Phone, nested: str) -> None:
    text = GOOD.replace('"note":null', f'"note":"\\ud83d\\ude00","later":{nested}')
    assert phone.ask([text])["results"][0]["hash"] == sha256(text)


def test_no_depth_of_one_fact_stands_in_the_way_of_those_that_follow(phone: Phone) -> None:
    for depth in range(900, 1000, 4):
        phone.ask([phone.checks_out("K1").replace('"note":null', f'"note":null,"later":{"[" * depth}{"]" * depth}')])
    early = phone.checks_in("K1", at="2020-01-01T00:00:00Z")
    assert phone.ask([early])["results"][0]["outcome"] != "quarantined"
