"""What is published is what phones get, also where a hash of 32 bits cannot tell two rows apart."""

from itertools import count

from sqlalchemy import select

from fixtures.library import Library
from outreach_app.db import reading, writing
from outreach_app.feed import rows
from outreach_app.feed.models import FeedRow


def _two_of_one_hash() -> tuple[str, str]:
    found: dict[str, str] = {}
    for n in count():
        text = rows.as_text({"id": "one", "n": n})
        other = found.setdefault(rows.row_hash("all", "things", "one", text), text)
        if other != text:
            return other, text
    raise AssertionError


def test_a_row_that_changed_is_sent_though_its_hash_did_not(library: Library) -> None:
    first, second = _two_of_one_hash()
    for text in (first, second, second):
        with writing(library.id) as handle:
            rows.publish(handle, "things", "one", text)
            before = handle.seq
        assert handle.seq == before + (1 if text == first or handle.seq > before else 0)
    with reading(library.id) as session:
        assert session.execute(select(FeedRow.row).where(FeedRow.collection == "things")).scalar_one() == second
        head = library.phone("phone-z").sync()
    assert head["digest"]["count"] == library.digest(["all"])[0]


def test_a_row_that_is_published_as_it_was_gets_no_number(library: Library) -> None:
    for _ in range(2):
        with writing(library.id) as handle:
            rows.publish(handle, "things", "one", '{"id":"one"}')
        seq = handle.seq
    with writing(library.id) as handle:
        rows.publish(handle, "things", "one", '{"id":"one"}')
    assert handle.seq == seq
