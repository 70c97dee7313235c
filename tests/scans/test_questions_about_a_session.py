"""Whoever was at a session answers four questions by its code: no account, no cookie, and nobody can be told by it."""

import re
from contextvars import Context

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library, ToldClock, session
from outreach_app import ids
from outreach_app.accounts import failures
from outreach_app.db import reading
from outreach_app.scans.pulse import views as pulse
from outreach_app.training_sessions import queries
from outreach_app.training_sessions.outcomes import code_of

POINTS = {"knowledge": "4", "confidence": "3", "application": "5"}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def given(library: Library) -> str:
    """A session that was logged; its id is nobody else's, since a code follows from it."""
    id_ = ids.new()
    library.record(library.phone("phone-a").record("training_session.logged", id_, session()))
    return id_


class Visitor:
    """Somebody with a phone of their own, whom nobody knows."""

    def __init__(self, app: Flask, given: str) -> None:
        self.http = app.test_client()
        self.path = f"/q/{code_of(given)}"

    def get(self, path: str | None = None, **headers: str) -> TestResponse:
        response: TestResponse = Context().run(lambda: self.http.get(path or self.path, headers=headers))
        return response

    def answer(self, page: str | None = None, **told: str) -> TestResponse:
        token = hidden(page or self.get().text, "token")
        response: TestResponse = Context().run(lambda: self.http.post(self.path, data={"token": token, **told}))
        return response


@pytest.fixture
def visitor(app: Flask, given: str) -> Visitor:
    return Visitor(app, given)


def answers(library: Library, id_: str) -> int:
    with reading(library.id) as session_:
        found = queries.outcome(session_, id_)
        return found.answers if found else 0


def test_an_answer_is_kept_and_thanked_for(library: Library, given: str, visitor: Visitor) -> None:
    response = visitor.answer(**POINTS, words="More of this")
    assert (response.status_code, response.location) == (303, f"{visitor.path}/thanks")
    assert "Thank you" in visitor.get(response.location).text
    assert answers(library, given) == 1


def test_nobody_is_given_a_cookie_and_none_is_read(library: Library, visitor: Visitor) -> None:
    page = visitor.get()
    for response in (page, visitor.answer(page.text, **POINTS), visitor.get(f"{visitor.path}/thanks")):
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")


def test_the_page_has_no_script_and_asks_no_third_party(visitor: Visitor) -> None:
    page = visitor.get().text
    assert "<script" not in page
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page) == []


def test_a_form_that_is_sent_twice_is_one_answer(library: Library, given: str, visitor: Visitor) -> None:
    page = visitor.get().text
    assert [visitor.answer(page, **POINTS).status_code for _time in range(2)] == [303, 303]
    assert answers(library, given) == 1


def test_another_answer_by_the_same_form_is_not_taken_and_said_so(library: Library, given: str, visitor: Visitor) -> None:
    page = visitor.get().text
    visitor.answer(page, **POINTS)
    response = visitor.answer(page, knowledge="1")
    assert (response.status_code, "Your first answer is kept" in response.text) == (409, True)
    assert answers(library, given) == 1


def test_a_page_that_was_open_for_too_long_comes_back_with_what_was_said(
    library: Library, given: str, visitor: Visitor, told: ToldClock
) -> None:
    page = visitor.get().text
    told.goes_on(hours=2, seconds=1)
    response = visitor.answer(page, **POINTS, words="More of this")
    assert response.status_code == 422
    assert "More of this" in response.text
    assert re.search(r'name="knowledge" value="4" checked', response.text)
    assert answers(library, given) == 0
    assert visitor.answer(response.text, **POINTS).status_code == 303


def test_a_token_of_another_session_or_none_of_ours_does_not_answer(
    app: Flask, library: Library, given: str, visitor: Visitor
) -> None:
    other = ids.new()
    library.record(library.phone("phone-b").record("training_session.logged", other, session()))
    theirs = Visitor(app, other).get().text
    assert visitor.answer(theirs, **POINTS).status_code == 422
    assert visitor.answer('name="token" value="made-up"', **POINTS).status_code == 422
    assert answers(library, given) == 0


@pytest.mark.parametrize("told", [{}, {"words": "  "}, {"knowledge": "6"}, {"knowledge": "x"}, {"words": "a" * 1001}])
def test_nothing_and_what_cannot_be_are_no_answer(library: Library, given: str, visitor: Visitor, told: dict[str, str]) -> None:
    assert visitor.answer(**told).status_code == 422
    assert answers(library, given) == 0


def test_an_answer_tells_its_day_and_not_its_hour(library: Library, visitor: Visitor) -> None:
    visitor.answer(**POINTS)
    (row,) = [row for row in library.facts().values() if row.kind == "outcome.answered"]
    assert '"recorded_at":"2026-11-24T18:00:00.000Z"' in row.body
    assert (row.author, row.via) == (None, "public")
    assert row.received_at.isoformat() == "2026-11-24T18:00:00+00:00"


def test_no_list_of_the_desk_shows_an_answer(app: Flask, library: Library, given: str, visitor: Visitor) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    for _time in range(5):
        visitor.answer(**POINTS, words="So useful")
    for path in ("/", "/inbox", "/devices/phone-a"):
        assert "Somebody said" not in cleo.page(path)
    page = cleo.page(f"/sessions/{given}")
    assert "Somebody said" not in page
    assert page.count("So useful") == 5


def test_lines_are_shown_from_five_answers_on_and_in_the_order_of_the_alphabet(
    app: Flask, library: Library, given: str, visitor: Visitor
) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    for words in ("zebra", "apple", "Mango", "pear"):
        visitor.answer(**POINTS, words=words)
    assert "zebra" not in cleo.page(f"/sessions/{given}")
    visitor.answer(**POINTS)
    page = cleo.page(f"/sessions/{given}")
    assert sorted((page.index(word), word) for word in ("apple", "Mango", "pear", "zebra")) == [
        (page.index(word), word) for word in ("apple", "Mango", "pear", "zebra")
    ]


def test_the_desk_shows_the_code_that_opens_the_page_and_phones_have_it(
    app: Flask, library: Library, given: str, visitor: Visitor
) -> None:
    assert visitor.path in Desk(app, library, "cleo", "coordinator").page(f"/sessions/{given}")
    assert library.rows("training_sessions", "staff:ann")[given]["pulse_code"] == code_of(given)


def test_questions_close_a_month_after_the_session(library: Library, given: str, visitor: Visitor, told: ToldClock) -> None:
    page = visitor.get().text
    told.goes_on(days=31)
    assert (visitor.get().status_code, visitor.answer(page, **POINTS).status_code) == (410, 410)
    assert answers(library, given) == 0


def test_an_unknown_code_opens_nothing(visitor: Visitor) -> None:
    assert visitor.get("/q/abcdefghijkl").status_code == 404


def test_a_room_full_of_people_answers_and_a_flood_waits(
    library: Library, given: str, visitor: Visitor, told: ToldClock
) -> None:
    failures.note(*["answers 127.0.0.1"] * (pulse.MOST_AT_ONCE - 1))
    page = visitor.get().text
    assert visitor.answer(**POINTS).status_code == 303
    response = visitor.answer(page, **POINTS, words="Still here")
    assert (response.status_code, "Still here" in response.text) == (429, True)
    assert int(response.headers["Retry-After"]) > 0
    told.goes_on(minutes=16)
    assert visitor.answer(response.text, **POINTS).status_code == 303
    assert answers(library, given) == 2


def test_the_library_asks_in_its_own_words_in_the_readers_language(app: Flask, library: Library, visitor: Visitor) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    assert cleo.send("/questions/es", "version", knowledge="¿Aprendió algo hoy?").status_code == 303
    assert "¿Aprendió algo hoy?" in visitor.get(f"{visitor.path}?lang=es").text
    assert "I learned something that helps me" in visitor.get(f"{visitor.path}?lang=en").text
    assert library.rows("pulse_wordings")["es"]["knowledge"] == "¿Aprendió algo hoy?"
    assert library.rows("pulse_wordings")["es"]["confidence"] == ""


def test_words_that_two_change_at_once_are_not_overwritten(app: Flask, library: Library) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    page = cleo.page("/questions/en")
    assert cleo.send("/questions/en", "version", page=page, knowledge="Theirs?").status_code == 303
    response = cleo.send("/questions/en", "version", page=page, knowledge="Mine?")
    assert (response.status_code, "Mine?" in response.text, "Theirs?" in response.text) == (409, True, True)


def test_a_language_that_the_library_does_not_speak_has_no_questions(app: Flask, library: Library) -> None:
    assert Desk(app, library, "cleo", "coordinator").get("/questions/fr").status_code == 404


def test_a_code_is_taken_as_people_type_it(visitor: Visitor) -> None:
    typed = visitor.path.removeprefix("/q/").upper()
    assert visitor.get(f"/q/{typed[:4]} {typed[4:]}").status_code == 200
