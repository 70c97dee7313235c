"""A person's right to erasure: free text is nulled wherever it is or will come to be, and the hash stays."""

import json

from fixtures.library import Library, fact_text, sha256
from outreach_app import rebuild
from outreach_app.catalog import CATALOGUE, COLLECTIONS


def _redact(library: Library, text: str, *, seq: int = 1) -> None:
    told = json.loads(text)
    payload = {"fact": told["id"], "hash": sha256(text)}
    redaction = fact_text(
        "fact.redacted",
        told["subject"],
        payload,
        id=f"redaction-{seq}",
        device=library.built_in["desk"],
        seq=seq,
        author="cora",
    )
    assert [one.outcome for one in library.record(redaction, via="desk")] == ["stored"]


def _with_note(text: str) -> str:
    return text.replace('"note":null', '"note":"Her name is on the lid"')


def test_free_text_is_nulled_and_the_hash_stays_that_of_the_bytes(library: Library) -> None:
    phone = library.phone()
    text = _with_note(phone.checks_out("K1"))
    phone.sync([text])
    before = library.shown()["custody"]
    _redact(library, text)
    row = library.facts()["phone-a-fact-1"]
    assert json.loads(row.body)["payload"]["note"] is None
    assert row.hash == sha256(text)
    assert [one["outcome"] for one in phone.ask([text])["results"]] == ["duplicate"]
    assert "Her name" not in library.facts()["phone-a-fact-1"].body
    assert library.shown()["custody"] == before
    live = library.shown()
    rebuild.rebuild(library.id, CATALOGUE, COLLECTIONS)
    assert library.shown() == live


def test_a_fact_that_comes_after_its_redaction_is_kept_without_its_free_text(library: Library) -> None:
    phone = library.phone()
    text = _with_note(phone.checks_out("K1"))
    _redact(library, text)
    assert [one["outcome"] for one in phone.ask([text])["results"]] == ["stored"]
    row = library.facts()["phone-a-fact-1"]
    assert (json.loads(row.body)["payload"]["note"], row.hash) == (None, sha256(text))
    assert library.custody("K1")["state"] == "out"


def test_other_bytes_than_the_redaction_names_are_left_as_they_are(library: Library) -> None:
    phone = library.phone()
    text = _with_note(phone.checks_out("K1"))
    _redact(library, text.replace("Her", "His"))
    phone.ask([text])
    assert json.loads(library.facts()["phone-a-fact-1"].body)["payload"]["note"] == "Her name is on the lid"


def test_a_redaction_from_the_field_redacts_nothing(library: Library) -> None:
    phone = library.phone()
    text = _with_note(phone.checks_out("K1"))
    phone.ask([text])
    phone.ask([phone.record("fact.redacted", "K1", {"fact": "phone-a-fact-1", "hash": sha256(text)})])
    assert json.loads(library.facts()["phone-a-fact-1"].body)["payload"]["note"] == "Her name is on the lid"
    assert library.open_kinds() == ["fact.decision_from_field"]


def test_bytes_in_quarantine_are_emptied_and_stay_known(library: Library) -> None:
    phone = library.phone()
    text = _with_note(phone.checks_out("K1")).replace('"v":1', '"v":9')
    phone.ask([text])
    _redact(library, text)
    assert library.quarantine()[sha256(text)].raw == b""
    assert [one["reason"] for one in phone.ask([text])["results"]] == ["unknown_version"]
