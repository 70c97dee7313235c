"""A partner signs for a kit: the terms in versions, what was signed beside the loan, a receipt for paper."""

from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, fact_text
from outreach_app.db import writing
from outreach_app.kits.signing import editing

DRAWN = "M10 20L30 40L55 61M70 80L90 100"


@pytest.fixture
def desk(app: Flask, library: Library) -> Desk:
    library.site()
    return Desk(app, library, "adam", "admin")


def _signed(**told: Any) -> dict[str, Any]:
    terms = {"version": 1, "language": "en", "text": "Bring it back\nwhole."}
    return {"name": "Jo Park", "role": "Front desk", "terms": terms, "drawn": DRAWN, **told}


def _lent(phone: Phone, signed: dict[str, Any] | None, **others: Any) -> str:
    to = {"partner": "P1", "site": "S1", "contact": None}
    told = {"to": to, "due_on": "2026-12-01", "parts": [], "note": None, "signed_off": signed}
    return phone.record("kit.checked_out", "K1", told, **others)


def test_terms_are_written_in_versions_that_phones_and_the_record_of_changes_hear(desk: Desk, library: Library) -> None:
    assert library.rows("lending_terms") == {}

    for text, version in (("Bring it back.", 1), ("Bring it back.", 1), ("Bring it back whole.", 2)):
        desk.send("/settings/terms", "version", text_en=text, text_es="")
        (row,) = library.rows("lending_terms").values()
        assert row == {"id": "current", "version": version, "texts": [{"language": "en", "text": text}]}

    changed = desk.page("/audit")
    assert "Terms of lending" in changed
    assert "Bring it back whole." in changed


def test_terms_that_somebody_else_changed_meanwhile_are_not_overwritten(desk: Desk, library: Library) -> None:
    page = desk.page("/settings/terms")
    with writing(library.id) as handle:
        editing.write(handle, {"en": "Theirs."}, seen=0, by=None)

    answer = desk.send("/settings/terms", "version", page=page, text_en="Mine.", text_es="")

    assert answer.status_code == 409
    assert "Somebody else changed the terms meanwhile." in answer.text
    assert "Mine." in answer.text
    assert library.rows("lending_terms")["current"]["texts"][0]["text"] == "Theirs."


def test_what_was_signed_stands_beside_the_loan_and_on_a_receipt(desk: Desk, library: Library) -> None:
    phone = library.phone()
    _lent(phone, _signed())
    assert phone.sync()["results"][0]["outcome"] == "stored"

    page = desk.page("/kits/K1")
    assert "Signed for by Jo Park, Front desk, under version 1 of the terms." in page
    assert "/kits/receipts/phone-a-fact-1" in page
    receipt = desk.page("/kits/receipts/phone-a-fact-1")
    for words in ("Jo Park", "Front desk", "Bring it back\nwhole.", f'd="{DRAWN}"', "Partner P1", "Tablet", "Terms, version 1"):
        assert words in receipt


@pytest.mark.parametrize("drawn", [None, "", 'M1 1"/><script>', "C1 2 3 4", "M1 1Z" * 9])
def test_what_is_no_drawing_is_never_drawn(desk: Desk, library: Library, drawn: str | None) -> None:
    phone = library.phone()
    _lent(phone, _signed(drawn=drawn))
    phone.sync()

    receipt = desk.page("/kits/receipts/phone-a-fact-1")
    assert "<path" not in receipt.split("<main")[1].split('class="signature"')[-1] or 'class="signature"' not in receipt
    assert "Signed by typing the name." in receipt


def test_who_signed_is_reached_by_redaction(desk: Desk, library: Library) -> None:
    phone = library.phone()
    text = _lent(phone, _signed())
    phone.sync()
    from fixtures.library import sha256

    told = {"fact": "phone-a-fact-1", "hash": sha256(text)}
    library.record(fact_text("fact.redacted", "K1", told, id="r1", device="the-desk", seq=1, author="cora"), via="desk")

    page, receipt = desk.page("/kits/K1"), desk.page("/kits/receipts/phone-a-fact-1")
    for gone in ("Jo Park", "Front desk", DRAWN):
        assert gone not in page + receipt
    assert "Bring it back" in receipt


def test_there_is_no_receipt_where_nobody_signed(desk: Desk, library: Library) -> None:
    phone = library.phone()
    _lent(phone, None)
    phone.checks_in()
    phone.sync()

    assert "/kits/receipts/" not in desk.page("/kits/K1")
    for fact in ("phone-a-fact-1", "phone-a-fact-2", "nothing"):
        assert desk.get(f"/kits/receipts/{fact}").status_code == 404
