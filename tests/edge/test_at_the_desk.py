"""Evidence at the desk: what to do first, judgements, editions that change, snapshots that do not, the pack on paper."""

import csv
import ctypes
import io
import re
from collections import Counter
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from pypdfium2 import raw
from sqlalchemy import select

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, session
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.edge import queries
from outreach_app.edge.evidence import NOTHING
from outreach_app.edge.gathering import keys
from outreach_app.edge.gathering.asking import Asking
from outreach_app.edge.indicators import editing
from outreach_app.edge.models import EdgeSnapshot
from outreach_app.edge.spans import Span, Year, year_of
from outreach_app.edge.standard import EDITIONS, TODAY, V1

SHARING = f"{V1}.{keys.SHARING}"
EQUIPMENT = f"{V1}.{keys.EQUIPMENT}"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is asked of the database is asked of both kinds in `test_figures_by_hand`."""
    return sqlite_url


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    with writing(library_with_a_place.id) as handle:
        editing.seed(handle)
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def keep(cleo: Desk, **told: str) -> str:
    """Keep a snapshot of this year; gives the address of its page."""
    answer = cleo.send("/edge/snapshots/new", "id", **{"name": "2026–27", "note": "", **told})
    assert answer.status_code == 303
    return str(answer.location)


def reword(cleo: Desk, indicator: str, **told: str) -> None:
    page = f"/edge/indicators/{indicator}"
    shown = {
        "number": "5.1 x",
        "heading": "",
        "wording": "Asked otherwise",
        "shown_by": keys.EQUIPMENT,
        "same_as": "",
        "position": "3",
    }
    assert cleo.send(page, "version", **{**shown, **told}).status_code == 303


def kinds_on(sheet: pypdfium2.PdfPage) -> Counter[str]:
    """How many elements of each kind a page's tags have."""
    # The tree is the page's, and goes with it.
    tree = raw.FPDF_StructTree_GetForPage(sheet.raw)
    return sum(
        (_kinds(raw.FPDF_StructTree_GetChildAtIndex(tree, n)) for n in range(raw.FPDF_StructTree_CountChildren(tree))),
        Counter(),
    )


def _kinds(element: Any) -> Counter[str]:
    size = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_StructElement_GetType(element, buffer, size)
    some = (raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(raw.FPDF_StructElement_CountChildren(element)))
    return sum((_kinds(one) for one in some if one), Counter([buffer.raw.decode("utf-16-le").rstrip("\0")]))


def test_without_indicators_the_page_begins_with_the_standard_ones(app: Flask, library_with_a_place: Library) -> None:
    cleo = Desk(app, library_with_a_place, "cleo", "coordinator")
    page = cleo.page("/edge")
    assert "Begin with the standard editions" in page

    for _time in range(2):
        cleo.send("/edge", to="/edge/editions/standard", page=page)
    assert cleo.page("/edge").count('<section class="card evidence"') == 9


def test_of_an_empty_library_every_indicator_says_what_to_do_first(app: Flask, library: Library, cleo: Desk) -> None:
    with writing(library.id) as handle:
        for table in ("sites", "partners", "kit_custody", "kit_parts", "kits"):
            handle.session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    span = Year(2026, 7).span("America/Chicago")
    with reading(library.id) as session_:
        every = queries.indicators(session_)
        for edition in EDITIONS:
            shown = queries.shown(Asking(session_, library.id, span, span.first), every, edition.id)
            told = [one.evidence for one in shown if one.evidence is not None]
            assert [one.standing for one in told] == [NOTHING] * len(keys.ALL)
            assert [one.gaps[0].weighs for one in told] == [True] * len(keys.ALL)
    page = cleo.page("/edge")
    ways = re.findall(r'<ul class="gaps"><li>[^<]+<a href="([^"]+)"', page)
    assert len(ways) == len(keys.ALL)
    for way in ways:
        assert cleo.get(way).status_code == 200, way


def test_what_was_judged_says_who_and_when_and_holds_for_what_asks_the_same(library: Library, cleo: Desk) -> None:
    cleo.send(f"/edge/indicators/{SHARING}/judgement", "version", judgement="partly", note="Schools only.")

    for edition in (V1, TODAY):
        page = cleo.page(f"/edge?edition={edition}")
        assert "Schools only." in page
        assert "Cleo, today 09:00" in page
    with reading(library.id) as session_:
        assert [line.staff for line in changes.of(session_, editing.JUDGEMENTS, SHARING)] == ["cleo"]


def test_two_who_judge_at_once_overwrite_nothing_of_each_other(library: Library, cleo: Desk) -> None:
    path = f"/edge/indicators/{SHARING}/judgement"
    before = cleo.page(path)
    cleo.send(path, "version", judgement="met", note="")

    answer = cleo.send(path, "version", page=before, judgement="not_yet", note="")
    assert answer.status_code == 409
    assert "somebody else changed this meanwhile" in answer.text


def test_a_renamed_indicator_leaves_snapshots_as_they_were_and_is_still_found(library: Library, cleo: Desk) -> None:
    kept = keep(cleo)
    reword(cleo, EQUIPMENT)

    page = cleo.page(kept)
    assert "Mobile training equipment is maintained" in page
    assert "Its number or wording was another when this was kept." in page
    assert "5.1 x" in page
    assert "Asked otherwise" not in cleo.page(f"{kept}/pack")
    assert "5.1 d" in cleo.page(f"{kept}/pack")


def test_an_indicator_that_another_follows_is_held_against_that_one(library: Library, cleo: Desk) -> None:
    kept = keep(cleo)
    page = cleo.page(f"/edge/indicators/{EQUIPMENT}")
    cleo.send("", to=f"/edge/indicators/{EQUIPMENT}/retirement", page=page)
    told = {"number": "5.1 z", "heading": "", "wording": "In its place", "shown_by": keys.EQUIPMENT, "same_as": EQUIPMENT}
    assert cleo.send(f"/edge/editions/{V1}/indicators/new", "id", **told, position="3").status_code == 303

    assert "In its place" in cleo.page(kept)
    assert cleo.page("/edge").count('<section class="card evidence"') == 9
    assert EQUIPMENT not in cleo.page("/edge")


def test_a_snapshot_keeps_its_figures_while_the_records_go_on(library: Library, told: ToldClock, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    library.record(ann.record("training_session.logged", "T1", session(site="S1", on="2026-11-20")))
    kept = keep(cleo, note="For the board")
    library.record(ann.record("training_session.logged", "T2", session(site="S1", on="2026-11-21", attendance_in_person=3)))

    rows = list(csv.reader(io.StringIO(cleo.get(f"{kept}/evidence.csv").text.lstrip("\ufeff"))))
    assert [row[7] for row in rows if row[6] == "Sessions in partners’ rooms"] == ["1"]
    now = list(csv.reader(io.StringIO(cleo.get("/edge/evidence.csv").text.lstrip("\ufeff"))))
    assert [row[7] for row in now if row[6] == "Sessions in partners’ rooms"] == ["2"]
    page = cleo.page(kept)
    assert "Kept by Cleo" in page
    assert "For the board" in page
    assert "+1" in page


def test_nothing_changes_a_snapshot(library: Library, cleo: Desk) -> None:
    keep(cleo)

    with pytest.raises(RuntimeError, match="was kept to stay as it is"), writing(library.id) as handle:
        handle.session.scalars(select(EdgeSnapshot)).one().name = "another"


def test_a_new_edition_begins_with_the_indicators_of_another_each_linked_to_its_own(library: Library, cleo: Desk) -> None:
    told = {"name": "Edge 2027", "source": "", "language": "en", "like": V1}
    assert cleo.send("/edge/editions/new", "id", **told).status_code == 303

    with reading(library.id) as session_:
        (made,) = [one for one in queries.editions(session_) if one.name == "Edge 2027"]
        copied = [one for one in queries.indicators(session_) if one.edition_id == made.id]
    assert [one.same_as for one in copied] == [f"{V1}.{source}" for source in keys.ALL]
    assert not any(one.is_verified for one in copied)


def test_the_pack_on_paper_is_tagged_and_tells_what_the_page_tells(library: Library, cleo: Desk) -> None:
    cleo.send(f"/edge/indicators/{SHARING}/judgement", "version", judgement="partly", note="Schools only.")
    twin = cleo.page("/edge/pack")
    pdf = pypdfium2.PdfDocument(cleo.get("/edge/pack.pdf").data)

    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pdf).replace("\u200b", "")
    for said in ("Contents", "5.1 a", "5.2 d", "Schools only.", "Kits in use now"):
        assert said in text, said
        assert said in twin, said
    assert pdf.is_tagged()
    kinds = sum((kinds_on(sheet) for sheet in pdf), Counter())
    # An index, a heading for each indicator, and tables whose heads are told as such.
    assert kinds["TOC"] >= 1
    assert kinds["H2"] >= len(keys.ALL)
    assert kinds["TH"] >= 2 * len(keys.ALL)


def test_years_are_the_librarys_own() -> None:
    assert year_of(Year(2026, 7).span("UTC").first, 7).name == "2026–27"
    assert Year(2026, 1).name == "2026"
    span = Year(2026, 7).span("America/Chicago")
    assert (span.first.isoformat(), span.last.isoformat()) == ("2026-07-01", "2027-06-30")
    assert Span(span.first, span.last, "America/Chicago").ends.isoformat() == "2027-07-01T00:00:00-05:00"
