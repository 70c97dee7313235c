"""Law 8: the last page carries a digest by which a replica knows that it is right, or must be fetched afresh."""

from fixtures.library import Library
from outreach_app.db import writing
from outreach_app.feed import rows


def test_every_last_page_has_the_digest_of_the_replica_and_no_other_page_has_one(library: Library) -> None:
    phone = library.phone()
    answer = phone.ask((), limit=2)
    while answer["more"]:
        assert answer["digest"] is None
        phone.apply(answer)
        answer = phone.ask((), limit=2)
    phone.apply(answer)
    assert answer["digest"] == phone.digest()


def test_a_wrong_replica_is_noticed_and_a_fresh_one_is_right(library: Library) -> None:
    phone = library.phone()
    phone.sync()
    lost = next(key for key in phone.replica if key[1] == "kits")
    del phone.replica[lost]
    answer = phone.ask()
    phone.apply(answer)
    assert answer["digest"] != phone.digest()
    phone.cursor = None
    assert phone.sync()["reset"] is True
    assert lost in phone.replica


def test_the_digest_follows_rows_that_come_change_move_and_go(library: Library) -> None:
    phone = library.phone("phone-a", "ann", "bob")
    for row, audiences in (
        ('{"n":1}', ["all"]),
        ('{"n":2}', ["all"]),
        ('{"n":2}', ["staff:ann", "staff:bob"]),
        ('{"n":3}', ["staff:bob"]),
        (None, []),
        ('{"n":4}', ["staff:cora"]),
    ):
        with writing(library.id) as handle:
            rows.publish(handle, "things", "one", row, audiences)
        answer = phone.sync([])
        things = [key for key in phone.replica if key[1] == "things"]
        assert sorted(audience for audience, _, _ in things) == [one for one in audiences if one != "staff:cora"]
        assert answer["digest"] == phone.digest()
