"""when the directory changed last; how a source's spreadsheet is read; an index that answers who holds an entry by itself"""

import sqlalchemy as sa
from alembic import op

revision = "directory_sources"
down_revision = "flyer_listings"

ID = sa.String(length=64)
INDEX, BEFORE = "ix_directory_links_library_id_entity_id_of_of_id", "ix_directory_links_library_id_entity_id"


def upgrade() -> None:
    # Without the last two SQLite took the table's key for the quicker way, and read all links of the library.
    op.create_index(INDEX, "directory_links", ["library_id", "entity", "id", "of", "of_id"])
    op.drop_index(BEFORE, "directory_links")
    with op.batch_alter_table("directory_state") as table:
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "directory_sources",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("source", ID, nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_directory_sources_library_id")),
        sa.PrimaryKeyConstraint("library_id", "source", name=op.f("pk_directory_sources")),
    )


def downgrade() -> None:
    op.create_index(BEFORE, "directory_links", ["library_id", "entity", "id"])
    op.drop_index(INDEX, "directory_links")
    op.drop_table("directory_sources")
    with op.batch_alter_table("directory_state") as table:
        table.drop_column("changed_at")
