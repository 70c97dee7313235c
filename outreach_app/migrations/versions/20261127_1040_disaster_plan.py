"""the disaster plan: its versions, their entries, and the log of drills."""

import sqlalchemy as sa
from alembic import op

revision = "disaster_plan"
down_revision = "emergency_mode"

ID = sa.String(length=64)


def upgrade() -> None:
    op.create_table(
        "emergency_plans",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", ID, nullable=True),
        sa.Column("begun_from", ID, nullable=True),
        sa.Column("approved_on", ID, nullable=True),
        sa.Column("approver_id", ID, nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("review_on", ID, nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_emergency_plans_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_emergency_plans")),
    )
    op.create_index(op.f("ix_emergency_plans_library_id_number"), "emergency_plans", ["library_id", "number"], unique=True)
    op.create_table(
        "emergency_plan_entries",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("section", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_emergency_plan_entries_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "plan_id"],
            ["emergency_plans.library_id", "emergency_plans.id"],
            name=op.f("fk_emergency_plan_entries_library_id_plan_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "plan_id", "id", name=op.f("pk_emergency_plan_entries")),
    )
    with op.batch_alter_table("emergency_plan_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emergency_plan_entries_library_id_id"), ["library_id", "id"], unique=False)
    op.create_table(
        "emergency_drills",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", ID, nullable=False),
        sa.Column("on", ID, nullable=False),
        sa.Column("sort", ID, nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("plan_changed", sa.Text(), nullable=False),
        sa.Column("changed_plan_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_emergency_drills_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "plan_id"],
            ["emergency_plans.library_id", "emergency_plans.id"],
            name=op.f("fk_emergency_drills_library_id_plan_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_emergency_drills")),
    )
    with op.batch_alter_table("emergency_drills", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emergency_drills_library_id_on"), ["library_id", "on"], unique=False)


def downgrade() -> None:
    op.drop_table("emergency_drills")
    op.drop_table("emergency_plan_entries")
    op.drop_table("emergency_plans")
