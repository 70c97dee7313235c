"""each browser's sign-in is a row, so that signing out ends it; whoever was signed in signs in again."""

import sqlalchemy as sa
from alembic import op

revision = "sign_ins"
down_revision = "pulse_wordings"


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_sign_ins_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "staff_id"], ["staff.library_id", "staff.id"], name=op.f("fk_sign_ins_library_id_staff_id")
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_sign_ins")),
    )


def downgrade() -> None:
    op.drop_table("sign_ins")
