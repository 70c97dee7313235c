"""What people say of a session, by number and never one by one. Pure.

Four questions with five points each. A few answers would tell who gave them, so there is a result only from five on.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

QUESTIONS = ("knowledge", "confidence", "application", "awareness")
POINTS = 5
LEAST_ANSWERS = 5
MOST_WORDS = 1000
ANSWERED = "outcome.answered"
OPEN_FOR = timedelta(days=30)
LENGTH_OF_A_CODE = 12


def code_of(session: str) -> str:
    """The code by which people come to the questions about a session: sixty bits of a hash of its id.

    It follows from the id, which only the library's own people know, so that a phone can show it with no network and
    folding anew gives the same row.
    """
    return base64.b32encode(hashlib.sha256(f"pulse {session}".encode()).digest())[:LENGTH_OF_A_CODE].decode().lower()


def is_open(on: str, today: date) -> bool:
    """Whether a session of this day can still be answered about."""
    return date.fromisoformat(on) + OPEN_FOR >= today


class OutcomeFolder:
    """The fold of a session's answers: how many there are, and how often each point was given to each question."""

    def start(self) -> dict[str, Any]:
        return {"answers": 0, "counts": {question: [0] * POINTS for question in QUESTIONS}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        state["answers"] += 1
        for question in QUESTIONS:
            point = fact.payload[question]
            if point is not None:
                state["counts"][question][point - 1] += 1

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()


def result(answers: int, counts: Mapping[str, list[int]]) -> dict[str, tuple[int, float]] | None:
    """By question how many answered it and their mean, of the questions that enough did; None where too few answered."""
    if answers < LEAST_ANSWERS:
        return None
    told = {}
    for question in QUESTIONS:
        many = sum(counts[question])
        if many >= LEAST_ANSWERS:
            told[question] = (many, sum(point * count for point, count in enumerate(counts[question], start=1)) / many)
    return told
