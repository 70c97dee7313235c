"""A settlement is recorded once however often its form is sent; another answer under its id is told, not lost."""

import pytest
from flask import Flask

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library


@pytest.fixture
def desk(library: Library, app: Flask) -> Desk:
    library.staff("dora", role="coordinator", password=PASSWORD)
    phone = library.phone()
    phone.sync([phone.checks_in("K2")])
    return Desk(library, app.test_client(), library.email("dora"))


def _settlement(desk: Desk, **typed: str) -> tuple[str, dict[str, str]]:
    """Where the form goes, and what is in it."""
    (one,) = desk.library.discrepancies()
    page = desk.client.get(f"/discrepancies/{one.id}").text
    hidden = {name: token_in(page, name) for name in ("csrf_token", "fact")}
    return f"/discrepancies/{one.id}/settlement", {**hidden, "choice": "noted", "note": "It was in the van.", **typed}


def _settled(desk: Desk) -> list[str]:
    return [id_ for id_, row in desk.library.facts().items() if row.kind == "discrepancy.settled"]


def test_a_double_click_is_one_fact(desk: Desk) -> None:
    path, form = _settlement(desk)

    answers = [desk.client.post(path, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert _settled(desk) == [form["fact"]]
    assert desk.library.open_kinds() == []


def test_another_answer_under_the_same_id_comes_back_with_both_texts_and_a_fresh_id(desk: Desk) -> None:
    path, form = _settlement(desk)
    desk.client.post(path, form)

    back = desk.client.post(path, {**form, "note": "No, in the cupboard."})

    assert back.status_code == 409
    assert "It was in the van." in back.text
    assert "No, in the cupboard." in back.text
    fresh = token_in(back.text, "fact")
    assert fresh != form["fact"]
    assert _settled(desk) == [form["fact"]]

    sent = desk.client.post(path, {**form, "note": "No, in the cupboard.", "fact": fresh})

    assert sent.status_code == 303
    assert set(_settled(desk)) == {form["fact"], fresh}


def test_an_id_that_a_phone_used_is_not_taken_for_this_form(desk: Desk) -> None:
    path, form = _settlement(desk)
    used = next(iter(desk.library.facts()))

    answer = desk.client.post(path, {**form, "fact": used})

    assert answer.status_code == 409
    assert _settled(desk) == []
    assert "It was in the van." in answer.text
