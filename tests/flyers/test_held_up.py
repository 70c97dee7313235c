"""A phone holds up a code of its own for a flyer: its scans are told apart from those of stacks, whichever comes first."""

from collections.abc import Iterator
from contextvars import Context
from datetime import date
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, ToldClock, furnished
from fixtures.queries import asked
from flyers.test_placements import flyer, given, handouts, placed
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.flyers import codes, queries
from outreach_app.flyers.counts import counting
from outreach_app.flyers.counts import queries as counts

ANDROID = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"}
ALL = (date(2026, 1, 1), date(2026, 12, 31), {"F1": "Flyer F1"})


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1")
        flyer(made, "F1")
        yield made


@pytest.fixture
def phone(library: Library) -> Phone:
    return library.phone()


@pytest.fixture
def code(library: Library) -> str:
    with reading(library.id) as session:
        found = queries.flyer(session, "F1")
        assert found is not None
        return codes.new_for(found.code)


def begins(phone: Phone, code: str, **told: Any) -> str:
    """The phone begins to hold up this code."""
    return phone.record("flyer.handed_out", ids_of(phone), given(0, code=code, site=None, **told))


def ids_of(phone: Phone) -> str:
    return f"shown-{phone.device}"


def scan(app: Flask, code: str) -> str:
    answer = Context().run(lambda: app.test_client().get(f"/q/{code}", headers=ANDROID))
    assert answer.status_code == 200
    assert counting.write(app)
    return str(answer.text)


def held(library: Library) -> list[tuple[str, str, int]]:
    with reading(library.id) as session:
        return [(one.code, one.by, one.scans) for one in counts.held_up(session, "F1")]


def test_scans_off_a_phone_are_counted_before_it_was_in_touch_and_told_apart_after(
    app: Flask, library: Library, phone: Phone, code: str
) -> None:
    assert "Flyer F1" in scan(app, code)
    assert held(library) == []
    phone.sync([begins(phone, code)])
    scan(app, codes.in_groups(code))
    ((found, by, scans),) = held(library)
    assert (found, bool(by), scans) == (code, True, 2)
    with reading(library.id) as session:
        line = counts.by_flyer(session, *ALL)["F1"]
        assert counts.stacks(session) == []
    assert (line.scans, line.held_up, line.stacks, line.handed_out) == (2, 2, 0, 0)
    assert library.open_kinds() == []
    desk = Desk(app, library, "cleo", "coordinator")
    assert "2 off phones" in desk.page("/flyers/counts?first=2026-01-01&last=2026-12-31")
    assert codes.in_groups(code) in desk.page("/flyers/F1")
    assert "Held up on the phone: Flyer F1 (Español)" in desk.page("/inbox")


def test_what_is_handed_out_is_counted_as_before_and_a_code_told_twice_is_one(
    library: Library, phone: Phone, code: str
) -> None:
    phone.record("flyer.handed_out", "V9", given(3))
    begins(phone, code)
    begins(phone, code)
    phone.sync()
    assert handouts(library) == [("F1", "es", 3)]
    assert [one[0] for one in held(library)] == [code]
    assert [one for one in rebuild.check(library.id).differences if "flyer" in one] == []


def test_a_code_off_a_phone_that_was_printed_and_laid_out_counts_for_its_stack(
    app: Flask, library: Library, phone: Phone, code: str
) -> None:
    begins(phone, code)
    phone.record("flyer.placed", "N1", placed(code=code))
    phone.sync()
    scan(app, code)
    assert held(library) == []
    with reading(library.id) as session:
        assert [one.scans for one in counts.stacks(session)] == [1]
        assert counts.by_flyer(session, *ALL)["F1"].held_up == 0
    assert library.open_kinds() == []


def test_a_code_of_a_phone_may_be_null_and_must_be_one(library: Library, phone: Phone) -> None:
    phone.sync([phone.record("flyer.handed_out", "V1", given(1, code=None))])
    assert held(library) == []
    answer = phone.sync([phone.record("flyer.handed_out", "V1", given(1, code="no code!"))])
    assert [one["outcome"] for one in answer["results"]] == ["quarantined"]


def test_the_page_of_a_flyer_asks_as_often_for_many_phones_as_for_one(
    app: Flask, library: Library, phone: Phone, code: str
) -> None:
    phone.sync([begins(phone, code)])
    desk = Desk(app, library, "cleo", "coordinator")
    with asked() as few:
        desk.page("/flyers/F1")
    phone.sync([begins(phone, codes.new_for(code[:5])) for _one in range(20)])
    with asked() as several:
        desk.page("/flyers/F1")
    assert len(several) == len(few)
