"""Redaction: what people wrote is gone from everywhere, and that they wrote is still known by its hash."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from fixtures.library import Library, back, fact_text, sha256
from outreach_app import rebuild
from outreach_app.db import metadata, reading

WRITTEN = "Mrs Alder, 12 Mill Lane, said she is ill"


def out(**others: Any) -> str:
    payload = {
        "to": {"partner": "P1", "site": None, "contact": WRITTEN}, "due_on": "2026-12-01", "parts": [], "note": WRITTEN,
    }  # fmt: skip
    told = {"id": "fact-1", "device": "phone-a", "seq": 1, "author": "ann", **others}
    return fact_text("kit.checked_out", "K1", payload, **told)


def redacted(fact: str, bytes_: str, seq: int = 1, subject: str = "K1") -> str:
    payload = {"fact": fact, "hash": sha256(bytes_)}
    return fact_text("fact.redacted", subject, payload, id=f"r-{seq}", device="the-desk", seq=seq, author="cora")


def where_it_stands(library: Library, text: str = WRITTEN) -> list[str]:
    """Every table of the database that holds the text anywhere."""
    with reading(library.id) as session:
        connection = session.connection()
        return [
            table.name
            for table in metadata.sorted_tables
            if any(text in _told(value) for row in connection.execute(select(table)) for value in row)
        ]


def _told(value: object) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value)


def test_what_people_wrote_is_gone_from_every_table_and_all_else_is_as_it_was(library: Library) -> None:
    library.phone()
    text = out()
    library.record(text)
    before = library.facts()["fact-1"]
    assert where_it_stands(library) == ["facts"]

    library.record(redacted("fact-1", text), via="desk")

    after = library.facts()["fact-1"]
    assert where_it_stands(library) == []
    payload = json.loads(after.body)["payload"]
    assert payload == {
        "to": {"partner": "P1", "site": None, "contact": None},
        "due_on": "2026-12-01",
        "parts": [],
        "note": None,
    }
    assert (after.hash, after.seq, after.received_at, after.at) == (before.hash, before.seq, before.received_at, before.at)
    shown = library.shown()
    rebuild.rebuild(library.id)
    assert library.shown() == shown


def test_notes_of_parts_go_too(library: Library) -> None:
    payload = back(("tablet", 3), ("tablet", 2, "missing"))
    payload["parts"][1]["note"] = WRITTEN
    text = fact_text("kit.checked_in", "K1", payload, id="fact-1", device="phone-a", seq=1, author="ann")
    library.phone()
    library.record(text)

    library.record(redacted("fact-1", text), via="desk")

    assert where_it_stands(library) == []
    assert [part["note"] for part in json.loads(library.facts()["fact-1"].body)["payload"]["parts"]] == [None, None]
    assert "kit.part_missing" in library.open_kinds()


def test_a_fact_that_arrives_after_its_redaction_is_redacted_at_receipt(library: Library) -> None:
    library.phone()
    text = out()
    library.record(redacted("fact-1", text), via="desk")

    (outcome,) = library.record(text)

    assert outcome.outcome in ("stored", "flagged")
    assert library.facts()["fact-1"].hash == sha256(text)
    assert where_it_stands(library) == []


def test_a_fact_in_one_batch_with_its_redaction_is_redacted(library: Library) -> None:
    library.phone()
    text = out()

    library.record(redacted("fact-1", text), text, via="desk")

    assert where_it_stands(library) == []


def test_the_bytes_sent_again_are_a_duplicate_and_bring_nothing_back(library: Library) -> None:
    phone = library.phone()
    text = out()
    phone.ask([text])
    library.record(redacted("fact-1", text), via="desk")

    answer = phone.ask([text])

    assert [(one["outcome"], one["hash"]) for one in answer["results"]] == [("duplicate", sha256(text))]
    assert where_it_stands(library) == []


def test_other_bytes_under_its_id_in_quarantine_are_redacted_by_their_own_hash(library: Library) -> None:
    phone = library.phone()
    first, second = out(), out(visit="v-1")
    phone.ask([first, second])
    assert where_it_stands(library) == ["facts", "quarantine"]

    library.record(redacted("fact-1", second), via="desk")

    assert where_it_stands(library) == ["facts"]
    row = library.quarantine()[sha256(second)]
    assert (bytes(row.raw), row.reason, row.fact_id) == (b"", "same_id_other_bytes", "fact-1")
    assert phone.ask([second])["results"][0]["outcome"] == "quarantined"
    assert where_it_stands(library) == ["facts"]


def test_bytes_that_go_to_quarantine_after_their_redaction_are_redacted_at_receipt(library: Library) -> None:
    phone = library.phone()
    first, second = out(seq=1), out(visit="v-1")
    library.record(redacted("fact-1", second), via="desk")

    phone.ask([first, second])

    assert where_it_stands(library) == ["facts"]
    assert sha256(second) in library.quarantine()


def test_what_a_settlement_says_can_be_redacted_too(library: Library) -> None:
    phone = library.phone()
    phone.sync([phone.checks_in("K2")])
    (one,) = library.discrepancies()
    text = library.settle(one.id, "noted", subject="K2", note=WRITTEN)
    library.record(text, via="desk")
    assert where_it_stands(library) == ["facts"]

    library.record(redacted("settled-1", text, seq=2, subject="K2"), via="desk")

    assert where_it_stands(library) == []
    assert library.discrepancies()[0].state == "settled"


@pytest.mark.parametrize("via", ["device", "import", "public"])
def test_only_the_desk_redacts(library: Library, via: str) -> None:
    library.phone()
    text = out()
    library.record(text)
    payload = {"fact": "fact-1", "hash": sha256(text)}
    asked = fact_text("fact.redacted", "K1", payload, id="r-1", device="phone-a", seq=2, author="ann")

    (outcome,) = library.record(asked, via=via)

    assert outcome.outcome in ("stored", "flagged")
    assert where_it_stands(library) == ["facts"]


def test_another_hash_redacts_nothing(library: Library) -> None:
    library.phone()
    library.record(out())

    library.record(redacted("fact-1", out(visit="v-2")), via="desk")

    assert where_it_stands(library) == ["facts"]
