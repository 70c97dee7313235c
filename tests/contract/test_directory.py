"""What the desk and a phone find by the same words: read by both languages."""

import json
from pathlib import Path

import pytest

from fixtures.library import Library
from outreach_app.db import reading, writing
from outreach_app.directory import cards, keeping, search
from outreach_app.directory.intake.unnesting import unnested

TOLD = json.loads((Path(__file__).parent / "directory" / "search.json").read_text())
FACETS = (cards.TOPIC, cards.LANGUAGE, cards.CITY, cards.COST)


def test_the_rows_that_phones_look_through_are_the_desks(library: Library) -> None:
    with writing(library.id) as handle:
        keeping.put(handle, unnested("service", TOLD["services"]))

    assert library.rows("listings") == {one["id"]: one for one in TOLD["listings"]}


def test_the_desk_finds_what_phones_find(library: Library, subtests: pytest.Subtests) -> None:
    with writing(library.id) as handle:
        keeping.put(handle, unnested("service", TOLD["services"]))

    for asked in TOLD["asked"]:
        wanted = search.Wanted(asked["words"], {name: asked[name] for name in FACETS if name in asked})
        with subtests.test(asked=wanted), reading(library.id) as session:
            found = search.search(session, wanted)
            assert sorted(one["id"] for one in found.listings) == sorted(asked["finds"])
            assert found.meant == asked.get("meant", {})
            assert "first" not in asked or found.listings[0]["id"] == asked["first"]
