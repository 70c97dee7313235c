"""A kit's quick guide: what its plain text means, who reads it in which language, and who may write it."""

import json
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library
from outreach_app import rebuild
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading, writing
from outreach_app.feed.models import FeedRow
from outreach_app.kits.guide import editing
from outreach_app.kits.guide.rules import Block, blocks, in_language

TYPED = "Switch it on.\nWait.\n\n1. Swipe up\n2) Choose a game\n   of your own\n\nThen:\n- wipe it\n\n- charge it"


def written(library: Library, texts: dict[str, str], seen: int = 0) -> None:
    with writing(library.id) as handle:
        editing.write(handle, "K1", texts, seen=seen, by="cora")


def told(library: Library) -> Any:
    """The guide as phones have it; None where they have none."""
    with reading(library.id) as session:
        row = session.query(FeedRow).filter(FeedRow.collection == "kit_guides").one_or_none()
        return json.loads(row.row) if row and row.row else None


def test_lines_are_paragraphs_points_and_steps() -> None:
    assert blocks(TYPED) == [
        Block("text", ("Switch it on.", "Wait.")),
        Block("steps", ("Swipe up", "Choose a game of your own")),
        Block("text", ("Then:",)),
        Block("points", ("wipe it", "charge it")),
    ]


def test_steps_after_a_paragraph_go_on_counting() -> None:
    assert blocks("1. one\n\nWait.\n\n2. two")[-1] == Block("steps", ("two",), 2)


@pytest.mark.parametrize("text", ["", " \n\n ", "-", "- ", "1.", "3.50 dollars", "-5 degrees", "<li>x</li>", "*bold*"])
def test_what_is_no_list_is_text(text: str) -> None:
    assert {one.kind for one in blocks(text)} <= {"text"}


@pytest.mark.parametrize(("wanted", "language"), [(["es", "en"], "es"), (["de", "en"], "en"), (["de"], "en"), ([], "en")])
def test_who_reads_another_language_gets_the_first_that_there_is(wanted: list[str], language: str) -> None:
    assert in_language({"es": "Hola", "en": "Hello", "ar": ""}, wanted) == (language, {"es": "Hola", "en": "Hello"}[language])


def test_phones_get_it_read_already_and_lose_it_with_its_last_word(library: Library) -> None:
    written(library, {"en": "- one", "es": ""})
    assert told(library) == {
        "id": "K1", "texts": [{"language": "en", "blocks": [{"kind": "points", "first": 1, "lines": ["one"]}]}],
    }  # fmt: skip
    written(library, {"en": ""}, seen=1)
    assert told(library) is None


def test_a_rebuild_tells_the_phones_the_same(library: Library) -> None:
    written(library, {"en": TYPED})
    assert not [one for one in rebuild.check(library.id).differences if "kit_guides" in one]


def test_it_is_written_at_the_desk_and_every_change_is_on_record(app: Flask, library: Library) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    assert cleo.send("/kits/K1/guide", guide_en="Swipe up <b>now</b>.", version="0").status_code == 303
    page = cleo.page("/kits/K1")
    assert "Swipe up &lt;b&gt;now&lt;/b&gt;." in page
    with reading(library.id) as session:
        (line,) = session.query(AuditLine).filter(AuditLine.what == "kit_guides")
        assert json.loads(line.after)["guide_en"] == "Swipe up <b>now</b>."


def test_two_who_write_at_once_lose_nothing(app: Flask, library: Library) -> None:
    written(library, {"en": "One"})
    cleo = Desk(app, library, "cleo", "coordinator")
    answer = cleo.send("/kits/K1/guide", guide_en="Mine", version="0")
    assert answer.status_code == 409
    assert "Mine" in answer.text
    assert "One" in answer.text
    assert told(library)["texts"][0]["blocks"][0]["lines"] == ["One"]


def test_a_text_that_is_too_long_comes_back(app: Flask, library: Library) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    answer = cleo.send("/kits/K1/guide", guide_en="x" * 3001, version="0")
    assert answer.status_code == 422
    assert "at most 3000 characters" in answer.text


def test_trainers_do_not_write_it(app: Flask, library: Library) -> None:
    assert Desk(app, library, "tess", "trainer").get("/kits/K1/guide").status_code == 403
