"""where stacks of flyers lie, and how many were handed out."""

import sqlalchemy as sa
from alembic import op

revision = "flyer_placements"
down_revision = "flyers"


def upgrade() -> None:
    op.create_table(
        "flyer_placements",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("flyer_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=True),
        sa.Column("spot", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=True),
        sa.Column("copies", sa.BigInteger(), nullable=False),
        sa.Column("laid", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("placed_on", sa.String(length=64), nullable=False),
        sa.Column("restocked_on", sa.String(length=64), nullable=True),
        sa.Column("restock_on", sa.String(length=64), nullable=True),
        sa.Column("removed_on", sa.String(length=64), nullable=True),
        sa.Column("removed_because", sa.String(length=64), nullable=True),
        sa.Column("last_by", sa.String(length=64), nullable=True),
        sa.Column("open_discrepancies", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_flyer_placements_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_flyer_placements")),
    )
    with op.batch_alter_table("flyer_placements", schema=None) as batch_op:
        for name in ("flyer_id", "code", "site_id"):
            batch_op.create_index(batch_op.f(f"ix_flyer_placements_library_id_{name}"), ["library_id", name], unique=False)
    op.create_table(
        "flyer_handouts",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("flyer_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_flyer_handouts_library_id")),
        sa.PrimaryKeyConstraint(
            "library_id", "subject", "on", "site_id", "flyer_id", "language", name=op.f("pk_flyer_handouts")
        ),
    )
    with op.batch_alter_table("flyer_handouts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flyer_handouts_library_id_on"), ["library_id", "on"], unique=False)


def downgrade() -> None:
    op.drop_table("flyer_handouts")
    op.drop_table("flyer_placements")
