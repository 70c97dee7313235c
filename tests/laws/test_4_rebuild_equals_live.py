"""Law 4: thrown away and folded anew from the ledger, everything is what it was; a check finds whatever is not."""

import json
import random
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from fixtures.library import Library, ToldClock, furnished
from laws.histories import sets_of_facts
from laws.promised import promise
from outreach_app import installation, rebuild
from outreach_app.accounts.models import DevicePerson
from outreach_app.db import Head, reading, writing
from outreach_app.feed.models import FeedRow, FeedTotal
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.ledger.models import Checkpoint, DiscrepancyRow, NamedIn, Places


def told_of_itself(library: Library) -> Library:
    """A library whose phones are told of it, as `outreach init` sees to it."""
    with writing(library.id) as handle:
        installation.publish_library(handle)
    return library


@pytest.fixture
def lived(library: Library) -> Library:
    """A library in which something of each sort happened: kept, flagged, settled, cloned, timed anew, quarantined."""
    told_of_itself(library)
    one, other = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")
    one.sync([one.checks_out("K1"), one.checks_out("K2", offset_ms=3_600_000)])
    other.sync([other.checks_out("K1"), other.checks_in("K2", ("hotspot", 1)), "{nonsense"])
    one.sync([one.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"), ("charger", 1, "damaged"), ("charger", 1))])
    one.ask([text.replace("phone-a-fact", "clone-fact") for text in one.recorded])
    found = {row.kind: row for row in library.discrepancies()}
    held_twice, clock_off = found["kit.held_twice"], found["fact.clock_off"]
    stands = json.loads(held_twice.facts)[0]
    library.record(library.settle(held_twice.id, "stands", subject="K1", seq=1, fact=stands), via="desk")
    time = "2026-11-24T14:30:00Z"
    library.record(library.settle(clock_off.id, "time_set", subject=clock_off.subject, seq=2, time=time), via="desk")
    other.sync([other.checks_in("K1", ("charger", 1))])
    return library


def head(library: Library) -> tuple[int, str]:
    with reading(library.id) as session:
        found = session.scalars(select(Head)).one()
        return found.seq, found.epoch


def numbers(library: Library) -> list[tuple[str, str, int]]:
    with reading(library.id) as session:
        return sorted((row.collection, row.id, row.seq) for row in session.scalars(select(FeedRow)))


def test_only_so_many_facts_are_folded_at_once_however_they_are_spread() -> None:
    lengths = {"long": rebuild.MOST_FACTS + 1, "half": rebuild.MOST_FACTS // 2, "other half": rebuild.MOST_FACTS // 2}
    subjects = [("kits", name) for name in ("half", "other half", "long", *map(str, range(rebuild.AT_ONCE + 1)))]

    chunks = list(rebuild._chunks(subjects, lengths))

    assert [one for chunk in chunks for one in chunk] == subjects
    assert [len(chunk) for chunk in chunks] == [2, 1, rebuild.AT_ONCE, 1]


def test_a_check_finds_nothing_where_each_subject_is_folded_by_itself(lived: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "MOST_FACTS", 1)
    assert rebuild.check(lived.id).differences == []


def test_a_check_of_what_is_right_finds_nothing_and_changes_nothing(lived: Library) -> None:
    before = lived.shown(), head(lived), numbers(lived), lived.totals()
    report = rebuild.check(lived.id)

    assert report.differences == []
    assert report.subjects >= 2
    assert (lived.shown(), head(lived), numbers(lived), lived.totals()) == before


def test_a_rebuild_gives_what_was_there_and_phones_fetch_it_afresh(lived: Library) -> None:
    phone = lived.phone("phone-c", "ann")
    phone.sync()
    shown, totals, (_, epoch), rows = lived.shown(), lived.totals(), head(lived), dict(phone.replica)
    report = rebuild.rebuild(lived.id)

    assert report.differences == []
    assert (lived.shown(), lived.totals()) == (shown, totals)
    assert head(lived)[1] != epoch
    answer = phone.sync([])
    assert (answer["reset"], answer["resend"]) == (True, True)
    assert {key: change["row"] for key, change in phone.replica.items()} == {key: one["row"] for key, one in rows.items()}
    assert lived.open_kinds()


SPOILT = {
    "kit_custody": update(KitCustody).where(KitCustody.kit_id == "K2").values(staff_id="bob", state="lost"),
    "discrepancies": update(DiscrepancyRow).where(DiscrepancyRow.kind == "kit.held_twice").values(state="open"),
    "discrepancy_facts": delete(NamedIn),
    "checkpoints": update(Checkpoint).where(Checkpoint.subject == "K1").values(last_seq=77),
    "places": update(Places).where(Places.device == "phone-a").values(held="[[1,99]]"),
    "feed": delete(FeedRow).where(FeedRow.collection == "kits", FeedRow.id == "K1"),
    "feed_totals": update(FeedTotal).values(count=FeedTotal.count + 1),
    "kits": update(Kit).where(Kit.id == "K1").values(mirror='{"id":"K1"}'),
}


@pytest.mark.parametrize("table", SPOILT)
def test_a_check_finds_what_is_wrong_and_a_rebuild_mends_it(lived: Library, table: str) -> None:
    shown, totals = lived.shown(), lived.totals()
    with writing(lived.id) as handle:
        handle.session.execute(SPOILT[table])
    found = rebuild.check(lived.id).differences
    assert {line.split()[0] for line in found} >= {table}

    assert rebuild.rebuild(lived.id).differences == found
    assert rebuild.check(lived.id).differences == []
    assert (lived.shown(), lived.totals()) == (shown, totals)


def test_folds_do_not_see_what_the_desk_changed_since(lived: Library) -> None:
    shown = lived.shown()
    with writing(lived.id) as handle:
        handle.session.execute(delete(DevicePerson))
        handle.session.execute(update(Kit).values(name="Another name", retired_at=handle.now, retired_because="worn out"))
        handle.session.execute(update(KitPart).values(name="Another part", count=9, retired_at=handle.now))
    lived.become("phone-a", "revoked")
    lived.staff("zoe", active=False)
    rebuild.rebuild(lived.id)

    assert {name: rows for name, rows in lived.shown().items() if name != "feed"} == {
        name: rows for name, rows in shown.items() if name != "feed"
    }


@pytest.fixture
def server(app: Flask, told: ToldClock) -> Iterator[Flask]:
    with app.app_context():
        yield app


@given(sets_of_facts(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_happened_a_rebuild_finds_nothing_to_mend(
    server: Flask, arrivals: list[tuple[str, str]], chance: random.Random
) -> None:
    library = told_of_itself(furnished(server))
    library.staff("gone", active=False)
    promise(library)
    chance.shuffle(arrivals)
    for via, text in arrivals:
        library.record(text, via=via)

    assert rebuild.check(library.id).differences == []
