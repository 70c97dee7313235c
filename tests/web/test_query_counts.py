"""A page asks the database as often for sixty rows as for three."""

import pytest
from flask import Flask

from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library, back, fact_text, out_to
from fixtures.queries import asked
from outreach_app.accounts.permissions import TABLE

FEW, MANY = 3, 60
# Its history no longer fits the page: the facts further back that its discrepancies name are asked for together.
ONCE_MORE = {"/kits/K1": 1}


@pytest.fixture
def desk(library: Library, app: Flask) -> Desk:
    library.staff("zoe", role="admin", password=PASSWORD)
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
        texts.append(f"nonsense of {device}")
    library.record(*texts)


def pages(app: Flask, **names: str) -> list[str]:
    """The address of every page that is got at the desk and names nothing but these."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            who = TABLE[rule.endpoint].who
            # What it names is a discrepancy; a training session is named by the same word and is none.
            is_another = rule.endpoint.startswith("sessions.") and "one" in rule.arguments
            if "GET" not in rule.methods or is_another:
                continue
            if rule.arguments <= names.keys() and (not isinstance(who, str) or rule.rule == "/"):
                found.append(app.url_for(rule.endpoint, **{name: names[name] for name in rule.arguments}))
    return sorted(set(found))


def test_every_page_asks_as_often_for_many_rows_as_for_few(app: Flask, library: Library, desk: Desk) -> None:
    fill(library, range(FEW))
    one = next(row.id for row in library.discrepancies() if row.kind == "kit.held_twice")
    part = desk.part("X1", "Tablet-1")
    told = {"kit": "X1", "part": part, "one": one, "device": "device-1", "staff": "staff-1", "person": "staff-1"}
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
    assert "/kits/X1" in counts
    assert max(count for many in counts.values() for count in many) < 30
