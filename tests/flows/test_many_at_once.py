"""Fifty phones hand in at once while the desk reads and writes, on a server of two workers: nobody is in another's way."""

import http.client
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.cookies import SimpleCookie
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from desk.conftest import token_in
from fixtures.library import PASSWORD, Library, Phone
from fixtures.server import MakeServer, Server
from outreach_app.db import reading, writing
from outreach_app.feed.models import FeedRow
from outreach_app.installation import publish_library
from outreach_app.kits import projection
from outreach_app.kits.models import Kit

PHONES, BATCHES, FACTS = 50, 2, 4
PAGES = ("/", "/kits", "/kits/K1", "/inbox", "/discrepancies", "/audit", "/devices")
# What a driver or a database says where two were in each other's way.
TROUBLE = re.compile(r"database is locked|deadlock|could not serialize|SQLITE_BUSY|Traceback", re.IGNORECASE)


class Asking:
    """One connection to the server, kept open."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        self.line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.line.getresponse()

    def close(self) -> None:
        self.line.close()


class Desk(Asking):
    """A coordinator's browser."""

    def __init__(self, port: int, email: str) -> None:
        super().__init__(port)
        self.cookies: SimpleCookie = SimpleCookie()
        page = self.get("/sign-in")
        assert self.post("/sign-in", csrf_token=token_in(page), email=email, password=PASSWORD) == 303

    def get(self, path: str) -> str:
        return self._told("GET", path, None)[1]

    def post(self, path: str, **typed: str) -> int:
        return self._told("POST", path, urlencode(typed).encode())[0]

    def _told(self, method: str, path: str, body: bytes | None) -> tuple[int, str]:
        worn = "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())
        answer = self.ask(method, path, body, Cookie=worn, Content_Type="application/x-www-form-urlencoded")
        text = answer.read().decode()
        for told in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(told)
        assert answer.status in (200, 303, 503), (path, answer.status, text[:300])
        if method == "GET":
            assert answer.status == 200, path
        return answer.status, text


def hand_in(port: int, phone: Phone, batches: list[list[str]]) -> list[dict[str, Any]]:
    """Send these batches, again where the server says that it is busy; what it said of each fact."""
    results: list[dict[str, Any]] = []
    headers = {"Authorization": f"Device {phone.token}", "Outreach_Nonce": "n", "Content_Type": "application/json"}
    with closing(Asking(port)) as asking:
        for texts in batches:
            body = json.dumps(phone.request(texts)).encode()
            for _ in range(10):
                answer = asking.ask("POST", "/api/v1/sync", body, **headers)
                told = answer.read()
                assert answer.headers["Outreach-Nonce"] == "n"
                if answer.status == 200:
                    results += json.loads(told)["results"]
                    break
                assert answer.status == 503, told
                assert int(answer.headers["Retry-After"]) > 0
    return results


def made_at_the_desk(desk: Desk, code: str) -> str:
    """A new kit by the form, sent again for as long as it comes back because the server is busy."""
    for _ in range(10):
        page = desk.get("/kits/new")
        hidden = {name: token_in(page, name) for name in ("csrf_token", "id", "version") if f'name="{name}"' in page}
        if desk.post("/kits/new", **hidden, code=code, name="Robots") == 303:
            return code
    raise AssertionError("the form never got its turn")


def busy_desk(desk: Desk, until: Event) -> list[str]:
    """Pages read and forms sent for as long as phones hand in; the codes of the kits that were made."""
    made: list[str] = []
    while not until.is_set() or not made:
        for page in PAGES:
            desk.get(page)
        made.append(made_at_the_desk(desk, f"N-{len(made)}"))
    return made


@pytest.fixture
def served(library: Library, database_url: str, make_server: MakeServer) -> Server:
    library.staff("dora", role="coordinator", password=PASSWORD)
    with writing(library.id) as handle:
        for number in range(PHONES):
            parts = [{"id": f"tablet-{number}", "name": "Tablet", "count": 2, "tag": None}]
            projection.put_kit(handle, id_=f"X{number}", code=f"X{number}", name=f"Kit {number}", parts=parts)
        publish_library(handle)
    return make_server(database_url, workers=2).start()


def test_fifty_phones_hand_in_while_the_desk_is_busy(library: Library, served: Server) -> None:
    phones = [library.phone(f"phone-{number}") for number in range(PHONES)]
    sent: dict[str, list[list[str]]] = {}
    for number, phone in enumerate(phones):
        # Each has a kit of its own and, as the others do, takes K1 and brings it back.
        steps: list[Callable[[], str]] = [
            lambda phone=phone, number=number: phone.checks_out(f"X{number}"),
            lambda phone=phone: phone.checks_out("K1"),
            lambda phone=phone: phone.checks_in("K1"),
            lambda phone=phone, number=number: phone.checks_in(f"X{number}"),
        ]
        sent[phone.device] = [[steps[one]() for one in range(FACTS)] for _ in range(BATCHES)]

    all_sent = Event()
    with closing(Desk(served.port, library.email("dora"))) as desk, ThreadPoolExecutor(PHONES + 1) as many:
        working = many.submit(busy_desk, desk, all_sent)
        try:
            told = list(many.map(lambda phone: hand_in(served.port, phone, sent[phone.device]), phones))
        finally:
            all_sent.set()
        made = working.result()

    assert {len(results) for results in told} == {BATCHES * FACTS}
    assert {one["outcome"] for results in told for one in results} <= {"stored", "flagged"}
    assert len(library.facts()) == PHONES * BATCHES * FACTS
    with reading(library.id) as session:
        assert set(made) <= set(session.scalars(select(Kit.code)))
        numbers = sorted(session.scalars(select(FeedRow.seq)))
    assert len(numbers) == len(set(numbers))
    assert TROUBLE.findall(served.log.read_text()) == []
    served.command("rebuild", "--check")
