"""A hand-in that the desk returned: told on the phones of those whose it is, answered there, and judged again."""

# ruff: noqa: F811 (a test asks for the fixtures that it shares by their names)

from datetime import timedelta
from typing import Any

import pytest

from fixtures.at_the_desk import Desk
from fixtures.library import NOW, Library, ToldClock, counted
from outreach_app import rebuild
from review.test_the_queue import QUEUE, cleo, decide, library, listed  # noqa: F401 (two are fixtures)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HAND_IN = "phone-a-fact-2"
PATH = f"{QUEUE}/hand_in/{HAND_IN}"
AMENDED = "hand_in.amended"


@pytest.fixture
def ann(library: Library) -> Any:
    """Her phone; she brought K1 back with a tablet less."""
    phone = library.phone("phone-a", "ann")
    library.record(phone.checks_out("K1"), phone.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"), ("charger", 2)))
    return phone


def asked(library: Library, staff: str = "ann") -> dict[str, Any]:
    return library.rows("hand_ins", f"staff:{staff}")


def answers(phone: Any, *, of: str = HAND_IN, count: str | None = None, words: str | None = None, **others: Any) -> str:
    payload = {"of": of, "counted": count, "words": words}
    return str(phone.record(AMENDED, HAND_IN, payload, **{"at": NOW + timedelta(minutes=1), **others}))


def test_it_is_told_to_whoever_recorded_it_until_it_is_decided_anew(library: Library, cleo: Desk, ann: Any) -> None:
    assert "ask for an answer" in cleo.page(PATH)
    decide(cleo, "commented", "Thank you", path=PATH)
    assert asked(library) == {}

    decide(cleo, "returned", "Is the tablet gone?", path=PATH)
    decide(cleo, "commented", "The blue one", path=PATH)
    row = asked(library)[HAND_IN]
    assert (row["kit"], row["kind"], row["version"], row["people"]) == ("K1", "kit.checked_in", HAND_IN, ["ann"])
    assert [(one["text"], one["by"]) for one in row["comments"]] == [("Is the tablet gone?", "cleo"), ("The blue one", "cleo")]
    assert asked(library, "bob") == {}
    assert differences(library) == []

    decide(cleo, "reopened", path=PATH)
    assert asked(library) == {}
    assert differences(library) == []


def test_a_hand_over_is_told_to_giver_and_taker_of_the_staff(library: Library, cleo: Desk) -> None:
    bob = library.phone("phone-b", "bob")
    given = {"handover": "H1", "giver": {"staff": "ann"}, "to": {"staff": "zoe"}, "due_on": None, "note": None}
    library.record(bob.record("kit.handed_over", "K1", given))

    decide(cleo, "returned", "Where?", path=f"{QUEUE}/hand_in/phone-b-fact-1")

    assert [set(asked(library, who)) for who in ("ann", "bob", "zoe")] == [{"phone-b-fact-1"}] * 3


def test_an_answer_is_another_version_that_waits_in_the_queue_and_stands_beside_what_came_first(
    library: Library,
    cleo: Desk,
    ann: Any,
    told: ToldClock,
) -> None:
    decide(cleo, "returned", "Is the tablet gone?", path=PATH)
    recount = ann.record("kit.counted", "K1", counted(("tablet", 5), ("charger", 1), ("charger", 1, "missing")), at=NOW)
    answer = answers(ann, count="phone-a-fact-3", words="It lay under the seat")

    # The count may come later than the answer that names it.
    library.record(answer)
    assert "the count has not come yet" in cleo.page(PATH)
    library.record(recount)

    assert asked(library) == {}
    assert listed(cleo.page(f"{QUEUE}?state=edited")) == [f"hand_in/{HAND_IN}"]
    page = cleo.page(PATH)
    table = page[page.index("What was changed") : page.index("What happened")]
    told_of = ("Ann", "Counted again: It lay under the seat", "4 there, 1 missing", "5 there", "2 there", "1 there, 1 missing")
    assert [one for one in told_of if one not in table] == []
    assert "In their words: It lay under the seat" in page
    assert differences(library) == []
    # What was said is judged as it is now.
    told.goes_on(minutes=5)
    assert decide(cleo, "approved", path=PATH).status_code == 303
    assert listed(cleo.page(f"{QUEUE}?state=approved")) == [f"hand_in/{HAND_IN}"]


def test_who_says_that_it_is_right_changes_nothing_of_what_came_first(
    library: Library,
    cleo: Desk,
    ann: Any,
    told: ToldClock,
) -> None:
    decide(cleo, "returned", "Is the tablet gone?", path=PATH)
    library.record(answers(ann))
    page = cleo.page(PATH)
    assert "Ann answered: it is right as recorded" in page
    assert "4 there" not in page
    told.goes_on(minutes=5)
    # Returned once more, it is the answer that came back.
    decide(cleo, "returned", "And the bag?", path=PATH)
    assert asked(library)[HAND_IN]["version"] == "phone-a-fact-3"


def test_an_answer_from_before_a_decision_that_comes_in_after_it_is_told(
    library: Library,
    cleo: Desk,
    ann: Any,
    told: ToldClock,
) -> None:
    decide(cleo, "returned", "Is the tablet gone?", path=PATH)
    late = answers(ann)
    told.goes_on(minutes=5)
    decide(cleo, "rejected", "Nobody answers", path=PATH)

    library.record(late)

    assert library.open_kinds() == ["hand_in.decided_unseen", "kit.part_missing"]
    assert listed(cleo.page(f"{QUEUE}?state=edited")) == [f"hand_in/{HAND_IN}"]


def test_an_answer_that_comes_before_what_it_answers_waits_for_it(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    out, in_ = ann.checks_out("K1"), ann.checks_in("K1")
    early = answers(ann, at=NOW - timedelta(days=1))
    library.record(early)
    assert listed(cleo.page(QUEUE)) == []

    library.record(out, in_)

    assert listed(cleo.page(f"{QUEUE}?state=edited")) == [f"hand_in/{HAND_IN}"]
    activity = cleo.page(PATH).split("<h2>What happened")[1]
    assert "holds now" in activity.split("it is right as recorded")[1].split("</li>")[0]
    assert differences(library) == []


def differences(library: Library) -> list[str]:
    return [one for one in rebuild.check(library.id).differences if not one.startswith(("feed library", "feed_totals"))]
