"""kits are promised: for visits as before, and to partners, with the time that they need to be ready again."""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "reservations"
down_revision = "flyer_placements"

MINUTES = ("travel_minutes", "wipe_minutes", "charge_minutes")


def upgrade() -> None:
    with op.batch_alter_table("kits", schema=None) as batch_op:
        for name in MINUTES:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    moment, id_ = sa.DateTime(timezone=True), sa.String(length=64)
    op.create_table(
        "kit_reservations",
        sa.Column("library_id", id_, nullable=False),
        sa.Column("id", id_, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kit_id", id_, nullable=False),
        sa.Column("visit_id", id_, nullable=True),
        sa.Column("partner_id", id_, nullable=True),
        sa.Column("site_id", id_, nullable=True),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("starts_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("busy_from", moment, nullable=False),
        sa.Column("busy_until", moment, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("called_off_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_kit_reservations_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "kit_id"], ["kits.library_id", "kits.id"], name=op.f("fk_kit_reservations_library_id_kit_id")
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "partner_id"],
            ["partners.library_id", "partners.id"],
            name=op.f("fk_kit_reservations_library_id_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "site_id"], ["sites.library_id", "sites.id"], name=op.f("fk_kit_reservations_library_id_site_id")
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_kit_reservations")),
    )
    with op.batch_alter_table("kit_reservations", schema=None) as batch_op:
        for columns in (("kit_id", "busy_from"), ("visit_id",), ("busy_until",)):
            name = f"ix_kit_reservations_library_id_{'_'.join(columns)}"
            batch_op.create_index(batch_op.f(name), ["library_id", *columns], unique=False)
    # The id is of the pair, so that a second run on a copy makes the same rows.
    op.execute(
        """
        INSERT INTO kit_reservations (library_id, id, version, kit_id, visit_id, site_id, staff, starts_at, ends_at,
                                      busy_from, busy_until, purpose, called_off_because)
        SELECT v.library_id, substr(v.id, 1, 31) || '-' || substr(k.kit_id, 1, 32), 1, k.kit_id, v.id, v.site_id, '[]',
               v.starts_at, v.ends_at, v.starts_at, v.ends_at, '', v.called_off_because
        FROM visit_kits k JOIN visits v ON v.library_id = k.library_id AND v.id = k.visit_id
        """
    )
    _name_who_goes()
    with op.batch_alter_table("visit_kits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_kits_library_id_kit_id"))
    op.drop_table("visit_kits")


def _name_who_goes() -> None:
    connection = op.get_bind()
    going: dict[tuple[str, str], list[str]] = defaultdict(list)
    for library, visit, staff in connection.execute(sa.text("SELECT library_id, visit_id, staff_id FROM visit_trainers")):
        going[library, visit].append(staff)
    told = [
        {"library": library, "visit": visit, "staff": json.dumps(sorted(staff))} for (library, visit), staff in going.items()
    ]
    if told:
        put = "UPDATE kit_reservations SET staff = :staff WHERE library_id = :library AND visit_id = :visit"
        connection.execute(sa.text(put), told)


def downgrade() -> None:
    id_ = sa.String(length=64)
    op.create_table(
        "visit_kits",
        sa.Column("library_id", id_, nullable=False),
        sa.Column("visit_id", id_, nullable=False),
        sa.Column("kit_id", id_, nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_visit_kits_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "kit_id"], ["kits.library_id", "kits.id"], name=op.f("fk_visit_kits_library_id_kit_id")
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "visit_id"], ["visits.library_id", "visits.id"], name=op.f("fk_visit_kits_library_id_visit_id")
        ),
        sa.PrimaryKeyConstraint("library_id", "visit_id", "kit_id", name=op.f("pk_visit_kits")),
    )
    with op.batch_alter_table("visit_kits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_kits_library_id_kit_id"), ["library_id", "kit_id"], unique=False)
    op.execute(
        "INSERT INTO visit_kits (library_id, visit_id, kit_id) SELECT DISTINCT library_id, visit_id, kit_id "
        "FROM kit_reservations WHERE visit_id IN (SELECT id FROM visits)"
    )
    op.drop_table("kit_reservations")
    with op.batch_alter_table("kits", schema=None) as batch_op:
        for name in MINUTES:
            batch_op.drop_column(name)
