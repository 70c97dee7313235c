"""From an empty database to head, and what is there then is what the models say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from outreach_app import db


def test_head_is_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine().connect() as connection:
        options = {"compare_type": db.same_type, "render_as_batch": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata) == []
