"""codes of flyers that phones hold up."""

import sqlalchemy as sa
from alembic import op

revision = "flyer_held_codes"
down_revision = "referrals_to_listings"


def upgrade() -> None:
    op.create_table(
        "flyer_held_codes",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("flyer_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=True),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=True),
        sa.Column("since", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_flyer_held_codes_library_id")),
        sa.PrimaryKeyConstraint("library_id", "code", name=op.f("pk_flyer_held_codes")),
    )
    with op.batch_alter_table("flyer_held_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flyer_held_codes_library_id_flyer_id"), ["library_id", "flyer_id"], unique=False)


def downgrade() -> None:
    op.drop_table("flyer_held_codes")
