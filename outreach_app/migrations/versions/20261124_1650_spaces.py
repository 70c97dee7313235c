"""rooms and devices that are lent for classes in the library."""

import sqlalchemy as sa
from alembic import op

import outreach_app.db

revision = "spaces"
down_revision = "merged_sessions"


def upgrade() -> None:
    op.create_table(
        "spaces",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("retired_at", outreach_app.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_spaces_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_spaces")),
    )
    op.create_table(
        "space_bookings",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.String(length=64), nullable=False),
        sa.Column("partner_id", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("starts_at", outreach_app.db.Moment(), nullable=False),
        sa.Column("ends_at", outreach_app.db.Moment(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("people_expected", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("decided_because", sa.Text(), nullable=True),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id", "partner_id"],
            ["partners.library_id", "partners.id"],
            name=op.f("fk_space_bookings_library_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "space_id"], ["spaces.library_id", "spaces.id"], name=op.f("fk_space_bookings_library_id_space_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_space_bookings_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_space_bookings")),
    )
    with op.batch_alter_table("space_bookings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_space_bookings_library_id_on"), ["library_id", "on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_space_bookings_library_id_space_id_on"), ["library_id", "space_id", "on"], unique=False
        )


def downgrade() -> None:
    op.drop_table("space_bookings")
    op.drop_table("spaces")
