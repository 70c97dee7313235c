"""editions of the Edge benchmark with their indicators, judgements, snapshots; indexes that its page counts by."""

import sqlalchemy as sa
from alembic import op

revision = "edge"
down_revision = "site_pictures"

ID = sa.String(length=64)


def upgrade() -> None:
    op.create_table(
        "edge_editions",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("language", ID, nullable=False),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_edge_editions_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_edge_editions")),
    )
    op.create_table(
        "edge_indicators",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("shown_by", ID, nullable=False),
        sa.Column("same_as", ID, nullable=True),
        sa.Column("is_verified", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_edge_indicators_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "edition_id"],
            ["edge_editions.library_id", "edge_editions.id"],
            name=op.f("fk_edge_indicators_library_id_edition_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_edge_indicators")),
    )
    with op.batch_alter_table("edge_indicators", schema=None) as batch_op:
        name = batch_op.f("ix_edge_indicators_library_id_edition_id_position")
        batch_op.create_index(name, ["library_id", "edition_id", "position"], unique=False)
    op.create_table(
        "edge_judgements",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("judgement", ID, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_edge_judgements_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "id"],
            ["edge_indicators.library_id", "edge_indicators.id"],
            name=op.f("fk_edge_judgements_library_id_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_edge_judgements")),
    )
    op.create_table(
        "edge_snapshots",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("edition_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", ID, nullable=False),
        sa.Column("ends_on", ID, nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_edge_snapshots_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "edition_id"],
            ["edge_editions.library_id", "edge_editions.id"],
            name=op.f("fk_edge_snapshots_library_id_edition_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_edge_snapshots")),
    )
    with op.batch_alter_table("edge_snapshots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_edge_snapshots_library_id_taken_at"), ["library_id", "taken_at"], unique=False)


def downgrade() -> None:
    for table in ("edge_snapshots", "edge_judgements", "edge_indicators", "edge_editions"):
        op.drop_table(table)
