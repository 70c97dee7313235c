"""Law 7: a server restored from yesterday's backup loses nothing that a phone holds."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import update

from fixtures.databases import settings_for
from fixtures.library import Library, ToldClock, furnished
from outreach_app.app import create_app
from outreach_app.db import Head, db, writing


def test_have_and_resend_heal_a_restored_server(tmp_path: Path, sqlite_url: str, told: ToldClock) -> None:
    app = create_app(settings_for(tmp_path, sqlite_url))
    file, backup = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "yesterday.sqlite3"
    with app.app_context():
        library = furnished(app)
        one, other = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")
        one.sync([one.checks_out()])
        with db.engine.connect() as connection:
            connection.connection.execute(f"VACUUM INTO '{backup}'")
        one.sync([one.checks_in("K1")])
        other.sync([other.checks_out("K2")])
        before = library.shown()
        db.engine.dispose()
        for leftover in tmp_path.glob("outreach.sqlite3*"):
            leftover.unlink()
        shutil.copyfile(backup, file)
        # What `outreach restore` does at its end.
        with writing(library.id) as handle:
            handle.session.execute(update(Head).values(epoch="restored"))
        answer = one.ask()
        assert (answer["epoch"], answer["resend"], answer["reset"]) == ("restored", True, True)
        assert answer["have"] == [{"device": "phone-a", "through": 1, "beyond": []}]
        assert [result["outcome"] for result in one.sync()["results"]] == ["duplicate", "stored"]
        assert [result["outcome"] for result in other.sync()["results"]] == ["stored"]
        one.sync([])
        after = library.shown()
        assert {name: after[name] for name in after} == before
        assert other.sync([])["digest"] == one.digest()


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
