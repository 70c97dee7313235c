"""visits are planned, and what became of them is folded; the span of days that phones mirror."""

import sqlalchemy as sa
from alembic import op

revision = "visits"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "feed_windows",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_feed_windows_library_id")),
        sa.PrimaryKeyConstraint("library_id", name=op.f("pk_feed_windows")),
    )
    op.create_table(
        "visit_courses",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=True),
        sa.Column("site_id", sa.String(length=64), nullable=True),
        sa.Column("started", sa.BigInteger(), nullable=True),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("sessions", sa.Integer(), nullable=False),
        sa.Column("attendance", sa.BigInteger(), nullable=False),
        sa.Column("open_discrepancies", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_visit_courses_library_id")),
        sa.PrimaryKeyConstraint("library_id", "visit_id", name=op.f("pk_visit_courses")),
    )
    with op.batch_alter_table("visit_courses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_courses_library_id_on"), ["library_id", "on"], unique=False)

    op.create_table(
        "visits",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("holds", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("parking", sa.Text(), nullable=False),
        sa.Column("power", sa.Text(), nullable=False),
        sa.Column("wifi", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("room_holds", sa.Integer(), nullable=True),
        sa.Column("series", sa.String(length=64), nullable=True),
        sa.Column("called_off_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id", "site_id"], ["sites.library_id", "sites.id"], name=op.f("fk_visits_library_id_site_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_visits_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visits_library_id_on"), ["library_id", "on"], unique=False)

    op.create_table(
        "visit_kits",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("kit_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "kit_id"], ["kits.library_id", "kits.id"], name=op.f("fk_visit_kits_library_id_kit_id")
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "visit_id"], ["visits.library_id", "visits.id"], name=op.f("fk_visit_kits_library_id_visit_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_visit_kits_library_id")),
        sa.PrimaryKeyConstraint("library_id", "visit_id", "kit_id", name=op.f("pk_visit_kits")),
    )
    with op.batch_alter_table("visit_kits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_kits_library_id_kit_id"), ["library_id", "kit_id"], unique=False)

    op.create_table(
        "visit_trainers",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("visit_id", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "staff_id"], ["staff.library_id", "staff.id"], name=op.f("fk_visit_trainers_library_id_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "visit_id"], ["visits.library_id", "visits.id"], name=op.f("fk_visit_trainers_library_id_visit_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_visit_trainers_library_id")),
        sa.PrimaryKeyConstraint("library_id", "visit_id", "staff_id", name=op.f("pk_visit_trainers")),
    )
    with op.batch_alter_table("visit_trainers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_trainers_library_id_staff_id"), ["library_id", "staff_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visit_trainers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_trainers_library_id_staff_id"))

    op.drop_table("visit_trainers")
    with op.batch_alter_table("visit_kits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_kits_library_id_kit_id"))

    op.drop_table("visit_kits")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visits_library_id_on"))

    op.drop_table("visits")
    with op.batch_alter_table("visit_courses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_courses_library_id_on"))

    op.drop_table("visit_courses")
    op.drop_table("feed_windows")
