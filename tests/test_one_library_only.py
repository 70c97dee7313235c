"""Whatever is asked of the tables of libraries, counts too, is answered for one library; what could not be is refused."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from fixtures.library import NOW, Library, furnished
from outreach_app.accounts.models import SignInFailure
from outreach_app.db import reading
from outreach_app.kits import queries as kits
from outreach_app.kits.models import Kit
from outreach_app.ledger import reading as ledger
from outreach_app.ledger.models import FactRow
from outreach_app.partners import queries as partners
from outreach_app.web.language import today


def figures(library: Library) -> dict[str, object]:
    """All that is counted for the desk of a library."""
    with reading(library.id) as session:
        return {
            "open": ledger.open_count(session),
            "unread": ledger.quarantine_count(session),
            "since": ledger.since(session, NOW - timedelta(days=1)),
            "kits": kits.counts(session, today()),
            "listed": kits.count(session, kits.Wanted()),
            "partners": partners.count(session, partners.Wanted()),
        }


def test_what_happens_in_one_library_is_counted_in_no_other(app: Flask, library: Library) -> None:
    before = figures(library)
    other = furnished(app)
    other.kit("K3")
    phone = other.phone()
    phone.sync([phone.checks_in("K1"), phone.checks_out("K2"), "{nonsense"])

    assert figures(library) == before
    assert figures(other) != before


@pytest.mark.parametrize(
    "query",
    [
        select(func.count()).select_from(Kit),
        select(func.count()).where(FactRow.via == "device"),
        select(func.count()).where(Kit.id.in_(select(FactRow.subject))),
    ],
    ids=["of a table", "of what fits", "of what another names"],
)
def test_a_count_that_cannot_be_scoped_is_refused(library: Library, query: object) -> None:
    with reading(library.id) as session, pytest.raises(RuntimeError, match="scoped"):
        session.scalar(query)


def test_what_belongs_to_no_library_is_counted_as_it_is(library: Library) -> None:
    with reading(library.id) as session:
        assert session.scalar(select(func.count()).select_from(SignInFailure)) == 0
