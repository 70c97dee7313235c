"""Law 7: a server restored from yesterday's backup loses nothing that a phone holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update

from fixtures.library import PASSWORD, Library
from outreach_app import backup, restoring
from outreach_app.db import Head, db, writing
from outreach_app.settings import Settings


@pytest.fixture
def yesterday(settings: Settings, library: Library, tmp_path: Path) -> Callable[[], None]:
    """Called first it makes a backup; called again it puts that in the place of all that came since."""
    file = tmp_path / "yesterday.zip"

    def restore() -> None:
        db.engine.dispose()
        restoring.restore(file, settings, replace=True)

    return lambda: restore() if file.exists() else backup.backup(file, settings)


def test_what_phones_hold_heals_a_server_restored_from_yesterday(library: Library, yesterday: Callable[[], None]) -> None:
    one, other = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")
    one.sync([one.checks_out()])
    yesterday()
    one.sync([one.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"))])
    other.sync([other.checks_out("K2"), other.checks_out("K1")])
    before, epoch = library.shown(), one.ask()["epoch"]
    yesterday()
    assert sorted(library.facts()) == ["phone-a-fact-1"]

    answer = one.ask()
    assert answer["epoch"] != epoch
    assert (answer["resend"], answer["reset"]) == (True, True)
    assert answer["have"] == [{"device": "phone-a", "through": 1, "beyond": []}]
    assert [result["outcome"] for result in one.sync()["results"]] == ["duplicate", "flagged"]
    assert [result["outcome"] for result in other.sync()["results"]] == ["stored", "flagged"]
    assert library.shown() == before
    one.sync([])
    assert other.sync([])["digest"] == one.digest()


def test_a_phone_that_the_backup_does_not_know_signs_in_again_and_hands_in_its_facts(
    library: Library, yesterday: Callable[[], None]
) -> None:
    library.staff("eve", password=PASSWORD)
    yesterday()
    lost = library.phone("phone-c", "eve")
    lost.sync([lost.checks_out()])
    before = {row.hash for row in library.facts().values()}
    yesterday()
    refused = lost.post("sync", lost.request(lost.recorded))
    assert (refused.status_code, refused.json["code"]) == (401, "device.unknown")

    told = {"email": library.email("eve"), "password": PASSWORD, "label": "the same phone"}
    enrolled = lost.post("enrol", told, token="").json
    lost.token, lost.cursor = enrolled["token"], None
    answer = lost.sync(devices=[enrolled["device"], "phone-c"])
    assert [one["outcome"] for one in answer["results"]] == ["stored"]
    assert {row.hash for row in library.facts().values()} == before
    assert {(row.device, row.author) for row in library.facts().values()} == {("phone-c", "eve")}


@pytest.mark.parametrize(
    ("places", "through", "beyond"),
    [([1, 2, 3], 3, []), ([2, 3, 7], 0, [[2, 3], [7, 7]]), ([1, 2, 5, 6, 9], 2, [[5, 6], [9, 9]]), ([], 0, [])],
)
def test_have_names_just_the_places_that_are_held(
    library: Library, places: list[int], through: int, beyond: list[list[int]]
) -> None:
    phone = library.phone()
    for _ in range(1, 10):
        phone.checks_out(at="2026-11-24T14:00:00Z")
    answer = phone.ask([phone.recorded[seq - 1] for seq in reversed(places)], devices=["phone-a", "nobody"])
    assert answer["have"] == [
        {"device": "phone-a", "through": through, "beyond": beyond},
        {"device": "nobody", "through": 0, "beyond": []},
    ]


def test_a_new_epoch_alone_asks_for_all_facts_again_though_the_cursor_is_not_ahead(library: Library) -> None:
    phone = library.phone()
    phone.sync([phone.checks_out()])
    with writing(library.id) as handle:
        handle.session.execute(update(Head).values(epoch="restored"))
    answer = phone.ask()
    assert (answer["resend"], answer["reset"]) == (True, True)
