"""the terms that partners sign under."""

import sqlalchemy as sa
from alembic import op

revision = "lending_terms"
down_revision = "photos"


def upgrade() -> None:
    op.create_table(
        "lending_terms",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_lending_terms_library_id")),
        sa.PrimaryKeyConstraint("library_id", "version", name=op.f("pk_lending_terms")),
    )


def downgrade() -> None:
    op.drop_table("lending_terms")
