"""No kind of discrepancy without words, a name in the list, a first suggestion, and ways to settle it that work."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD
from outreach_app import rebuild
from outreach_app.catalog import CATALOGUE, WORDS
from outreach_app.ledger import rules
from outreach_app.review.inbox import kinds, suggesting
from review.raising import RAISED, House, raise_all, with_a_fault

SOURCES = Path(rules.__file__).parent.parent


@pytest.fixture
def house(library, app) -> Iterator[House]:
    library.staff("dora", role="coordinator", password=PASSWORD)
    app.extensions["catalogue"] = library.catalogue = with_a_fault()
    made = House(library)
    raise_all(made)
    yield made
    app.extensions["catalogue"] = CATALOGUE


def kinds_in_the_sources() -> set[str]:
    """Every kind that a fold, a receipt or a device's numbering yields."""
    found = set(rules.NOTED.values())
    for source in SOURCES.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        found |= set(re.findall(r'Finding\(\s*"([a-z_.]+)"', text))
        found |= set(re.findall(r'unseen\(state, "([a-z_.]+)"', text))
        # Some have their name from the kind of the fact that brings them.
        for name in re.findall(r"Finding\(\s*([A-Z]+),", text):
            module = ".".join(source.relative_to(SOURCES.parent).with_suffix("").parts)
            found.add(getattr(importlib.import_module(module), name))
    return found | set(re.findall(r'"(device\.[a-z_]+)"', (SOURCES / "ledger" / "places.py").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "table",
    [WORDS.discrepancies, kinds.NAMES, suggesting.RULES, RAISED],
    ids=["words", "names", "suggestions", "raised in a test"],
)
def test_every_kind_that_the_house_can_raise_is_in_each_table(table):
    assert set(table) == kinds_in_the_sources()


def test_every_kind_is_raised_told_in_words_suggested_for_and_settled_from_its_page(house, app):
    library = house.library
    desk = Desk(library, app.test_client(), library.email("dora"))
    there = {row.kind: row for row in library.discrepancies()}
    wrong = dict.fromkeys(RAISED.keys() - there.keys(), "not raised")
    for kind in RAISED.keys() & there.keys():
        page = desk.client.get(f"/discrepancies/{there[kind].id}")
        ways = re.findall(r'name="choice" value="([^"]+)"( checked)?', page.text)
        unsaid = [
            text for text in ("Something does not add up", kind, "Something was recorded (k", "None") if text in page.text
        ]
        if page.status_code != 200 or not ways or unsaid or "Suggested:" not in page.text:
            wrong[kind] = (page.status_code, ways, unsaid)
            continue
        chosen = next((value for value, checked in ways if checked), ways[0][0])
        hidden = {name: token_in(page.text, name) for name in ("csrf_token", "fact")}
        time = {"time": "2026-11-24T08:30"} if chosen == "time_set" else {}
        answer = desk.client.post(f"/discrepancies/{there[kind].id}/settlement", data={**hidden, "choice": chosen, **time})
        after = {row.id: row.state for row in library.discrepancies()}.get(there[kind].id)
        if answer.status_code != 303 or after != "settled":
            wrong[kind] = (answer.status_code, chosen, after)

    assert wrong == {}
    told = [one for one in rebuild.check(library.id, library.catalogue).differences if not one.startswith("feed")]
    assert told == []


def test_of_what_one_phone_recorded_itself_nobody_says_that_it_did_not_know(house, app):
    library = house.library
    desk = Desk(library, app.test_client(), library.email("dora"))
    there = {row.kind: row for row in library.discrepancies()}
    told = {
        kind: "It did not know of the other." in desk.client.get(f"/discrepancies/{there[kind].id}").text
        for kind in ("device.clock_ran_back", "session.told_by_two")
    }
    assert told == {"device.clock_ran_back": False, "session.told_by_two": True}


def test_the_inbox_can_be_narrowed_to_each_kind(house, app):
    desk = Desk(house.library, app.test_client(), house.library.email("dora"))
    page = desk.client.get("/discrepancies").text

    assert {kind for kind in RAISED if f'<option value="{kind}">' in page} == set(RAISED)
    one = desk.client.get("/discrepancies?kind=kit.held_twice").text
    assert (one.count("<tr role"), "K-" in one, "1 fits." in one) == (2, False, True)
