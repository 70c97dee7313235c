"""What a full hall is given from memory is what it would be given anyway, to the byte; and every person of it is counted."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import Context
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from fixtures.library import Library, ToldClock, furnished
from outreach_app.db import reading, writing
from outreach_app.flyers import codes, editing, queries
from outreach_app.flyers.counts import counting
from outreach_app.flyers.counts.models import ScanCount
from outreach_app.flyers.models import Words
from outreach_app.scans.at_once import LONGEST, MOST, AtOnce
from outreach_app.web.logs import NUMBER

PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
DAYS = dict.fromkeys(("valid_from", "valid_until", "on", "starts", "ends"))
TEXTS = {
    "en": Words(title="Borrow the internet", text="Take it home.", action="See how"),
    "ar": Words(title="الإنترنت في البيت", text="خذه معك", action=""),
}
Answer = tuple[str, list[tuple[str, str]], bytes]


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        yield furnished(app)


@pytest.fixture
def code(library: Library) -> str:
    with writing(library.id) as handle:
        editing.add_flyer(
            handle, "F1", by="cora", texts=TEXTS, template="handout", target="nowhere", address="", place="", **DAYS
        )
    with reading(library.id) as session:
        found = queries.flyer(session, "F1")
        assert found is not None
        return found.code


class Asked:
    """The application, and how often it was asked."""

    def __init__(self, app: Flask) -> None:
        self.app, self.times = app, 0

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.times += 1
        return self.app.wsgi_app(environ, start)


def said(served: Callable[..., Any], path: str, method: str = "GET", **headers: str) -> Answer:
    told = {"User-Agent": PERSON, **{name.replace("_", "-"): value for name, value in headers.items() if value}}
    environ = EnvironBuilder(path, method=method, headers=told).get_environ()
    pieces, status, went = Context().run(lambda: run_wsgi_app(served, environ))
    # Each answer has a number of its own.
    return status, sorted((name, "" if name == NUMBER else value) for name, value in went), b"".join(pieces)


def counted(app: Flask, library: Library) -> int:
    assert counting.write(app)
    with reading(library.id) as session:
        return int(session.scalar(select(func.sum(ScanCount.count))) or 0)


def test_an_answer_from_memory_is_the_one_that_is_made_anew(app: Flask, library: Library, code: str) -> None:
    etag = dict(said(app.wsgi_app, f"/q/{code}")[1])["ETag"]
    stack = codes.new_for(code)
    asking = list(
        product(
            (f"/q/{code}", f"/q/{code.lower()}", f"/q/{codes.in_groups(stack)}", "/q/ZZZZZ", "/q/%F0%9F%98%80", "/q/counting"),
            ("", "?lang=ar", "?large=1", "?lang=xx&large"),
            ("", "ar,en;q=0.5", "fr-CA", "x;q=broken"),
            ("", "gzip, br"),
            ("", etag, f'"other", W/{etag}'),
        )
    )
    inner = Asked(app)
    at_once = AtOnce(app, inner)
    for path, query, accepts, encodings, known in asking:
        headers = {"Accept_Language": accepts, "Accept_Encoding": encodings, "If_None_Match": known}
        anew = said(app.wsgi_app, path + query, **headers)
        assert said(at_once, path + query, **headers) == anew
        assert said(at_once, path + query, **headers) == anew
    # Of three codes that open nothing none is kept.
    assert inner.times == len(asking) // 2 + len(asking)


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("GET", {}, 1),
        ("GET", {"Sec_Fetch_Dest": "document"}, 1),
        ("GET", {"User_Agent": "Googlebot/2.1"}, 0),
        ("GET", {"User_Agent": "curl/8.5"}, 0),
        ("GET", {"Purpose": "prefetch"}, 0),
        ("GET", {"Sec_Purpose": "prefetch;prerender"}, 0),
        ("GET", {"If_None_Match": '"what-a-phone-has"'}, 0),
        ("HEAD", {}, 0),
        ("POST", {}, 0),
    ],
)
def test_who_is_answered_from_memory_is_counted_as_anybody_else(
    app: Flask, library: Library, code: str, method: str, headers: dict[str, str], counts: int
) -> None:
    at_once = AtOnce(app, app.wsgi_app)
    said(at_once, f"/q/{code}", User_Agent="curl/8.5")
    for _time in range(3):
        assert said(at_once, f"/q/{code}", method, **headers) == said(app.wsgi_app, f"/q/{code}", method, **headers)
    assert counted(app, library) == 2 * 3 * counts


def test_the_crowd_asks_the_application_once(app: Flask, library: Library, code: str, told: ToldClock) -> None:
    inner = Asked(app)
    at_once = AtOnce(app, inner)
    answers = {said(at_once, f"/q/{code}", Accept_Language="en")[2] for _person in range(40)}
    assert (len(answers), inner.times, counted(app, library)) == (1, 1, 40)


def test_what_the_desk_changes_is_seen_when_the_memory_ends(app: Flask, library: Library, code: str, told: ToldClock) -> None:
    at_once = AtOnce(app, app.wsgi_app)
    assert b"Take it home" in said(at_once, f"/q/{code}")[2]
    with writing(library.id) as handle:
        texts = {"en": Words(title="Ask at the desk", text="", action="")}
        editing.change_flyer(
            handle, "F1", seen=1, by="cora", texts=texts, template="handout", target="nowhere", address="", place="", **DAYS
        )
    assert b"Take it home" in said(at_once, f"/q/{code}")[2]
    told.goes_on(seconds=11)
    assert b"Ask at the desk" in said(at_once, f"/q/{code}")[2]


def test_whoever_walks_through_codes_or_invents_languages_fills_no_memory(app: Flask, library: Library, code: str) -> None:
    at_once = AtOnce(app, app.wsgi_app)
    for number in range(MOST + 5):
        said(at_once, f"/q/{code}", Accept_Language=f"en;q=0.{number}")
    assert 0 < len(at_once) <= MOST
    before = len(at_once)
    for typed in ("ZZZZZ", "Y" * 300, code + "ABCDEF2Z"):
        said(at_once, f"/q/{typed}")
    said(at_once, f"/q/{code}", Accept_Language="x" * LONGEST)
    assert len(at_once) == before


def test_other_addresses_are_left_to_the_application(app: Flask, library: Library) -> None:
    at_once = AtOnce(app, app.wsgi_app)
    for path in ("/", "/healthz", "/sign-in", "/q/", "/nowhere"):
        assert said(at_once, path)[0] == said(app.wsgi_app, path)[0]
    assert len(at_once) == 0
