"""how the library is reached, and a quick guide of each kit."""

import sqlalchemy as sa
from alembic import op

revision = "public_pages"
down_revision = "stocktakes"

REACHED = ("phone", "mail", "address", "web", "hours")


def upgrade() -> None:
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        for name in REACHED:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=True))
    op.create_table(
        "kit_guides",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("kit_id", sa.String(length=64), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "kit_id"], ["kits.library_id", "kits.id"], name=op.f("fk_kit_guides_library_id_kit_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_kit_guides_library_id")),
        sa.PrimaryKeyConstraint("library_id", "kit_id", name=op.f("pk_kit_guides")),
    )


def downgrade() -> None:
    op.drop_table("kit_guides")
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        for name in REACHED:
            batch_op.drop_column(name)
