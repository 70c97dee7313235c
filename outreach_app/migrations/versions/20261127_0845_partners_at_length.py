"""partners are added and changed at the desk: finer kinds, stages, contacts, what a place offers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partners_at_length"
down_revision = "review_people"

ID = sa.String(length=64)
OF_A_PARTNER = (("finer", ID, ""), ("does", sa.Text(), ""), ("stage", ID, "active"), ("notes", sa.Text(), ""))
OF_A_SITE = ("position", "room", "power", "access", "languages")


def upgrade() -> None:
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        for name, kind, default in OF_A_PARTNER:
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=default))
    with op.batch_alter_table("sites", schema=None) as batch_op:
        for name in OF_A_SITE:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("capacity", sa.Integer(), nullable=True))
    _of_partner(
        "partner_stages",
        sa.Column("stage", ID, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
    )
    _of_partner(
        "partner_contacts",
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "role", "phone", "mail")),
    )


def downgrade() -> None:
    op.drop_table("partner_contacts")
    op.drop_table("partner_stages")
    with op.batch_alter_table("sites", schema=None) as batch_op:
        for name in (*OF_A_SITE, "capacity"):
            batch_op.drop_column(name)
    with op.batch_alter_table("partners", schema=None) as batch_op:
        for name in ("version", *(name for name, _kind, _default in OF_A_PARTNER)):
            batch_op.drop_column(name)


def _of_partner(table: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        table,
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("partner_id", ID, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f(f"fk_{table}_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "partner_id"],
            ["partners.library_id", "partners.id"],
            name=op.f(f"fk_{table}_library_id_partner_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f(f"pk_{table}")),
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(op.f(f"ix_{table}_library_id_partner_id"), ["library_id", "partner_id"], unique=False)
