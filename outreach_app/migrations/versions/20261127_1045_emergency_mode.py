"""emergencies: when there was one, where what was open, who was well, what was counted, what was learned."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "emergency_mode"
down_revision = "grants"


def _id(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=64), nullable=null)


def _table(name: str, key: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        _id("library_id"),
        *(_id(one) for one in key),
        *columns,
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f(f"fk_{name}_library_id")),
        sa.PrimaryKeyConstraint("library_id", *key, name=op.f(f"pk_{name}")),
    )


def _by_emergency(name: str) -> None:
    with op.batch_alter_table(name, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_{name}_library_id_emergency_id"), ["library_id", "emergency_id"], unique=False)


def upgrade() -> None:
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("emergency", sa.Text(), server_default="", nullable=False))
    _table(
        "emergencies",
        ("id",),
        sa.Column("also", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        _id("declared_by", null=True),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        _id("ended_by", null=True),
    )
    _table(
        "emergency_places",
        ("emergency_id", "place_id"),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        _id("state"),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _id("told_by", null=True),
    )
    _table(
        "emergency_check_ins",
        ("subject", "staff_id"),
        _id("emergency_id"),
        _id("on"),
        _id("state"),
        _id("place_id", null=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("asked_help", sa.Boolean(), nullable=False),
    )
    _by_emergency("emergency_check_ins")
    _table(
        "emergency_counts",
        ("subject", "sort", "what", "place_id"),
        _id("emergency_id"),
        _id("on"),
        sa.Column("count", sa.BigInteger(), nullable=False),
    )
    _by_emergency("emergency_counts")
    _table(
        "emergency_lessons",
        ("id",),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("to_improve", sa.Text(), nullable=False),
        sa.Column("to_do", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    )


def downgrade() -> None:
    for name in ("emergency_lessons", "emergency_counts", "emergency_check_ins", "emergency_places", "emergencies"):
        op.drop_table(name)
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.drop_column("emergency")
