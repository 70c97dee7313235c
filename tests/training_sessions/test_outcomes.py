"""What people say of a session: anonymous, and shown only where enough of them answered."""

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, session
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.training_sessions import queries


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


def answers(phone: Phone, *points: int | None) -> list[str]:
    others = {"application": None, "awareness": 5, "words": "The Tuesday group is lovely"}
    return [phone.record("outcome.answered", "T1", {"knowledge": 3, "confidence": one, **others}) for one in points]


def test_four_answers_are_kept_and_not_shown(app: Flask, library: Library, ann: Phone) -> None:
    library.record(ann.record("training_session.logged", "T1", session()), *answers(ann, 1, 2, 3, 4))
    with reading(library.id) as session_:
        assert queries.outcome(session_, "T1") == queries.Outcome(4, None)
    page = Desk(app, library, "cleo", "coordinator").page("/sessions/T1")
    assert "4 answers; they are shown from five on" in page
    assert "The Tuesday group" not in page


def test_from_five_answers_on_there_is_a_result_of_the_questions_that_enough_answered(
    app: Flask, library: Library, ann: Phone
) -> None:
    library.record(ann.record("training_session.logged", "T1", session()), *answers(ann, 1, 2, 3, 4, None, 5))
    with reading(library.id) as session_:
        found = queries.outcome(session_, "T1")
    assert found == queries.Outcome(6, {"knowledge": (6, 3.0), "confidence": (5, 3.0), "awareness": (6, 5.0)})
    assert "6 answers" in Desk(app, library, "cleo", "coordinator").page("/sessions/T1")


def test_a_point_that_is_none_goes_to_quarantine(library: Library, ann: Phone) -> None:
    (outcome,) = library.record(*answers(ann, 6))
    assert outcome.outcome == "quarantined"


def test_folding_anew_gives_what_is_there(library: Library, ann: Phone) -> None:
    library.record(*answers(ann, 1, 2, 3))
    told = rebuild.check(library.id).differences
    assert [one for one in told if one.startswith(("session_outcomes", "checkpoints"))] == []
