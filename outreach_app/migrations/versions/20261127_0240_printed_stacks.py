"""stacks of flyers that are printed at the desk, each under a code of its own."""

import sqlalchemy as sa
from alembic import op

import outreach_app.db

revision = "printed_stacks"
down_revision = "public_pages"


def upgrade() -> None:
    op.create_table(
        "printed_stacks",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("flyer_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("printed_at", outreach_app.db.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "flyer_id"], ["flyers.library_id", "flyers.id"], name=op.f("fk_printed_stacks_library_id_flyer_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_printed_stacks_library_id")),
        sa.PrimaryKeyConstraint("library_id", "code", name=op.f("pk_printed_stacks")),
    )
    with op.batch_alter_table("printed_stacks", schema=None) as batch_op:
        for name in ("flyer_id", "run_id"):
            batch_op.create_index(batch_op.f(f"ix_printed_stacks_library_id_{name}"), ["library_id", name], unique=False)


def downgrade() -> None:
    op.drop_table("printed_stacks")
