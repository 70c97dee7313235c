"""Whoever scans a flyer's code finds its page: light, in their language, without a cookie; and is one more of a number."""

import re
from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from fixtures.library import Library, ToldClock, furnished
from outreach_app.db import reading, writing
from outreach_app.flyers import codes, editing, queries
from outreach_app.flyers.counts import counting
from outreach_app.flyers.counts.models import ScanCount
from outreach_app.flyers.models import Flyer, Words

PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
ALWAYS = {"valid_from": None, "valid_until": None, "on": None, "starts": None, "ends": None, "place": ""}
TEXTS = {
    "en": Words(title="Borrow the <b>internet", text="Take it home.\nThree weeks.", action="See how"),
    "es": Words(title="Internet en casa", text="Lléveselo.", action="Vea cómo"),
    "ar": Words(title="الإنترنت في البيت", text="خذه معك", action=""),
}


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        yield furnished(app)


def added(library: Library, id_: str = "F1", **told: Any) -> Flyer:
    wanted = {"target": "address", "address": "https://library.example/hotspots", "texts": TEXTS, **ALWAYS, **told}
    with writing(library.id) as handle:
        editing.add_flyer(handle, id_, by="cora", template="handout", **wanted)
    with reading(library.id) as session:
        found = queries.flyer(session, id_)
        assert found is not None
        return found


@pytest.fixture
def flyer(library: Library) -> Flyer:
    return added(library)


def asked(app: Flask, path: str, method: str = "GET", **headers: str) -> TestResponse:
    told = {"User-Agent": PERSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    response: TestResponse = Context().run(lambda: app.test_client().open(path, method=method, headers=told))
    return response


def counts(app: Flask, library: Library) -> dict[str, int]:
    assert counting.write(app)
    with reading(library.id) as session:
        return {one.code: one.count for one in session.scalars(select(ScanCount))}


def test_the_page_is_light_and_comes_in_one_request(app: Flask, flyer: Flyer) -> None:
    response = asked(app, f"/q/{flyer.code}")
    assert response.status_code == 200
    assert len(response.data) < 15_000
    assert re.findall(r'<(?:script|img|iframe|link rel="stylesheet)|(?:src|href)="/static', response.text) == []
    assert "Set-Cookie" not in response.headers
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert 'href="https://library.example/hotspots"' in response.text


def test_what_was_typed_at_the_desk_is_text(app: Flask, flyer: Flyer) -> None:
    page = asked(app, f"/q/{flyer.code}").text
    assert "Borrow the &lt;b&gt;internet" in page
    assert "<b>internet" not in page


@pytest.mark.parametrize(
    ("accepts", "query", "title", "head"),
    [
        ("es-MX,es;q=0.9", "", "Internet en casa", '<html lang="es" dir="ltr"'),
        ("fr", "", "Borrow the", '<html lang="en" dir="ltr"'),
        ("en", "?lang=es", "Internet en casa", '<html lang="es" dir="ltr"'),
        ("ar", "", "الإنترنت", '<html lang="ar" dir="rtl"'),
        ("es", "?lang=xx", "Internet en casa", '<html lang="es" dir="ltr"'),
        ("en", "?large=1", "Borrow the", 'class="large"'),
    ],
)
def test_it_speaks_the_readers_language_and_offers_the_others(
    app: Flask, flyer: Flyer, accepts: str, query: str, title: str, head: str
) -> None:
    page = asked(app, f"/q/{flyer.code}{query}", Accept_Language=accepts).text
    assert title in page
    assert head in page
    assert len(re.findall(r'href="\?lang=\w+(?:&amp;large=1)?" lang="\w+" hreflang', page)) == 2


def test_it_opens_again_without_signal_and_is_sent_once(app: Flask, flyer: Flyer, library: Library) -> None:
    first = asked(app, f"/q/{flyer.code}")
    assert "stale-while-revalidate" in first.headers["Cache-Control"]
    assert "public" not in first.headers["Cache-Control"]
    again = asked(app, f"/q/{flyer.code}", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert counts(app, library) == {flyer.code: 1}


def test_what_the_desk_changes_is_what_the_printed_code_opens(
    app: Flask, flyer: Flyer, library: Library, told: ToldClock
) -> None:
    assert "library.example/hotspots" in asked(app, f"/q/{flyer.code}").text
    with writing(library.id) as handle:
        wanted = {"target": "address", "address": "https://other.example/", "template": "handout", "texts": TEXTS}
        editing.change_flyer(handle, "F1", seen=1, by="cora", **wanted, **ALWAYS)
    told.goes_on(seconds=11)
    page = asked(app, f"/q/{flyer.code}").text
    assert ("https://other.example/" in page, "hotspots" in page) == (True, False)


@pytest.mark.parametrize("how", ["over", "retired", "not_yet"])
def test_a_flyer_that_is_not_true_leads_to_what_is(app: Flask, library: Library, how: str) -> None:
    added(library, "F2", texts={"en": Words(title="Open house", text="", action="")})
    days = {"over": {"valid_until": "2026-11-23"}, "not_yet": {"valid_from": "2026-11-25"}}.get(how, {})
    flyer = added(library, "F1", **days)
    if how == "retired":
        with writing(library.id) as handle:
            editing.retire_flyer(handle, "F1", by="cora")
    response = asked(app, f"/q/{flyer.code}")
    assert response.status_code == 200
    assert ("This is over" in response.text) == (how != "not_yet")
    assert "Open house" in response.text
    assert "https://library.example/hotspots" not in response.text


def test_a_stacks_code_opens_its_flyer_before_anybody_heard_of_the_stack(app: Flask, flyer: Flyer, library: Library) -> None:
    stack = codes.new_for(flyer.code)
    for typed in (stack, codes.in_groups(stack).lower(), f"{stack[:5]} {stack[5:]}"):
        assert "Take it home" in asked(app, f"/q/{typed}").text
    assert counts(app, library) == {stack: 3}


def test_a_slip_in_a_stacks_letters_counts_for_the_flyer_alone(app: Flask, flyer: Flyer, library: Library) -> None:
    stack = codes.new_for(flyer.code)
    wrong = stack[:6] + ("A" if stack[6] != "A" else "B") + stack[7:]
    assert "Take it home" in asked(app, f"/q/{wrong}").text
    assert counts(app, library) == {flyer.code: 1}


def test_a_code_with_one_letter_wrong_is_told_the_nearest(app: Flask, flyer: Flyer) -> None:
    own = flyer.code
    wrong = ("2" if own[0] != "2" else "3") + own[1:]
    for typed in (wrong, f"0{own[1:]}", wrong + "ABCDEF2", own[1] + own[0] + own[2:]):
        response = asked(app, f"/q/{typed}")
        if typed == own:
            continue
        assert response.status_code == 404
        assert f"/q/{own}?lang=en" in response.text


@pytest.mark.parametrize("typed", ["NOPE", "A" * 300, "ZZZZZ", "%00", "😀", "counting-not"])
def test_a_code_that_opens_nothing_leads_to_what_helps(app: Flask, library: Library, typed: str) -> None:
    response = asked(app, f"/q/{typed}")
    assert response.status_code == 404
    assert "Look at the code once more" in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"User_Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}),
        ("GET", {"User_Agent": "curl/8.5"}),
        ("GET", {"User_Agent": ""}),
        ("GET", {"User_Agent": "facebookexternalhit/1.1"}),
        ("GET", {"Purpose": "prefetch"}),
        ("GET", {"Sec_Purpose": "prefetch;prerender"}),
        ("GET", {"X_Moz": "prefetch"}),
        ("GET", {"Sec_Fetch_Dest": "image"}),
    ],
)
def test_who_is_no_person_is_not_counted(
    app: Flask, flyer: Flyer, library: Library, method: str, headers: dict[str, str]
) -> None:
    response = asked(app, f"/q/{flyer.code}", method, **headers)
    assert response.status_code == 200
    assert counts(app, library) == {}


def test_a_person_is_counted_once_by_code_and_day_and_nothing_else_is_kept(
    app: Flask, flyer: Flyer, library: Library, told: ToldClock
) -> None:
    asked(app, f"/q/{flyer.code}", Sec_Fetch_Dest="document")
    asked(app, f"/q/{flyer.code}?lang=es")
    assert counts(app, library) == {flyer.code: 1}
    told.goes_on(hours=18)
    asked(app, f"/q/{flyer.code}")
    counting.write(app)
    with reading(library.id) as session:
        rows = [(one.code, one.day, one.count) for one in session.scalars(select(ScanCount).order_by(ScanCount.day))]
    assert rows == [(flyer.code, "2026-11-24", 1), (flyer.code, "2026-11-25", 1)]
    assert {column.name for column in ScanCount.__table__.columns} == {"library_id", "code", "day", "count"}


def test_who_walks_through_codes_makes_no_rows_without_end(app: Flask, flyer: Flyer, library: Library) -> None:
    scans = counting.of(app)
    for _n in range(counting.MOST_OF_A_FLYER + 700):
        scans.note(library.id, codes.new_for(flyer.code), "2026-11-24")
    found = counts(app, library)
    assert len(found) == counting.MOST_OF_A_FLYER + 1
    assert sum(found.values()) == counting.MOST_OF_A_FLYER + 700
    assert found[flyer.code] == 700


def test_who_walks_through_codes_that_open_nothing_leaves_no_trace(app: Flask, flyer: Flyer, library: Library) -> None:
    for letter in "ABCDEF":
        for other in "ABCDEF":
            typed = f"{letter}{other}ZZZ"
            assert asked(app, f"/q/{typed}").status_code == 404 or typed == flyer.code
    assert set(app.extensions["opened_flyers"]) <= {flyer.code}
    assert set(counts(app, library)) <= {flyer.code}


def test_what_cannot_be_written_now_is_written_later(app: Flask, flyer: Flyer, library: Library) -> None:
    asked(app, f"/q/{flyer.code}")
    taken = counting.of(app).take()
    counting.of(app).put_back(taken)
    asked(app, f"/q/{flyer.code}")
    assert counts(app, library) == {flyer.code: 2}
    assert counts(app, library) == {flyer.code: 2}


def test_the_library_can_be_saved_as_a_contact(app: Flask, flyer: Flyer) -> None:
    response = asked(app, f"/q/{flyer.code}/contact.vcf")
    assert response.headers["Content-Type"].startswith("text/vcard")
    assert "FN:Cedar County Library" in response.text
    assert f"/q/{flyer.code}" in response.text


def test_what_it_invites_to_is_put_into_a_calendar_at_the_librarys_hours(app: Flask, library: Library) -> None:
    when = {"on": "2026-12-05", "starts": "14:00", "ends": "17:00", "place": "Hall; ground floor"}
    flyer = added(library, **{**ALWAYS, **when})
    page = asked(app, f"/q/{flyer.code}").text
    assert "Saturday, December 5, 2026" in page
    text = asked(app, f"/q/{flyer.code}/event.ics?lang=es").text
    for line in (
        "DTSTART:20261205T200000Z",
        "DTEND:20261205T230000Z",
        "SUMMARY:Internet en casa",
        "LOCATION:Hall\\; ground floor",
    ):
        assert line in text
    added(library, "F3")
    assert "event.ics" not in asked(app, f"/q/{added(library, 'F3').code}").text


def test_the_public_is_told_what_is_counted(app: Flask, flyer: Flyer) -> None:
    assert "/q/counting?lang=es" in asked(app, f"/q/{flyer.code}?lang=es").text
    assert "Nothing else is kept" in asked(app, "/q/counting?lang=en").text
    assert "No se guarda nada más" in asked(app, "/q/counting?lang=es").text


def test_a_code_is_not_to_be_posted_to(app: Flask, flyer: Flyer) -> None:
    assert asked(app, f"/q/{flyer.code}", "POST").status_code in (404, 405)
