"""short codes of kits and of tagged items, which labels carry."""

import sqlalchemy as sa
from alembic import op

from outreach_app import ids

revision = "kit_doors"
down_revision = "next_steps"


def upgrade() -> None:
    for table in ("kits", "kit_parts"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("door", sa.String(length=64), nullable=True))
    _give("kits", "kit", "1 = 1")
    _give("kit_parts", "item", "tag is not null")


def downgrade() -> None:
    op.execute("delete from doors where kind in ('kit', 'item')")
    for table in ("kits", "kit_parts"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("door")


def _give(table: str, kind: str, which: str) -> None:
    """A code for every row that is there already."""
    there = op.get_bind()
    rows = there.execute(sa.text(f"select library_id, id from {table} where {which}")).all()  # noqa: S608
    given = [
        {"library": row.library_id, "id": row.id, "door": (door := ids.code()), "hash": ids.digest(door), "kind": kind}
        for row in rows
    ]
    if given:
        there.execute(sa.text(f"update {table} set door = :door where library_id = :library and id = :id"), given)  # noqa: S608
        hang = "insert into doors (hash, library_id, kind, target) values (:hash, :library, :kind, :id)"
        there.execute(sa.text(hang), given)
