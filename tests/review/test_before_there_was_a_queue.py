"""The step that brings the queue into a database in which there is something already."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from fixtures.at_the_desk import Desk
from fixtures.library import Library
from outreach_app import db, paths
from review.test_the_queue import a_week, amended, cleo, decide, library  # noqa: F401 (two are fixtures)


def test_what_came_in_before_is_put_into_it_as_the_folds_find_it(library: Library, cleo: Desk) -> None:  # noqa: F811
    ann = a_week(library)
    library.record(amended(ann, "phone-a-fact-2"))
    decide(cleo, "returned", "Which door?")
    shown = library.shown()
    step = module_from(next(paths.MIGRATIONS.glob("versions/*_review_queue.py")))
    with db.engine().begin() as connection:
        for emptied in ("review_records", "touches WHERE fold = 'hand_in'"):
            connection.execute(text(f"DELETE FROM {emptied}"))  # noqa: S608 (no text of others is in it)
        with Operations.context(MigrationContext.configure(connection)):
            step._fill()
    assert library.shown() == shown


def module_from(file: Path) -> Any:
    """A step of the database, whose file no import names."""
    spec = spec_from_file_location("step", file)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
