"""What a partnership is for, what is shared, what was agreed: kept at the desk, told before it ends, its gaps seen."""

import io
import re
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library
from outreach_app.commands import remind_of_agreements as remind

PDF = b"%PDF-1.7\n% a paper\n"
AGREED = {"name": "Use of the hall", "starts_on": "2026-01-01", "ends_on": "2026-12-20", "remind_days": "60", "note": ""}
SHARED = {"direction": "received", "resource": "space", "year": "2026", "worth_hours": "40", "worth_money": "", "note": ""}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def agreed(cleo: Desk, raw: bytes | None = PDF, called: str = "room ../use.exe", **told: Any) -> str:
    """An agreement with its paper: its id."""
    page = cleo.page("/partners/P1/agreements/new")
    file = {"file": (io.BytesIO(raw), called)} if raw is not None else {}
    answer = cleo.send("/partners/P1/agreements/new", "id", page=page, **{**AGREED, **told}, **file)
    assert answer.status_code == 303, answer.text
    return hidden(page, "id")


def test_the_strategy_of_a_partnership_is_written_once_by_one_person_at_a_time(cleo: Desk) -> None:
    form, typed = "/partners/P1/strategy", {"aim": "Forms without help", "both_want": "", "next_step": "", "owner_id": "cleo"}
    page = cleo.page(form)
    assert cleo.send(form, "version", page=page, **typed, review_on="2026-11-20").status_code == 303

    assert cleo.send(form, "version", page=page, **{**typed, "aim": "Something else"}).status_code == 409
    page = cleo.page("/partners/P1")
    assert "Forms without help" in page
    assert "the day has come" in page
    assert "the strategy was to be looked at again" in cleo.page("/")


def test_what_is_shared_in_each_direction_closes_a_gap(cleo: Desk) -> None:
    assert "30 gaps" in cleo.page("/partners/coverage")
    cleo.send("/partners/P1/shared/new", "id", **SHARED)

    page = cleo.page("/partners/coverage?year=2026")
    assert "29 gaps" in page
    assert "received: 1" in page
    assert "30 gaps" in cleo.page("/partners/coverage?year=2025")
    assert "about 40 hours" in cleo.page("/partners/P1")
    (share,) = re.findall(r"/partners/shared/([\w-]+)", cleo.page("/partners/P1"))
    cleo.send(f"/partners/shared/{share}", to=f"/partners/shared/{share}/removal")
    assert "30 gaps" in cleo.page("/partners/coverage")


def test_the_paper_is_given_to_staff_as_a_file_under_a_harmless_name_and_to_nobody_else(app: Flask, cleo: Desk) -> None:
    id_ = agreed(cleo)

    answer = cleo.get(f"/partners/agreements/{id_}/paper.pdf")
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    told = answer.headers["Content-Disposition"]
    assert told.startswith("attachment")
    assert ".exe" not in told
    assert "/" not in told
    stranger = app.test_client().get(f"/partners/agreements/{id_}/paper.pdf")
    assert stranger.status_code != 200


@pytest.mark.parametrize(
    ("raw", "says"), [(b"<html>", "Choose a PDF"), (b"%PDF-" + b"0" * (10 * 1024 * 1024), "more than 10 MB")]
)
def test_a_paper_that_is_none_or_too_large_is_told_at_its_field(cleo: Desk, raw: bytes, says: str) -> None:
    form = "/partners/P1/agreements/new"
    answer = cleo.send(form, "id", **AGREED, file=(io.BytesIO(raw), "paper.pdf"))

    assert answer.status_code == 422
    assert says in answer.text


def test_a_paper_goes_with_the_last_agreement_that_has_it(app: Flask, library: Library, cleo: Desk) -> None:
    one, other = agreed(cleo), agreed(cleo, name="The same paper")
    for id_ in (one, other):
        assert len(list(app.extensions["photos"].names())) == 1
        cleo.send(f"/partners/agreements/{id_}", to=f"/partners/agreements/{id_}/removal")

    assert list(app.extensions["photos"].names()) == []


def test_what_ends_is_told_once_to_each_coordinator_and_to_who_sees_to_it(
    app: Flask, library: Library, cleo: Desk, mail_server: Any
) -> None:
    library.staff("tim", role="trainer")
    library.staff("una", role="trainer")
    agreed(cleo, raw=None)
    agreed(cleo, raw=None, name="Far away", ends_on="2027-12-20")
    cleo.send("/partners/P1/strategy", "version", aim="", both_want="", next_step="", owner_id="tim", review_on="")

    def morning() -> int:
        with app.app_context():
            return remind.deliver(library.id, remind.written(library.id, "https://desk.example"), mail_server.url)[0]

    assert morning() == 3
    assert sorted(letter["To"].split("@")[0] for letter in mail_server.letters) == ["cleo", "cora", "tim"]
    assert "Use of the hall" in mail_server.letters[0].as_string()
    assert "Far away" not in mail_server.letters[0].as_string()
    assert morning() == 0
    assert "Use of the hall" in cleo.page("/")
