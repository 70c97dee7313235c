"""stocktakes are found among all facts."""

import sqlalchemy as sa
from alembic import op

revision = "stocktakes"
down_revision = "letters_to_partners"

IS_COUNT = sa.text("kind = 'kit.counted'")


def upgrade() -> None:
    op.create_index(
        "ix_facts_stocktakes",
        "facts",
        ["library_id", "effective", "id"],
        sqlite_where=IS_COUNT,
        postgresql_where=IS_COUNT,
    )


def downgrade() -> None:
    op.drop_index("ix_facts_stocktakes", table_name="facts")
