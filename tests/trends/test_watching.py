"""The watch list at the desk: what is watched, by whom, when it was looked at; notes from the field beside the curve."""

import hashlib
import json
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from fixtures.at_the_desk import Desk
from fixtures.library import Library, fact_text
from fixtures.queries import queries_of
from outreach_app.accounts import models as accounts
from outreach_app.db import reading, writing
from outreach_app.mail import begun
from outreach_app.trends import queries
from outreach_app.trends.watching import letters
from outreach_app.trends.watching import queries as watching

TREND = {
    "name": "Health portals", "category": "egovernment", "stage": "noticed", "description": "Results come by portal only.",
    "sources": "https://example.org/portal\nhttps://example.org/more",
    "response": "", "owner_id": "", "review_on": "2026-12-01",
    "curve_1": "", "curve_2": "", "curve_3": "", "searched": "",
}  # fmt: skip


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def added(cleo: Desk, library: Library, **told: str) -> str:
    assert cleo.send("/trends/watched/new", "id", **{**TREND, **told}).status_code == 303
    with reading(library.id) as session:
        return next(one.id for one in watching.trends(session) if one.name == {**TREND, **told}["name"])


def test_a_watched_trend_is_looked_at_again_which_is_kept_with_its_day_as_evidence(library: Library, cleo: Desk) -> None:
    trend = added(cleo, library)
    looked = {"note": "Two clinics use it by now.", "stage": "tried", "review_on": "2027-02-01"}
    assert cleo.send(f"/trends/watched/{trend}/review", "id", "version", **looked).status_code == 303

    page = cleo.page(f"/trends/watched/{trend}")
    assert "Two clinics use it by now." in page
    assert "being tried" in page
    with reading(library.id) as session:
        (reviewed,) = queries.reviews(session, date(2026, 1, 1), date(2026, 12, 31))
        (row,) = watching.trends(session)
    assert (reviewed.category, reviewed.on) == ("egovernment", "2026-11-24")
    assert (row.reviewed_on, row.review_on) == ("2026-11-24", "2027-02-01")


def test_what_is_watched_has_a_next_day_unless_it_is_set_aside_and_sources_that_can_be_opened(cleo: Desk) -> None:
    assert cleo.send("/trends/watched/new", "id", **{**TREND, "review_on": ""}).status_code == 422
    answer = cleo.send("/trends/watched/new", "id", **{**TREND, "sources": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert cleo.send("/trends/watched/new", "id", **{**TREND, "searched": "and-more, two"}).status_code == 422
    assert cleo.send("/trends/watched/new", "id", **{**TREND, "review_on": "", "stage": "set_aside"}).status_code == 303


def test_a_trainer_writes_down_what_was_heard_once_however_often_the_button_is_pressed(
    app: Flask, library: Library, cleo: Desk
) -> None:
    trend = added(cleo, library)
    tess = Desk(app, library, "tess", "trainer")
    page = tess.page(f"/trends/watched/{trend}/note")
    for _press in range(2):
        told = {"note": "Asked three times at the market.", "on": "2026-11-23"}
        assert tess.send(f"/trends/watched/{trend}/note", "id", page=page, **told).status_code == 303

    assert cleo.page(f"/trends/watched/{trend}").count("Asked three times at the market.") == 1
    assert tess.get(f"/trends/watched/{trend}/edit").status_code == 403


def test_two_who_edit_one_trend_overwrite_nothing_of_each_other(library: Library, cleo: Desk) -> None:
    trend = added(cleo, library)
    old = cleo.page(f"/trends/watched/{trend}/edit")
    cleo.send(f"/trends/watched/{trend}/edit", "version", **{**TREND, "response": "A class each month"})

    answer = cleo.send(f"/trends/watched/{trend}/edit", "version", page=old, **{**TREND, "response": "A flyer"})

    assert answer.status_code == 409
    assert "A class each month" in answer.text


def test_lines_that_trainers_wrote_beside_a_need_stand_beside_its_curve_until_they_are_redacted(
    library: Library, cleo: Desk
) -> None:
    ann = library.phone("phone-a", "ann")
    need = {"site": None, "topic": "device", "count": 2, "words": "A laptop for school"}
    fact = ann.record("need.heard", "V1", need, visit="V1")
    library.record(fact, ann.record("need.heard", "V1", {**need, "topic": "content", "words": "Large print"}, visit="V1"))
    trend = added(cleo, library, curve_1="need:device")

    for page in (f"/trends/watched/{trend}", "/trends/topic?of=need:device"):
        assert "A laptop for school" in cleo.page(page)
        assert "Large print" not in cleo.page(page)

    told = {"fact": json.loads(fact)["id"], "hash": hashlib.sha256(fact.encode()).hexdigest()}
    library.record(fact_text("fact.redacted", "V1", told, id="r-1", device="the-desk", seq=1, author="cleo"), via="desk")
    assert "A laptop for school" not in cleo.page(f"/trends/watched/{trend}")


def test_the_watch_list_and_a_trend_cost_as_many_queries_for_many_as_for_few(library: Library, cleo: Desk) -> None:
    trend = added(cleo, library, curve_1="need:device", curve_2="search:device")
    few = [queries_of(lambda page=page: cleo.get(page)) for page in ("/trends", "/trends/watched", f"/trends/watched/{trend}")]
    for number in range(6):
        added(cleo, library, name=f"Trend {number}", curve_1="need:content")

    many = [queries_of(lambda page=page: cleo.get(page)) for page in ("/trends", "/trends/watched", f"/trends/watched/{trend}")]
    assert many == few


def test_who_sees_to_a_trend_is_written_to_once_when_its_day_has_come_and_else_the_coordinators(
    library: Library, cleo: Desk
) -> None:
    library.staff("tess")
    added(cleo, library, name="Hers", owner_id="tess", review_on="2026-11-24")
    added(cleo, library, name="Nobody's", review_on="2026-11-20")
    added(cleo, library, name="Not yet")

    def owed() -> dict[str, list[str]]:
        with reading(library.id) as session:
            home = session.get_one(accounts.Library, library.id)
            told = {it.staff: [one.name for one in it.trends] for it in letters.owed(session, home, date(2026, 11, 24))}
            return {who: names for who, names in told.items() if who in ("tess", "cleo")}

    assert owed() == {"tess": ["Hers"], "cleo": ["Nobody's"]}
    with writing(library.id) as handle:
        for told in letters.owed(handle.session, handle.session.get_one(accounts.Library, library.id), date(2026, 11, 24)):
            assert begun.begin(handle, told.staff, told.keys)
    assert owed() == {}
    with writing(library.id) as handle:
        handle.session.execute(update(accounts.StaffMember).where(accounts.StaffMember.id == "tess").values(active=False))
    assert owed() == {"cleo": ["Hers"]}
