"""pictures of kits."""

import sqlalchemy as sa
from alembic import op

revision = "kit_pictures"
down_revision = "partner_pages"


def upgrade() -> None:
    op.create_table(
        "kit_pictures",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kit_id", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.String(length=64), nullable=True),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "kit_id"], ["kits.library_id", "kits.id"], name=op.f("fk_kit_pictures_library_id_kit_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_kit_pictures_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_kit_pictures")),
    )
    with op.batch_alter_table("kit_pictures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kit_pictures_library_id_kit_id"), ["library_id", "kit_id"], unique=False)


def downgrade() -> None:
    op.drop_table("kit_pictures")
