"""when the directory changed last; how the columns of a source's spreadsheet are read"""

import sqlalchemy as sa
from alembic import op

revision = "directory_sources"
down_revision = "opening_hours"

ID = sa.String(length=64)


def upgrade() -> None:
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
    op.drop_table("directory_sources")
    with op.batch_alter_table("directory_state") as table:
        table.drop_column("changed_at")
