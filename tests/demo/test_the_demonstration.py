"""The demonstration library shows life, and is the same every time."""

import sqlite3
from contextlib import closing

from fixtures.server import MakeServer, Server

COUNTS = """
    SELECT sum(done IS NOT NULL), sum(done IS NULL AND due_on < date('now')), sum(done IS NULL AND due_on > date('now'))
    FROM next_steps
"""


def asked(server: Server, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(server.data / "outreach.sqlite3")) as connection:
        return connection.execute(query).fetchall()


def test_it_has_what_a_coordinator_must_look_at(demonstration: Server):
    assert {kind for (kind,) in asked(demonstration, "SELECT DISTINCT kind FROM discrepancies WHERE state = 'open'")} >= {
        "kit.held_twice",
        "kit.returned_not_out",
        "kit.part_missing",
        "kit.part_damaged",
        "kit.part_unexpected",
        "kit.codes_unknown",
        "kit.found",
        "kit.problem_reported",
        "fact.clock_off",
        "flyer.expired_placed",
        "flyer.code_twice",
        "fact.late",
    }
    assert asked(demonstration, "SELECT count(*) FROM discrepancies WHERE state = 'settled'") == [(1,)]
    # What nobody made up would bury the rest: phones write in the order of time.
    assert asked(demonstration, "SELECT count(*) FROM discrepancies WHERE kind = 'device.clock_ran_back'") == [(0,)]
    assert asked(demonstration, "SELECT reason FROM quarantine") == [("unreadable",)]
    assert asked(demonstration, "SELECT count(*) FROM kit_custody WHERE state = 'out'") != [(0,)]
    assert asked(demonstration, "SELECT count(*) FROM kit_custody WHERE condition = 'out_of_service'") == [(1,)]
    assert asked(demonstration, "SELECT count(*) FROM kit_custody WHERE amiss IS NOT NULL") != [(0,)]


def test_one_hand_in_waits_for_an_answer_and_one_is_answered(demonstration: Server):
    assert asked(
        demonstration,
        "SELECT state, versions FROM review_records WHERE sort = 'hand_in' AND decided_by IS NOT NULL AND state = 'has_issues'",
    ) == [("has_issues", 1)]
    assert asked(demonstration, "SELECT versions FROM review_records WHERE sort = 'hand_in' AND state = 'edited'") == [(2,)]
    assert asked(demonstration, "SELECT count(*) FROM feed WHERE collection = 'hand_ins' AND \"row\" IS NOT NULL") == [(1,)]


def test_what_is_open_fits_on_a_page(demonstration: Server):
    """A list that says a hundred times that a clock ran back shows nothing of what a coordinator must look at."""
    ((count,),) = asked(demonstration, "SELECT count(*) FROM discrepancies WHERE state = 'open'")
    assert 15 < count < 50


def test_of_what_was_agreed_with_partners_most_is_done_and_some_is_yet_to_come(demonstration: Server):
    ((done, overdue, ahead),) = asked(demonstration, COUNTS)
    assert done > overdue
    assert ahead >= 1


def test_it_is_as_large_as_it_says(demonstration: Server):
    assert asked(demonstration, "SELECT count(*) FROM partners") == [(40,)]
    assert asked(demonstration, "SELECT count(*) FROM sites") == [(60,)]
    assert asked(demonstration, "SELECT count(DISTINCT kind) FROM partners") == [(5,)]
    assert asked(demonstration, "SELECT count(*) FROM kits") == [(12,)]
    assert all(6 <= count <= 20 for (count,) in asked(demonstration, "SELECT count(*) FROM kit_parts GROUP BY kit_id"))


def test_its_phones_write_down_one_thing_after_the_other(demonstration: Server):
    assert asked(demonstration, "SELECT count(*) FROM discrepancies WHERE kind = 'device.clock_ran_back'") == [(0,)]


def test_flyers_lie_at_its_places_in_both_languages(demonstration: Server):
    assert asked(demonstration, "SELECT count(*) FROM flyers") == [(8,)]
    ((lie, gone),) = asked(demonstration, "SELECT sum(removed_on IS NULL), sum(removed_on IS NOT NULL) FROM flyer_placements")
    assert lie > 20
    assert gone > 5
    assert asked(demonstration, "SELECT count(*) FROM flyer_handouts WHERE language = 'es'") != [(0,)]


def test_it_is_the_same_every_time_but_for_its_secrets(demonstration: Server, make_server: MakeServer):
    another = make_server()
    another.command("demo")

    for query in (
        "SELECT id FROM kit_parts ORDER BY id",
        "SELECT id FROM staff ORDER BY id",
        "SELECT id FROM sites ORDER BY id",
    ):
        assert asked(demonstration, query) == asked(another, query)
    assert asked(demonstration, "SELECT session_key FROM staff") != asked(another, "SELECT session_key FROM staff")


def test_the_password_is_printed_once(make_server: MakeServer):
    server = make_server()

    said = server.command("demo").stdout

    assert "Password of all four: " in said
    assert "trainer2@example.org" in said
    assert "outreach staff password" in said
