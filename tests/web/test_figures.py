"""Figures for Prometheus: what all workers of a server answered, whichever of them is asked."""

import re
import urllib.request

from fixtures.server import MakeServer

FRONT_PAGES = re.compile(rb'^outreach_answers_total\{endpoint="review\.home",status="200"\} (\d+)', re.MULTILINE)


def test_every_worker_tells_what_all_of_them_answered(make_server: MakeServer):
    # With a path of its own it is started as people start it, and not as a copy of this process.
    server = make_server(workers=2, OUTREACH_METRICS="on", PYTHONPATH="")
    who = ("--email", "admin@example.org", "--name", "Ada", "--password-stdin")
    server.command("init", "--library", "Figures", "--time-zone", "UTC", *who, stdin="a long enough password")
    server.start()
    for _ in range(6):
        assert _get(f"{server.url}/")[:9].lower() == b"<!doctype"
    for _ in range(4):
        told = _get(f"{server.url}/metrics")
        assert FRONT_PAGES.findall(told) == [b"6"], told.decode()


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()
