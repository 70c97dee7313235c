"""What comes of flyers, at the desk: scans find their stack whenever its fact arrives; what is quiet, due, or gone is told."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import NOW, Library, Phone, ToldClock, furnished
from fixtures.queries import asked
from flyers.test_placements import flyer, given, placed, removed, restocked
from outreach_app.db import reading
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.codes import new_for
from outreach_app.flyers.counts import counting, queries
from outreach_app.flyers.counts.queries import Stack

TODAY = date(2026, 11, 24)


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1")
        made.site("S2", "P2")
        flyer(made, "F1")
        yield made


@pytest.fixture
def phone(library: Library) -> Phone:
    return library.phone()


@pytest.fixture
def code(library: Library) -> str:
    with reading(library.id) as session:
        found = flyers.flyer(session, "F1")
        assert found is not None
        return new_for(found.code)


def scans(library: Library, code: str, **days: int) -> None:
    counting.add(library.id, {(library.id, code, day.replace("_", "-")[1:]): count for day, count in days.items()})


def stacks(library: Library, **narrowed: str) -> dict[str, Stack]:
    with reading(library.id) as session:
        return {one.row.id: one for one in queries.stacks(session, **narrowed)}


def on(day: str) -> dict[str, Any]:
    return {"at": f"{day}T15:00:00.000Z", "local_date": day}


def test_scans_from_before_the_fact_arrived_find_their_stack(library: Library, phone: Phone, code: str) -> None:
    scans(library, code, d2026_11_20=3, d2026_11_23=2)
    phone.sync([phone.record("flyer.placed", "N1", placed(code=code), **on("2026-11-21"))])
    one = stacks(library)["N1"]
    assert (one.scans, one.last_scan, one.partner_name, one.by) == (5, "2026-11-23", "Partner P1", "Ann")


def test_days_of_a_code_on_two_stacks_count_for_the_one_laid_out_last(library: Library, phone: Phone, code: str) -> None:
    phone.record("flyer.placed", "N1", placed(code=code), **on("2026-11-10"))
    phone.record("flyer.placed", "N2", placed(code=code, site="S2"), **on("2026-11-15"))
    phone.sync()
    scans(library, code, d2026_11_09=1, d2026_11_14=2, d2026_11_15=4, d2026_11_20=8)
    assert {id_: one.scans for id_, one in stacks(library).items()} == {"N1": 3, "N2": 12}


def test_scans_of_a_stack_that_was_removed_are_told(library: Library, phone: Phone, code: str) -> None:
    phone.record("flyer.placed", "N1", placed(code=code), **on("2026-11-10"))
    phone.record("flyer.removed", "N1", removed(code=code), **on("2026-11-18"))
    phone.sync()
    scans(library, code, d2026_11_18=5, d2026_11_20=2)
    assert [one.scans_after for one in queries.shown(stacks(library).values(), "scanned_after", TODAY)] == [2]
    assert queries.shown(stacks(library).values(), "lie", TODAY) == []


def test_a_stack_is_quiet_that_nobody_scanned_for_four_weeks(library: Library, phone: Phone, code: str) -> None:
    phone.record("flyer.placed", "N1", placed(code=code), **on("2026-10-01"))
    phone.record("flyer.placed", "N2", placed(code="K7M2Q23456ZZ", site="S2"), **on("2026-10-01"))
    phone.record("flyer.placed", "N3", placed(code="K7M2Q23456ZX", site="S2"), **on("2026-11-20"))
    phone.sync()
    scans(library, code, d2026_11_01=1)
    assert [one.row.id for one in queries.shown(stacks(library).values(), "quiet", TODAY)] == ["N2"]


def test_what_is_due_soon_or_nearly_gone_is_to_be_restocked(library: Library, phone: Phone, code: str) -> None:
    phone.record("flyer.placed", "N1", placed(code=code, restock_on="2026-12-05"))
    phone.record("flyer.placed", "N2", placed(code="K7M2Q23456ZZ", restock_on="2027-02-01"))
    phone.record("flyer.placed", "N3", placed(code="K7M2Q23456ZX", restock_on=None))
    phone.record("flyer.restocked", "N3", restocked(0, left=2))
    phone.sync()
    assert {one.row.id for one in queries.shown(stacks(library).values(), "restock", TODAY)} == {"N1", "N3"}


def test_the_totals_tell_scans_of_all_codes_and_what_was_handed_out(library: Library, phone: Phone, code: str) -> None:
    phone.record("flyer.placed", "N1", placed(code=code))
    phone.record("flyer.handed_out", "V1", given(3))
    phone.sync()
    scans(library, code, d2026_11_16=2, d2026_11_23=1, d2025_01_01=90)
    scans(library, code[:5], d2026_11_24=4)
    with reading(library.id) as session:
        line = queries.by_flyer(session, date(2026, 11, 1), TODAY, {"F1": "Flyer F1"})["F1"]
        weeks = queries.by_week(session, date(2026, 11, 9), TODAY)
        partners = queries.by_partner(queries.stacks(session))
    assert (line.scans, line.handed_out, line.stacks, line.copies) == (7, 3, 1, 40)
    assert [count for _monday, count in weeks] == [5, 2, 0]
    assert [(one.name, one.scans) for one in partners] == [("Partner P1", 93)]


def test_the_distribution_list_tells_who_takes_what_and_is_a_spreadsheet(
    app: Flask, library: Library, phone: Phone, code: str
) -> None:
    phone.record("flyer.placed", "N1", placed(code=code, spot="=1+1"), **on("2026-11-10"))
    phone.record("flyer.placed", "N2", placed(code="K7M2Q23456ZZ", language="en"), **on("2026-11-12"))
    phone.record("flyer.placed", "N3", placed(code="K7M2Q23456ZX", site="S2", language=None))
    phone.sync()
    cleo = Desk(app, library, "cleo", "coordinator")
    page = cleo.page("/flyers/distribution")
    assert ("Partner P1" in page, "Partner P2" in page) == (True, True)
    text = cleo.get("/flyers/distribution.csv?partner=P1").text
    assert text.splitlines()[1] == 'Partner P1,Flyer F1,"English, Español",2,80,80,0,2026-11-12,Ann'
    assert "Partner P2" not in text
    assert "Partner P2" not in cleo.page("/flyers/distribution?language=es").split("</form>")[-1]


def test_the_pages_ask_as_often_for_many_stacks_as_for_few(app: Flask, library: Library, phone: Phone, code: str) -> None:
    def statements() -> list[int]:
        found = []
        for path in ("/flyers/counts", "/flyers/stacks", "/flyers/distribution", "/flyers/F1"):
            with asked() as several:
                cleo.page(path)
            found.append(len(several))
        return found

    phone.sync([phone.record("flyer.placed", "N1", placed(code=code))])
    cleo = Desk(app, library, "cleo", "coordinator")
    cleo.page("/flyers/stacks")
    few = statements()
    for n in range(2, 20):
        phone.record("flyer.placed", f"N{n}", placed(code=new_for(code[:5]), site=f"S{1 + n % 2}"), at=NOW)
    phone.sync()
    assert statements() == few
