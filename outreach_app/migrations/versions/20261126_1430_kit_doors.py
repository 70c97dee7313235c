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
    _give("kits", "kit")
    _give("kit_parts", "item")


def downgrade() -> None:
    op.execute("delete from doors where kind in ('kit', 'item')")
    for table in ("kits", "kit_parts"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("door")


def _give(name: str, kind: str) -> None:
    """A code for every kit, or every part with a tag, that is there already."""
    there = op.get_bind()
    rows = sa.table(name, *(sa.column(column) for column in ("library_id", "id", "tag", "door")))
    doors = sa.table("doors", *(sa.column(column) for column in ("hash", "library_id", "kind", "target")))
    query = sa.select(rows.c.library_id, rows.c.id)
    if kind == "item":
        query = query.where(rows.c.tag.is_not(None))
    given = [(library, id_, ids.code()) for library, id_ in there.execute(query)]
    if given:
        own = rows.update().where(rows.c.library_id == sa.bindparam("library"), rows.c.id == sa.bindparam("row"))
        there.execute(
            own.values(door=sa.bindparam("code")),
            [{"library": library, "row": id_, "code": code} for library, id_, code in given],
        )
        hung = [{"hash": ids.digest(code), "library_id": library, "kind": kind, "target": id_} for library, id_, code in given]
        there.execute(doors.insert(), hung)
