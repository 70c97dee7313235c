"""Print runs at the desk: each stack has a code of its own, on paper and on the page that is the paper's twin."""

from collections.abc import Iterator
from contextvars import Context

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import select

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished
from flyers.test_placements import ALWAYS, flyer, placed
from outreach_app.audit import changes
from outreach_app.db import reading
from outreach_app.flyers import codes
from outreach_app.flyers.models import Words
from outreach_app.flyers.papers.models import PrintedStack

RUN = {"language": "en", "template": "half_sheet", "stacks": "3", "copies": "25"}


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1")
        flyer(made, "F1")
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def printed(library: Library) -> list[PrintedStack]:
    with reading(library.id) as session:
        return list(session.scalars(select(PrintedStack).order_by(PrintedStack.position)))


def test_each_stack_of_a_run_has_a_code_of_its_own_and_a_page(app: Flask, library: Library, cleo: Desk) -> None:
    page = cleo.page("/flyers/F1/print")
    for _time in range(2):
        response = cleo.send("/flyers/F1/print", "id", page=page, **RUN)
        assert response.status_code == 303
    stacks = printed(library)
    assert len({one.code for one in stacks}) == 3
    assert all(codes.is_stack(one.code) for one in stacks)
    path = str(response.location)
    twin = cleo.page(path)
    pdf = pypdfium2.PdfDocument(cleo.get(f"{path}.pdf").data)
    assert len(pdf) == 3
    for stack, sheet in zip(stacks, pdf, strict=True):
        assert codes.in_groups(stack.code) in twin
        assert codes.in_groups(stack.code) in sheet.get_textpage().get_text_bounded().replace("\u200b", "")
    assert cleo.get(f"{path}.png").data[:4] == b"\x89PNG"
    assert path in cleo.page("/flyers/F1")
    with reading(library.id) as session:
        assert [line.staff for line in changes.of(session, "flyer_runs", path.rsplit("/", 1)[1])] == ["cleo"]


def test_a_printed_code_opens_the_flyer_and_is_laid_out_under_it(app: Flask, library: Library, cleo: Desk) -> None:
    cleo.send("/flyers/F1/print", "id", **{**RUN, "stacks": "1"})
    (stack,) = printed(library)
    answer = Context().run(lambda: app.test_client().get(f"/q/{stack.code}"))
    assert "Flyer F1" in answer.text
    phone = library.phone()
    phone.sync([phone.record("flyer.placed", "N1", placed(code=stack.code))])
    assert library.open_kinds() == []
    assert codes.in_groups(stack.code) in cleo.page("/flyers/stacks")


@pytest.mark.parametrize(
    "told", [{"stacks": "0"}, {"stacks": "31"}, {"copies": "x"}, {"language": "xx"}, {"template": "mural"}]
)
def test_what_cannot_be_printed_comes_back(library: Library, cleo: Desk, told: dict[str, str]) -> None:
    assert cleo.send("/flyers/F1/print", "id", **{**RUN, **told}).status_code == 422
    assert printed(library) == []


def test_a_run_is_its_flyers(library: Library, cleo: Desk) -> None:
    flyer(library, "F2")
    path = str(cleo.send("/flyers/F1/print", "id", **RUN).location)
    for other in (path.replace("/F1/", "/F2/"), "/flyers/F1/runs/none"):
        for ending in ("", ".pdf", ".png"):
            assert cleo.get(other + ending).status_code == 404


def test_paper_speaks_the_flyers_language_and_not_the_desks(library: Library, cleo: Desk) -> None:
    texts = {"es": Words(title="Internet en casa", text="", action="")}
    flyer(library, "F3", texts=texts, **{**ALWAYS, "on": "2026-12-05"})
    path = str(cleo.send("/flyers/F3/print", "id", **{**RUN, "language": "es", "stacks": "1"}).location)
    said = pypdfium2.PdfDocument(cleo.get(f"{path}.pdf?lang=en").data)[0].get_textpage().get_text_bounded()
    assert "sábado, 5 de diciembre de 2026" in said
