"""A partner's own page: unguessable, renewable, without account; what it shows, and what is asked on it."""

import re
from contextvars import Context
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library
from flyers.test_placements import flyer
from outreach_app import rebuild
from outreach_app.flyers.models import Words
from outreach_app.scans.papers import views as papers

PAGE = "/partners/P1/page"


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def opened(cleo: Desk) -> str:
    """A new page of the partner: its path."""
    cleo.send(PAGE, to=f"{PAGE}/renewal")
    found = re.search(r"/q/([23456789A-Z]{16})", cleo.page(PAGE))
    assert found is not None
    return found[0]


def lent() -> dict[str, Any]:
    return {"to": {"partner": "P1", "site": "S1", "contact": None}, "due_on": "2026-12-01", "parts": [], "note": None}


def met(app: Flask, path: str) -> Any:
    """What somebody meets there who has never been here, in a context of its own, as a server has it."""
    return Context().run(app.test_client().get, path)


def asked(app: Flask, path: str, **told: str) -> Any:
    """What is sent from the page by somebody who has never been here."""
    stranger = app.test_client()
    token = hidden(stranger.get(path).text, "token")
    return stranger.post(path, data={"token": token, "sort": "kit", "words": "", "contact": "", **told})


def test_the_page_shows_what_the_partner_has_what_comes_and_flyers_and_gives_nobody_a_cookie(
    app: Flask, library: Library, cleo: Desk
) -> None:
    flyer(library, "F1")
    flyer(library, "OVER", valid_until="2026-11-20")
    ann = library.phone("phone-a", "ann")
    library.record(ann.record("kit.checked_out", "K1", lent()))
    hours = {"on": "2026-11-26", "starts": "16:00", "ends": "18:00", "every": "0", "times": "1"}
    cleo.send("/visits/new", "id", site_id="S1", trainers="ann", holds="Email", **hours)

    answer = met(app, opened(cleo))

    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    for shown in ("Partner P1", "Kit K1", "Tablet", "Flyer F1", "Email", "Nov 26, 16:00"):
        assert shown in answer.text
    for hidden_ in ("Kit K2", "Flyer OVER", "Ann", "<script"):
        assert hidden_ not in answer.text
    assert len(answer.data) < 15_000


def test_a_new_address_closes_the_old_one_and_the_record_of_changes_lets_nobody_in(
    app: Flask, library: Library, cleo: Desk
) -> None:
    first, second = opened(cleo), opened(cleo)

    assert first != second
    assert [met(app, one).status_code for one in (first, second)] == [404, 200]
    assert second.rpartition("/")[2] not in cleo.page("/audit")
    cleo.send(PAGE, to=f"{PAGE}/closing")
    assert met(app, second).status_code == 404


def test_what_a_partner_asks_waits_for_a_person_until_it_is_noted(app: Flask, library: Library, cleo: Desk) -> None:
    path = opened(cleo)

    sent = asked(app, path, words="Tablets in January", contact="Front desk")
    assert sent.status_code == 303
    told = "The library has it and will answer."
    assert told in met(app, sent.headers["Location"]).text
    assert told not in met(app, f"{path}?sent=1").text

    (row,) = library.discrepancies()
    assert (row.kind, row.subject) == ("partner.asked", "P1")
    page = cleo.page(f"/discrepancies/{row.id}")
    for told in ("Partner P1 asks for a kit", "Tablets in January", "To be answered: Front desk"):
        assert told in page
    assert [one for one in rebuild.check(library.id).differences if not one.startswith(("feed library", "feed_totals"))] == []
    library.record(library.settle(row.id, "noted", subject="P1"), via="desk")
    assert library.open_kinds() == []


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"words": ""}, "Write a line about it, or say whom to answer."),
        ({"words": "x" * 1001}, "Use at most 1000 characters."),
        ({"words": "<b>Soon</b>", "token": "spoilt"}, "This page was open for too long."),
        ({"sort": "gold", "words": "Now"}, "Not a valid choice"),
    ],
    ids=["nothing said", "too long", "a token that is no good", "no such wish"],
)
def test_what_cannot_be_sent_comes_back_with_what_was_typed(
    app: Flask, library: Library, cleo: Desk, told: dict[str, str], says: str
) -> None:
    answer = asked(app, opened(cleo), **told)

    assert answer.status_code == 422
    assert says in answer.text
    assert "<b>Soon" not in answer.text
    assert library.discrepancies() == []


def test_a_double_click_asks_once_and_a_flood_is_told_to_wait(app: Flask, library: Library, cleo: Desk) -> None:
    path, stranger = opened(cleo), app.test_client()
    told = {"token": hidden(stranger.get(path).text, "token"), "sort": "class", "words": "Please", "contact": ""}

    assert [stranger.post(path, data=told).status_code for _click in range(2)] == [303, 303]

    assert len(library.discrepancies()) == 1
    answers = {asked(app, path, words=f"And {number}").status_code for number in range(25)}
    assert answers == {303, 429}


def test_there_is_no_page_for_a_partner_that_the_library_does_not_have(cleo: Desk) -> None:
    assert cleo.get("/partners/elsewhere/page").status_code == 404


TWO = {"en": Words(title="Free help", text="", action=""), "es": Words(title="Ayuda gratis", text="", action="")}


def said(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()).replace("\u200b", "")


def test_a_flyer_is_printed_from_the_page_in_the_language_and_form_that_are_asked_for(
    app: Flask, library: Library, cleo: Desk
) -> None:
    flyer(library, "F1", texts=TWO, template="poster")
    path = opened(cleo)
    page = met(app, path).text
    for spoken in ("en", "es"):
        assert f'href="{path}/flyer.pdf?flyer=F1&amp;lang={spoken}"' in page
    answer = met(app, f"{path}/flyer.pdf?flyer=F1&lang=es")
    assert (answer.status_code, answer.mimetype, "Set-Cookie" in answer.headers) == (200, "application/pdf", False)
    assert b"pdfuaid" in answer.data
    assert "Ayuda gratis" in said(answer.data)
    # Its code is the flyer's own, and a reader that is not ours reads it.
    drawn = pypdfium2.PdfDocument(answer.data)[0].render(scale=150 / 72).to_pil().convert("L")
    (read,) = zxingcpp.read_barcodes(drawn)
    assert "Ayuda gratis" in met(app, f"{urlsplit(read.text).path}?lang=es").text
    cards = met(app, f"{path}/flyer.pdf?flyer=F1&lang=en&as=business_card").data
    assert len(zxingcpp.read_barcodes(pypdfium2.PdfDocument(cards)[0].render(scale=150 / 72).to_pil().convert("L"))) == 10
    # Odd wishes are met as far as they can be.
    assert "Free help" in said(met(app, f"{path}/flyer.pdf?flyer=F1&lang=xx&as=mural").data)


def test_a_flyer_that_is_over_or_unknown_leads_back_to_the_page_and_another_code_to_nothing(
    app: Flask, library: Library, cleo: Desk
) -> None:
    flyer(library, "OVER", valid_until="2026-11-20")
    path = opened(cleo)
    for which in ("OVER", "F9", "", "%00"):
        answer = met(app, f"{path}/flyer.pdf?flyer={which}")
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
    flyer(library, "F1")
    opened(cleo)
    assert met(app, f"{path}/flyer.pdf?flyer=F1").status_code == 404


def test_a_paper_is_made_once_until_its_flyer_changes_and_a_flood_is_told_to_wait(
    app: Flask, library: Library, cleo: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "MOST_MADE", 2)
    flyer(library, "F1")
    path = f"{opened(cleo)}/flyer.pdf?flyer=F1"
    first = met(app, path)
    assert met(app, path).data == first.data
    again = Context().run(lambda: app.test_client().get(path, headers={"If-None-Match": first.headers["ETag"]}))
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in first.headers["Cache-Control"]
    cleo.send("/flyers/F1/details", "version", title_en="Other words", template="handout", target="nowhere")
    assert "Other words" in said(met(app, path).data)
    answer = met(app, f"{path}&as=poster")
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert "a few minutes" in answer.text
    # What is ready is given all the same.
    assert met(app, path).status_code == 200
