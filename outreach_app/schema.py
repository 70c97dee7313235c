"""The shape of the database: which one it has, which one this version needs, and how it gets there.

Nothing is migrated in passing: only `upgrade` changes the shape, and the commands that call it say so.
"""

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from outreach_app import paths
from outreach_app.db import db
from outreach_app.problems import Refusal


def head() -> str:
    """The revision that this version needs."""
    newest = ScriptDirectory(str(paths.MIGRATIONS)).get_current_head()
    assert newest is not None, "the package has no migrations"
    return newest


def known() -> list[str]:
    """Every revision that this version knows, oldest first."""
    script = ScriptDirectory(str(paths.MIGRATIONS))
    return [one.revision for one in reversed(list(script.walk_revisions()))]


def revision(engine: Engine | None = None) -> str | None:
    """The revision that the database has; None where it is empty. Raises `Refusal` where it cannot be reached."""
    try:
        with (engine or db.engine).connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        message = f"The database cannot be reached: {str(error.orig).strip().splitlines()[0]}. Run: outreach doctor"
        raise Refusal("database.not_ready", message) from error


def upgrade(to: str = "head") -> None:
    """Bring the database of the running application to a revision, the newest unless told otherwise.

    Raises `Refusal` "database.not_ready" where a newer version of the product has shaped it.
    """
    _refuse_newer(revision())
    flask_migrate.upgrade(directory=str(paths.MIGRATIONS), revision=to)


def require_head() -> None:
    """Raise `Refusal` "database.not_ready" where the database has another shape than this version needs."""
    found = revision()
    if found == head():
        return
    if found is None:
        message = "There is no library in this database yet. Make one with: outreach init (or, to look round, outreach demo)"
        raise Refusal("database.not_ready", message)
    _refuse_newer(found)
    message = "The database was made by an older version. Make a backup, then run: outreach upgrade"
    raise Refusal("database.not_ready", message)


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in known():
        message = "The database was shaped by a newer version of outreach. Install that version; nothing was changed."
        raise Refusal("database.not_ready", message)
