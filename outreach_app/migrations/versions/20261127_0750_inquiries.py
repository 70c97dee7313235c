"""who sees to a discrepancy, and what was asked about it."""

import sqlalchemy as sa
from alembic import op

revision = "inquiries"
down_revision = "goals"


def upgrade() -> None:
    op.create_table(
        "inquiries",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("assigned_to", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_inquiries_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_inquiries")),
    )
    with op.batch_alter_table("inquiries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiries_library_id_assigned_to"), ["library_id", "assigned_to"], unique=False)
    op.create_table(
        "inquiry_questions",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("inquiry_id", sa.String(length=64), nullable=False),
        sa.Column("asked_of", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_inquiry_questions_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_inquiry_questions")),
    )
    with op.batch_alter_table("inquiry_questions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inquiry_questions_library_id_inquiry_id"), ["library_id", "inquiry_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("inquiry_questions")
    op.drop_table("inquiries")
