"""A page asks the database as often for sixty rows as for three."""

import pytest
from flask import Flask

from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library, back, fact_text, out_to, session, setting
from fixtures.queries import asked
from outreach_app.accounts.permissions import TABLE
from outreach_app.db import writing
from outreach_app.edge.indicators import editing as benchmark

FEW, MANY = 3, 60
MOST = 34
# The evidence for a benchmark is asked of every feature of the house: four or five statements for each of nine indicators.
JOINS_ALL, MOST_OF_ALL = "/edge", 48
# Where no flyers lie about there is nobody to write to, and nothing to print.
NOTHING_THERE = {"/flyers/distribution/labels.pdf", "/flyers/distribution/labels.png"}
# Its history no longer fits the page: the facts further back that its discrepancies name are asked for together.
ONCE_MORE = {"/kits/K1": 1}


@pytest.fixture
def desk(library: Library, app: Flask) -> Desk:
    library.staff("zoe", role="admin", password=PASSWORD)
    with writing(library.id) as handle:
        benchmark.seed(handle)
    return Desk(library, app.test_client(), library.email("zoe"))


def fill(library: Library, numbers: range) -> None:
    """For each number a trainer, a phone, a kit that came back with a part missing, one more fact of one kit, odd bytes."""
    texts: list[str] = []
    for number in numbers:
        author = library.staff(f"staff-{number}")
        device = f"device-{number}"
        library.device(device, author)
        kit = library.kit(f"X{number}", **{f"tablet-{number}": 2})
        for seq, (kind, subject, payload) in enumerate(
            (
                ("kit.checked_out", kit, out_to(author)),
                ("kit.checked_in", kit, back((f"tablet-{number}", 1), (f"tablet-{number}", 1, "missing"))),
                ("kit.checked_out", "K1", out_to(author)),
                (
                    "kit.checked_out",
                    kit,
                    {**out_to(author), "to": {"partner": f"P{number}", "site": f"S{number}", "contact": "x"}},
                ),
            ),
            start=1,
        ):
            told = {"id": f"{device}-{seq}", "device": device, "seq": seq, "author": author}
            texts.append(fact_text(kind, subject, payload, **told))
        texts += sessions_of(author, device, number)
        texts.append(f"nonsense of {device}")
    library.record(*texts)


def sessions_of(author: str, device: str, number: int) -> list[str]:
    """A session of each, an answer about it, and one more change of a session that all of them change."""
    mine = session(trainers=[author], site=f"S{number}", topic=f"topic-{number}", kits=[f"X{number}"], room_holds=3)
    shared = session(trainers=[author])
    told = {"device": device, "author": author}
    amended = {
        "of": "-",
        "was": setting(shared),
        "changes": {"attendance_in_person": number, "site": f"S{number}"},
        "reason": "x",
    }
    answered = {"knowledge": 3, "confidence": 4, "application": 5, "awareness": 5, "words": None}
    return [
        fact_text("training_session.logged", f"T{number}", mine, id=f"{device}-5", seq=5, visit=f"V{number}", **told),
        fact_text("outcome.answered", f"T{number}", answered, id=f"{device}-6", seq=6, **told),
        fact_text("training_session.logged" if number == 0 else "training_session.amended", "T",
                  shared if number == 0 else amended, id=f"{device}-7", seq=7, **told),
    ]  # fmt: skip


def pages(app: Flask, **names: str) -> list[str]:
    """The address of every page that is got at the desk and names nothing but these."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            who = TABLE[rule.endpoint].who
            if "GET" not in rule.methods:
                continue
            if rule.arguments <= names.keys() and (not isinstance(who, str) or rule.rule == "/"):
                found.append(app.url_for(rule.endpoint, **{name: names[name] for name in rule.arguments}))
    return sorted(set(found) - NOTHING_THERE)


def test_every_page_asks_as_often_for_many_rows_as_for_few(app: Flask, library: Library, desk: Desk) -> None:
    fill(library, range(FEW))
    one = next(row.id for row in library.discrepancies() if row.kind == "kit.held_twice")
    part = desk.part("X1", "Tablet-1")
    told = {"kit": "X1", "part": part, "one": one, "device": "device-1", "staff": "staff-1", "person": "staff-1"}
    told["training_session"] = "T"
    listed = [*pages(app, **told), "/kits/K1", "/discrepancies?state=settled", "/kits?q=X"]
    counts: dict[str, list[int]] = {page: [] for page in listed}

    for wanted in (range(FEW, FEW), range(FEW, MANY)):
        fill(library, wanted) if wanted else None
        for page in listed:
            with asked() as statements:
                answer = desk.client.get(page)
            assert answer.status_code == 200, page
            counts[page].append(len(statements))

    assert {page: count for page, count in counts.items() if count[1] - count[0] > ONCE_MORE.get(page, 0)} == {}
    assert "/inbox" in counts
    assert "/sessions/T" in counts
    assert "/kits/X1" in counts
    assert max(count for page, many in counts.items() for count in many if not page.startswith(JOINS_ALL)) < MOST
    assert max(count for page, many in counts.items() for count in many if page.startswith(JOINS_ALL)) < MOST_OF_ALL
