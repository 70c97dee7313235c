"""what is to be done next with partners, as talks with them ended."""

import sqlalchemy as sa
from alembic import op

revision = "next_steps"
down_revision = "spaces"


def upgrade() -> None:
    op.create_table(
        "next_steps",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("talk", sa.String(length=64), nullable=False),
        sa.Column("partner_id", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=True),
        sa.Column("due_on", sa.String(length=64), nullable=False),
        sa.Column("agreed", sa.BigInteger(), nullable=False),
        sa.Column("agreed_by", sa.String(length=64), nullable=True),
        sa.Column("done", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_next_steps_library_id")),
        sa.PrimaryKeyConstraint("library_id", "talk", name=op.f("pk_next_steps")),
    )
    with op.batch_alter_table("next_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_next_steps_library_id_due_on"), ["library_id", "due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_next_steps_library_id_partner_id"), ["library_id", "partner_id"], unique=False)


def downgrade() -> None:
    op.drop_table("next_steps")
