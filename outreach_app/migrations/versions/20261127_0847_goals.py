"""goals of the library; partners that are the same as another one; after how many days a partnership goes cold."""

import sqlalchemy as sa
from alembic import op

revision = "goals"
down_revision = "partnerships"

ID = sa.String(length=64)


def upgrade() -> None:
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into", ID, nullable=True))
        batch_op.create_index(batch_op.f("ix_partners_library_id_merged_into"), ["library_id", "merged_into"], unique=False)
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cold_days", sa.Integer(), nullable=False, server_default="120"))
    op.create_table(
        "goals",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("serves", ID, nullable=False),
        sa.Column("measure", ID, nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("starts_on", ID, nullable=False),
        sa.Column("ends_on", ID, nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("typed", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_goals_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_goals")),
    )
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goals_library_id_ends_on"), ["library_id", "ends_on"], unique=False)
    op.create_table(
        "goal_partners",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("goal_id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_goal_partners_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "goal_id"], ["goals.library_id", "goals.id"], name=op.f("fk_goal_partners_library_id_goal_id")
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "partner_id"],
            ["partners.library_id", "partners.id"],
            name=op.f("fk_goal_partners_library_id_partner_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "goal_id", "partner_id", name=op.f("pk_goal_partners")),
    )
    with op.batch_alter_table("goal_partners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_partners_library_id_partner_id"), ["library_id", "partner_id"], unique=False)


def downgrade() -> None:
    op.drop_table("goal_partners")
    op.drop_table("goals")
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.drop_column("cold_days")
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partners_library_id_merged_into"))
        batch_op.drop_column("merged_into")
