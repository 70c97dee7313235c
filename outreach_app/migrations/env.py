"""How Alembic reaches the application's database."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from outreach_app.db import Moment, db, metadata


def _render(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, Moment) else False


with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        # Once, when the database is made: several connections that each ask for it get in one another's way.
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=_render,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
