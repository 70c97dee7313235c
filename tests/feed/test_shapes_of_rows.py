"""What is told to phones has the shape that their program was compiled against."""

import json

import pytest
from sqlalchemy import select

from fixtures.library import Library
from outreach_app import shapes
from outreach_app.catalog import COLLECTIONS
from outreach_app.db import reading
from outreach_app.feed.models import FeedRow
from outreach_app.kits.feed import KitRow
from outreach_app.sync.envelope import SyncAnswer


def test_every_row_of_the_feed_has_its_collections_shape(library: Library) -> None:
    phone = library.phone()
    phone.sync([phone.checks_out("K1", ("tablet", 3)), phone.checks_in("K1", ("tablet", 2)), phone.checks_in("K2")])
    shape = {collection.name: collection.shape for collection in COLLECTIONS}
    with reading(library.id) as session:
        rows = session.execute(select(FeedRow.collection, FeedRow.row).where(FeedRow.row.is_not(None))).all()
    assert {collection for collection, _ in rows} <= set(shape)
    for collection, row in rows:
        assert shapes.wrong_members(shape[collection], json.loads(row or "")) == {}


def test_the_answer_of_an_exchange_has_the_shape_that_it_says(library: Library) -> None:
    phone = library.phone()
    answer = phone.ask([phone.checks_out("K1"), "{nonsense"], devices=["phone-a", "another"])
    assert answer["results"][1]["outcome"] == "quarantined"
    assert shapes.wrong_members(SyncAnswer, answer) == {}


@pytest.mark.parametrize("member", ["custody", "parts", "discrepancies"])
def test_a_row_that_lacks_a_member_is_not_of_the_shape(library: Library, member: str) -> None:
    with reading(library.id) as session:
        row = session.scalars(select(FeedRow.row).where(FeedRow.collection == "kits")).first()
    told = json.loads(row or "")
    assert shapes.fits(KitRow)(told)
    del told[member]
    assert list(shapes.wrong_members(KitRow, told)) == [member]
