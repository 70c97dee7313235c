"""What is looked for in public is counted by word, topic and month: never who, no person's name, and never without end."""

from collections.abc import Iterable

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library
from outreach_app.db import reading, writing
from outreach_app.trends.searched import counting, keeping, queries
from outreach_app.trends.searched.models import NO_TOPIC, NO_WORD
from outreach_app.trends.searched.rules import FEW, countable

BROWSER = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0)"}
KNOWN = {"food", "pantry", "saint", "marys", "cedar", "county"}


def kept(text: str) -> list[str]:
    return countable(text, KNOWN.__contains__)


@pytest.mark.parametrize(
    "text",
    [
        "maria gonzalez", "Wysocki Oyelaran", "Mrs. Okafor", "jose", "garcia", "tina@example.org", "https://example.org/me",
        "555-010-4477", "5550104477", "12 Elm Street", "Apt 4", "born on 3 May", "1984-05-03", "my name is Wren", "sra Ochoa",
    ],
)  # fmt: skip
def test_a_search_that_looks_like_a_person_is_not_counted_with_any_word(text: str) -> None:
    assert kept(text) == []
    assert kept(f"food {text}") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hotspot WiFi", ["hotspot", "wifi"]), ("Food Pantry", ["food", "pantry"]), ("Tax help 1040", ["tax", "help", "1040"]),
        ("low-cost internet", ["low", "cost", "internet"]), ("clases de inglés", ["clases", "de", "ingles"]),
        ("5g phones", ["5g", "phones"]), ("wifi wifi", ["wifi"]), ("a b", []), ("TELEHEALTH VISITS", ["telehealth", "visits"]),
    ],
)  # fmt: skip
def test_what_people_look_for_is_counted_word_by_word(text: str, words: list[str]) -> None:
    assert kept(text) == words


def words_of(library: Library) -> dict[str, tuple[int, int]]:
    with reading(library.id) as session:
        found = queries.words(session, "2026-11", "2026-11", limit=50)
        return {one.word: (one.count, one.in_vain) for one in found}


def searches(app: Flask, several: Iterable[tuple[str, str]]) -> None:
    """(words, network address) of each search, made and brought on disk."""
    http = app.test_client()
    for words, address in several:
        answer = http.get(f"/directory?q={words}", headers=BROWSER, environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 200
    assert counting.write(app)


def test_a_word_is_shown_once_so_many_looked_for_it_and_each_address_counts_once_a_day(app: Flask, library: Library) -> None:
    searches(app, [("starlink", f"10.0.0.{number}") for number in range(FEW - 1)] + [("starlink", "10.0.0.0")] * 9)
    assert words_of(library) == {}

    searches(app, [("starlink", "10.0.0.99"), ("starlink", "10.0.0.98")])

    assert words_of(library) == {"starlink": (FEW + 1, FEW + 1)}
    page = Desk(app, library, "cleo", "coordinator").page("/trends")
    assert "<bdi>starlink</bdi>" in page


def test_programs_and_further_pages_are_not_counted(app: Flask, library: Library) -> None:
    http = app.test_client()
    http.get("/directory?q=starlink", headers={"User-Agent": "Googlebot/2.1"})
    http.get("/directory?q=starlink&page=2", headers=BROWSER)
    http.get("/directory", headers=BROWSER)

    assert counting.of(app).take() == []


def test_a_stranger_who_makes_words_up_pushes_out_no_word_that_many_look_for(library: Library) -> None:
    many = {("2026-11", NO_TOPIC, NO_WORD): (50, 0), ("2026-11", NO_TOPIC, "hotspot"): (FEW, 0)}
    with writing(library.id) as handle:
        keeping.add(handle, many, most=20)
    for flood in range(3):
        made_up = {("2026-11", NO_TOPIC, f"x{flood}y{number}"): (1, 0) for number in range(40)}
        with writing(library.id) as handle:
            keeping.add(handle, {**made_up, ("2026-11", NO_TOPIC, "hotspot"): (1, 1)}, most=20)

    with reading(library.id) as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM search_counts").scalar() == 20
    assert words_of(library) == {"hotspot": (FEW + 3, 3)}


def test_words_that_few_looked_for_are_forgotten_when_their_month_is_over(library: Library) -> None:
    with writing(library.id) as handle:
        for month in ("2026-10", "2026-11"):
            keeping.add(handle, {(month, NO_TOPIC, "hotspot"): (FEW, 0), (month, NO_TOPIC, "rare"): (1, 0)})
        assert keeping.forget(handle, "2026-11") == 1
        assert keeping.forget(handle, "2026-11") == 0
