"""A partner signs for a kit: the terms in versions, what was signed beside the loan, a receipt for paper."""

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from fixtures.at_the_desk import Desk
from fixtures.field import Served, badge, sign_in
from fixtures.library import PASSWORD, Library, Phone, fact_text, sha256
from fixtures.pictures import KeepPicture
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
    # Paper is read on another day than it is printed.
    assert "December 1, 2026" in receipt


def test_a_partner_signs_for_a_kit_that_goes_on_from_another_too(desk: Desk, library: Library) -> None:
    phone = library.phone()
    library.site("S2", "P2")
    to = {"partner": "P2", "site": "S2", "contact": None}
    told = {"handover": "h1", "giver": {"partner": "P1", "site": "S1"}, "to": to, "due_on": None, "note": None}
    phone.record("kit.handed_over", "K1", {**told, "signed_off": _signed()})
    phone.sync()

    assert "Signed for by Jo Park, Front desk, under version 1 of the terms." in desk.page("/kits/K1")
    receipt = desk.page("/kits/receipts/phone-a-fact-1")
    for words in ("Partner P2", "as agreed before", "All of it that was out.", f'd="{DRAWN}"'):
        assert words in receipt


@pytest.mark.parametrize("drawn", [None, "", 'M1 1"/><script>', "C1 2 3 4", "M1 1Z" * 9])
def test_what_is_no_drawing_is_never_drawn(desk: Desk, library: Library, drawn: str | None) -> None:
    phone = library.phone()
    _lent(phone, _signed(drawn=drawn))
    phone.sync()

    receipt = desk.page("/kits/receipts/phone-a-fact-1")
    assert 'class="signature"' not in receipt
    assert "Signed by typing the name." in receipt


def test_who_signed_is_reached_by_redaction(desk: Desk, library: Library) -> None:
    phone = library.phone()
    text = _lent(phone, _signed())
    phone.sync()
    told = {"fact": "phone-a-fact-1", "hash": sha256(text)}
    library.record(fact_text("fact.redacted", "K1", told, id="r1", device="the-desk", seq=1, author="cora"), via="desk")

    page, receipt = desk.page("/kits/K1"), desk.page("/kits/receipts/phone-a-fact-1")
    for gone in ("Jo Park", "Front desk", DRAWN):
        assert gone not in page + receipt
    assert "Bring it back" in receipt
    assert "Signed by typing" not in receipt


def test_there_is_no_receipt_where_nobody_signed(desk: Desk, library: Library) -> None:
    phone = library.phone()
    _lent(phone, None)
    phone.checks_in()
    phone.sync()

    assert "/kits/receipts/" not in desk.page("/kits/K1")
    for fact in ("phone-a-fact-1", "phone-a-fact-2", "nothing"):
        assert desk.get(f"/kits/receipts/{fact}").status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_partner_signs_on_an_offline_phone(
    served: Served, page: Page, accessibility_faults: Any, keep_picture: KeepPicture
) -> None:
    library = served.library
    library.site()
    with writing(library.id) as handle:
        editing.write(handle, {"en": "Bring it back whole.\n" * 12, "es": "Devuélvalo completo."}, seen=0, by=None)
    served.server.start()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(served.address())
    sign_in(page, library.email("ann"))
    page.context.set_offline(True)
    page.get_by_role("link", name=re.compile("^K1")).click()
    page.get_by_role("link", name="Take out").click()
    page.get_by_role("radio", name="A partner’s place").check()
    page.get_by_role("button", name=re.compile("Place S1")).click()
    page.get_by_text("The partner signs").click()
    expect(page.get_by_role("region", name="Terms of lending")).to_contain_text("Bring it back whole.")
    pad = page.get_by_role("img", name="Field for a drawn signature, empty")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 20):
        page.mouse.move(box["x"] + 40 + 12 * step, box["y"] + 60 + (25 if step % 2 else -25))
    page.mouse.up()
    # A drawing alone does not say whose it is.
    expect(page.get_by_role("alert")).to_contain_text("Type the name too")
    page.get_by_label("Name of who signs").fill("Jo Park")
    page.get_by_label("What they do there").fill("Front desk")
    expect(page.get_by_role("img", name="Drawn signature")).to_be_visible()
    assert accessibility_faults(page) == []
    keep_picture(page, "sign-off")
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(page.get_by_text("Signed by Jo Park")).to_be_visible()

    page.context.set_offline(False)
    # It goes by itself.
    expect(badge(page)).to_have_text("all kept")
    assert page.context.browser is not None
    desk = page.context.browser.new_page(viewport={"width": 1280, "height": 900})
    desk.goto(f"{served.server.url}/sign-in?next=/kits/K1")
    desk.get_by_label("Email address").fill(library.email("cora"))
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    desk.get_by_role("link", name="Receipt").click()
    expect(desk.get_by_role("img", name="Drawn signature")).to_be_visible()
    expect(desk.get_by_text("Jo Park, Front desk")).to_be_visible()
    assert accessibility_faults(desk) == []
    keep_picture(desk, "receipt")
    desk.close()
