"""letters about review: who wants which, and which were begun."""

import sqlalchemy as sa
from alembic import op

revision = "letters_of_review"
down_revision = "inquiries"


def upgrade() -> None:
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest", sa.String(length=64), server_default="none", nullable=False))
        batch_op.add_column(sa.Column("returned_mail", sa.Boolean(), server_default="1", nullable=False))
    op.create_table(
        "begun_letters",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_begun_letters_library_id")),
        sa.PrimaryKeyConstraint("library_id", "reader", "sort", "key", name=op.f("pk_begun_letters")),
    )


def downgrade() -> None:
    op.drop_table("begun_letters")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("returned_mail")
        batch_op.drop_column("digest")
