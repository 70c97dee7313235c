"""Talks with partners: what is to be done next is seen, done and opened again at the desk, and told in histories."""

import re

import pytest
from flask import Flask

from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library, Phone
from fixtures.queries import queries_of
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.ledger import reading as ledger
from outreach_app.partners import queries


@pytest.fixture
def ann(library: Library) -> Phone:
    library.site("S1")
    return library.phone("phone-a", "ann")


def talks(phone: Phone, step: str | None = "Bring Spanish flyers", on: str | None = "2026-12-01", **others: object) -> str:
    told = {"site": "S1", "way": "phone", "note": "They moved", "next_step": step, "next_on": on, "done": [], **others}
    visit = told.pop("visit", None)
    return phone.record("partner.contacted", "P1", told, visit=visit)


def open_steps(library: Library) -> list[tuple[str, str]]:
    with reading(library.id) as session:
        return [(one.partner_id, one.due_on) for one in queries.open_steps(session)]


def desk_of(library: Library, app: Flask, name: str = "cleo", role: str = "coordinator") -> Desk:
    library.staff(name, role=role, password=PASSWORD)
    return Desk(library, app.test_client(), library.email(name))


def test_a_talk_with_a_day_for_it_leaves_a_next_step_open(library: Library, ann: Phone) -> None:
    library.record(talks(ann), talks(ann, None, None), talks(ann, "Call again", "2026-11-25"))

    assert open_steps(library) == [("P1", "2026-11-25"), ("P1", "2026-12-01")]
    assert library.open_kinds() == []


def test_a_later_talk_may_say_that_it_is_done(library: Library, ann: Phone) -> None:
    first = talks(ann)
    library.record(first)
    (talk,) = library.facts()
    library.record(talks(ann, None, None, done=[talk]))

    assert open_steps(library) == []


def test_it_is_told_in_the_history_of_the_visit(library: Library, ann: Phone) -> None:
    library.record(talks(ann, visit="V1"))

    with reading(library.id) as session:
        assert [one.fact.kind for one in ledger.history(session, "V1")] == ["partner.contacted"]


def test_a_partner_that_the_library_does_not_know_is_a_question_and_no_refusal(library: Library, ann: Phone) -> None:
    told = {"site": None, "way": "other", "note": None, "next_step": None, "next_on": None, "done": []}
    (outcome,) = library.record(ann.record("partner.contacted", "P9", told))

    assert outcome.outcome == "flagged"
    assert library.open_kinds() == ["fact.subject_unknown"]


def test_the_desk_sees_what_is_to_be_done_and_does_it_once(app: Flask, library: Library, ann: Phone) -> None:
    library.record(talks(ann))
    desk = desk_of(library, app)
    page = desk.client.get("/partners/steps").text
    assert "Bring Spanish flyers" in page
    assert "Place S1" in page
    (address,) = re.findall(r'action="(/partners/steps/[^"]+/done/[^"]+)"', page)

    for _click in range(2):
        assert desk.act(address, "/partners/steps").status_code == 303

    assert open_steps(library) == []
    assert len(library.facts()) == 2
    page = desk.client.get("/partners/steps").text
    (again,) = re.findall(r'action="(/partners/steps/[^"]+/return/[^"]+)"', page)
    desk.act(again, "/partners/steps")
    assert open_steps(library) == [("P1", "2026-12-01")]


def test_a_trainer_sees_the_steps_and_leaves_them_to_the_coordinators(app: Flask, library: Library, ann: Phone) -> None:
    library.record(talks(ann))
    desk = desk_of(library, app, "tim", "trainer")
    (talk,) = library.facts()

    assert "Bring Spanish flyers" in desk.client.get("/partners/steps").text
    assert desk.act(f"/partners/steps/{talk}/done/made-up", "/partners/steps").status_code == 403
    assert open_steps(library) == [("P1", "2026-12-01")]


def test_a_step_that_nobody_named_is_not_there(app: Flask, library: Library, ann: Phone) -> None:
    assert desk_of(library, app).act("/partners/steps/gone/done/made-up", "/partners/steps").status_code == 404


def test_what_was_redacted_is_no_longer_told(app: Flask, library: Library, ann: Phone) -> None:
    library.record(talks(ann))
    ((talk, row),) = library.facts().items()
    desk = desk_of(library, app)
    library.record(
        '{"id":"r1","device":"the-desk","seq":1,"kind":"fact.redacted","v":1,"subject":"P1","author":"cora",'
        '"recorded_at":"2026-11-24T16:00:00Z","occurred_at":"2026-11-24T16:00:00Z","zone":"UTC","local_date":"2026-11-24",'
        f'"visit":null,"clock":null,"seen":null,"payload":{{"fact":"{talk}","hash":"{row.hash}"}}}}',
        via="desk",
    )

    page = desk.client.get("/partners/steps").text
    assert "Bring Spanish flyers" not in page
    assert "No words were kept" in page
    assert open_steps(library) == [("P1", "2026-12-01")]


def test_the_page_costs_as_many_queries_with_sixty_steps_as_with_three(app: Flask, library: Library, ann: Phone) -> None:
    library.record(*(talks(ann) for _ in range(3)))
    desk = desk_of(library, app)
    few = queries_of(lambda: desk.client.get("/partners/steps"))
    library.record(*(talks(ann) for _ in range(57)))

    assert queries_of(lambda: desk.client.get("/partners/steps")) == few


def test_folding_anew_gives_what_is_there(library: Library, ann: Phone) -> None:
    library.record(talks(ann), talks(ann, None, None))
    told = rebuild.check(library.id).differences
    assert [one for one in told if one.startswith(("next_steps", "checkpoints"))] == []
