"""The pick-list of topics is the library's own: added to, renamed and shortened at the desk, with nothing lost by it."""

from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished, session
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.training_sessions.projection import put_topics


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1")
        with writing(made.id) as handle:
            put_topics(handle, [("email", "Using email"), ("word", "Word")])
    with app.app_context():
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def retire(desk: Desk, topic: str, way: str = "retirement") -> None:
    assert desk.send("/topics", to=f"/topics/{topic}/{way}").status_code == 303


def move(desk: Desk, topic: str, way: str) -> None:
    assert desk.send("/topics", to=f"/topics/{topic}/{way}").status_code == 303


def test_a_topic_that_is_added_stands_last_and_is_on_the_phones(library: Library, cleo: Desk) -> None:
    page = cleo.page("/topics/new")
    for _time in range(2):
        assert cleo.send("/topics/new", "id", page=page, name="Scam spotting").status_code == 303
    named = [row for row in library.rows("topics").values() if row["name"] == "Scam spotting"]
    assert [(row["position"], row["retired"]) for row in named] == [(3, False)]


def test_a_topic_that_is_renamed_keeps_its_id_and_what_was_logged_under_it(library: Library, cleo: Desk) -> None:
    library.record(library.phone("phone-a").record("training_session.logged", "T1", session(topic="email")))
    assert cleo.send("/topics/email", "version", name="Email and messages").status_code == 303
    assert library.rows("topics")["email"]["name"] == "Email and messages"
    assert "Email and messages" in cleo.page("/sessions/T1")
    with reading(library.id) as session_:
        assert {line.staff for line in changes.of(session_, "topics", "email")} == {None, "cleo"}


def test_a_topic_that_is_retired_is_offered_no_more_until_it_is_brought_back(library: Library, cleo: Desk) -> None:
    retire(cleo, "word")
    assert library.rows("topics")["word"]["retired"] is True
    assert "Offered no more" in cleo.page("/topics")
    retire(cleo, "word", "return")
    assert library.rows("topics")["word"]["retired"] is False


def test_two_topics_that_are_offered_do_not_share_a_name(library: Library, cleo: Desk) -> None:
    response = cleo.send("/topics/word", "version", name="USING EMAIL")
    assert (response.status_code, "Another topic has this name." in response.text) == (409, True)
    assert "USING EMAIL" in response.text
    retire(cleo, "email")
    assert cleo.send("/topics/word", "version", name="Using email").status_code == 303
    retire(cleo, "email", "return")
    assert library.rows("topics")["email"]["retired"] is True


def test_a_name_that_two_change_at_once_is_not_overwritten(library: Library, cleo: Desk) -> None:
    page = cleo.page("/topics/word")
    assert cleo.send("/topics/word", "version", name="Writing").status_code == 303
    response = cleo.send("/topics/word", "version", page=page, name="Texts")
    assert (response.status_code, "Texts" in response.text, "Writing" in response.text) == (409, True, True)
    assert library.rows("topics")["word"]["name"] == "Writing"


def test_an_empty_name_comes_back(cleo: Desk) -> None:
    assert cleo.send("/topics/new", "id", name=" ").status_code == 422


def test_a_trainer_sees_the_list_and_changes_nothing(app: Flask, library: Library) -> None:
    trainer = Desk(app, library, "tess", "trainer")
    assert "Using email" in trainer.page("/topics")
    assert trainer.get("/topics/new").status_code == 403


def test_topics_are_offered_in_the_order_that_the_library_gives_them(library: Library, cleo: Desk) -> None:
    assert cleo.send("/topics/new", "id", name="Scam spotting").status_code == 303
    renaming = cleo.page("/topics/word")
    move(cleo, "word", "rise")
    move(cleo, "email", "fall")
    offered = sorted(library.rows("topics").values(), key=lambda row: row["position"])
    assert [(row["name"], row["position"]) for row in offered] == [("Word", 1), ("Scam spotting", 2), ("Using email", 3)]
    page = cleo.page("/topics")
    assert page.index("Word") < page.index("Scam spotting") < page.index("Using email")
    with reading(library.id) as session_:
        assert {line.staff for line in changes.of(session_, "topics", "word")} == {"cleo", None}
    assert cleo.send("/topics/word", "version", page=renaming, name="Writing").status_code == 303


def test_the_first_topic_stays_first_and_the_last_one_last(library: Library, cleo: Desk) -> None:
    before = library.rows("topics")
    move(cleo, "email", "rise")
    move(cleo, "word", "fall")
    assert library.rows("topics") == before
