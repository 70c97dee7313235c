"""partnerships have a strategy, what is shared in each direction, and agreements that somebody is told of before they end."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "partnerships"
down_revision = "partners_at_length"

ID = sa.String(length=64)


def _text(*names: str) -> "list[sa.Column[Any]]":
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "partner_strategies",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_text("aim", "both_want", "next_step"),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("review_on", ID, nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_partner_strategies_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "id"], ["partners.library_id", "partners.id"], name=op.f("fk_partner_strategies_library_id_id")
        ),
        sa.ForeignKeyConstraint(
            ["library_id", "owner_id"], ["staff.library_id", "staff.id"], name=op.f("fk_partner_strategies_library_id_owner_id")
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_partner_strategies")),
    )
    _index("partner_strategies", "review_on")
    _of_partner(
        "partner_shares",
        sa.Column("direction", ID, nullable=False),
        sa.Column("resource", ID, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("worth_hours", sa.Integer(), nullable=True),
        sa.Column("worth_money", sa.Integer(), nullable=True),
        *_text("note"),
    )
    _of_partner(
        "partner_agreements",
        *_text("name"),
        sa.Column("starts_on", ID, nullable=True),
        sa.Column("ends_on", ID, nullable=True),
        sa.Column("remind_days", sa.Integer(), nullable=False),
        *_text("note", "file_name"),
        sa.Column("file_kind", ID, nullable=False),
        sa.Column("content", ID, nullable=True),
    )
    _index("partner_agreements", "ends_on")
    keys = ("library_id", "agreement_id", "ends_on", "staff_id")
    op.create_table(
        "agreement_letters",
        *(sa.Column(name, ID, nullable=False) for name in keys),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_agreement_letters_library_id")),
        sa.PrimaryKeyConstraint(*keys, name=op.f("pk_agreement_letters")),
    )


def downgrade() -> None:
    for table in ("agreement_letters", "partner_agreements", "partner_shares", "partner_strategies"):
        op.drop_table(table)


def _of_partner(table: str, *columns: "sa.Column[Any]") -> None:
    op.create_table(
        table,
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
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
    _index(table, "partner_id")


def _index(table: str, column: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{table}_library_id_{column}"), ["library_id", column], unique=False)
