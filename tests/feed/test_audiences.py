"""Who gets which rows: a row moves from one trainer's phone to another's, and every digest stays right."""

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from fixtures.library import Library, Phone
from outreach_app.db import Head, reading, writing
from outreach_app.feed import rows
from outreach_app.feed.models import FeedRow

ROW = '{"id":"v1","at":"Mill Lane"}'


def publish(library: Library, id_: str, row: str | None, *staff: str) -> None:
    audiences = [rows.for_staff(one) if one != "all" else rows.EVERYONE for one in staff]
    with writing(library.id) as handle:
        rows.publish(handle, "visits", id_, row, audiences)


def visits(phone: Phone) -> dict[tuple[str, str], str]:
    return {(audience, id_): one["row"] for (audience, name, id_), one in phone.replica.items() if name == "visits"}


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def bob(library: Library) -> Phone:
    return library.phone("phone-b", "bob")


@pytest.fixture
def both(library: Library) -> Phone:
    return library.phone("phone-c", "ann", "bob")


def test_a_row_that_moves_is_removed_for_one_and_written_for_the_other(
    library: Library, ann: Phone, bob: Phone, both: Phone
) -> None:
    publish(library, "v1", ROW, "ann")
    for phone in (ann, bob, both):
        phone.sync()
    assert [len(visits(phone)) for phone in (ann, bob, both)] == [1, 0, 1]

    publish(library, "v1", ROW, "bob")

    # `sync` compares each digest with the replica that it makes.
    told = {phone: phone.sync()["changes"] for phone in (ann, bob, both)}
    assert [(one["audience"], one["row"]) for one in told[ann]] == [("staff:ann", None)]
    assert [(one["audience"], one["row"] is None) for one in told[bob]] == [("staff:bob", False)]
    assert {(one["audience"], one["row"] is None) for one in told[both]} == {("staff:ann", True), ("staff:bob", False)}
    assert [list(visits(phone)) for phone in (ann, bob, both)] == [[], [("staff:bob", "v1")], [("staff:bob", "v1")]]


def test_a_row_in_two_audiences_is_there_twice_on_a_phone_that_two_use(library: Library, both: Phone, bob: Phone) -> None:
    publish(library, "v1", ROW, "ann", "bob")
    both.sync()
    bob.sync()

    assert set(visits(both)) == {("staff:ann", "v1"), ("staff:bob", "v1")}
    assert set(visits(bob)) == {("staff:bob", "v1")}
    publish(library, "v1", None)
    assert [one["row"] for one in both.sync()["changes"]] == [None, None]
    assert visits(both) == {}


def test_a_phone_is_never_told_of_others_rows_not_even_that_they_went(library: Library, bob: Phone) -> None:
    bob.sync()
    publish(library, "v1", ROW, "ann")
    publish(library, "v1", None)
    publish(library, "v2", ROW, "ann")

    answer = bob.sync()

    assert answer["changes"] == []
    assert "Mill Lane" not in str(answer)


def test_removals_that_are_kept_no_more_begin_the_replica_anew(library: Library, ann: Phone, bob: Phone) -> None:
    publish(library, "v1", ROW, "ann")
    ann.sync()
    publish(library, "v1", None)
    publish(library, "v2", ROW, "ann")
    bob.sync()
    with writing(library.id) as handle:
        handle.session.execute(update(Head).values(removals_from=handle.seq))

    behind, up_to_date = ann.sync(), bob.sync()

    assert (behind["reset"], behind["resend"]) == (True, False)
    assert list(visits(ann)) == [("staff:ann", "v2")]
    assert (up_to_date["reset"], up_to_date["changes"]) == (False, [])


def test_a_fresh_phone_is_told_of_no_removal_that_came_before_it(library: Library, ann: Phone) -> None:
    publish(library, "v1", ROW, "ann")
    publish(library, "v1", None)

    assert all(one["row"] is not None for one in ann.sync()["changes"])


def recomputed(library: Library) -> dict[str, tuple[int, int]]:
    """The totals of every audience, from the rows themselves."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    with reading(library.id) as session:
        for row in session.scalars(select(FeedRow).where(FeedRow.row.is_not(None))):
            audience, collection, id_, hash_, text = row.audience, row.collection, row.id, row.hash, row.row
            assert hash_ == rows.row_hash(audience, collection, id_, text)
            found[audience][0] += 1
            found[audience][1] = (found[audience][1] + int(hash_, 16)) % 2**32
    return {audience: (count, total) for audience, (count, total) in found.items()}


MOVES = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["v1", "v2", "v3"]),
            st.one_of(st.none(), st.sampled_from(['{"n":1}', '{"n":2}'])),
            st.sets(st.sampled_from(["ann", "bob", "all"])),
        ),
        max_size=4,
    ),
    max_size=6,
)


@given(MOVES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_of_each_audience_is_what_its_rows_add_up_to(library: Library, moves: list) -> None:
    for together in moves:
        with writing(library.id) as handle:
            for id_, row, staff in together:
                audiences = [rows.EVERYONE if one == "all" else rows.for_staff(one) for one in sorted(staff)]
                rows.publish(handle, "visits", id_, row, audiences)

    kept = {audience: total for audience, total in library.totals().items() if total != (0, 0)}
    assert kept == recomputed(library)
