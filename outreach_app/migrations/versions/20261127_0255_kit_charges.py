"""what was billed of lost and broken parts, and in which money a library pays."""

import sqlalchemy as sa
from alembic import op

revision = "kit_charges"
down_revision = "printed_stacks"


def upgrade() -> None:
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("currency", sa.String(length=64), server_default="USD", nullable=False))
    op.create_table(
        "kit_charges",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("kit_id", sa.String(length=64), nullable=False),
        sa.Column("part_id", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("amount", sa.String(length=64), nullable=True),
        sa.Column("currency", sa.String(length=64), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_kit_charges_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "kit_id"], ["kits.library_id", "kits.id"], name=op.f("fk_kit_charges_library_id_kit_id")
        ),
        sa.PrimaryKeyConstraint("library_id", "kit_id", "part_id", "sort", "since", name=op.f("pk_kit_charges")),
    )


def downgrade() -> None:
    op.drop_table("kit_charges")
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.drop_column("currency")
