"""grants: funder, call, money, deadline, stage, partners, tasks, papers, goals, and what was done with the money."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "grants"
down_revision = "letters_of_review"

ID = sa.String(length=64)
MOMENT = sa.DateTime(timezone=True)
GRANT = ("grant_id", "grants")


def upgrade() -> None:
    _table(
        "grants",
        _some(sa.Text(), "name", "web", "aim", "funder"),
        [sa.Column("funder_id", ID, nullable=True)],
        _some(sa.Text(), "contact", "phone", "mail"),
        [sa.Column("asked", sa.BigInteger(), nullable=True), sa.Column("given", sa.BigInteger(), nullable=True)],
        _some(ID, "currency"),
        [sa.Column("due_on", ID, nullable=True)],
        _some(ID, "due_time", "zone"),
        [sa.Column("due_at", MOMENT, nullable=True)],
        _some(sa.Text(), "remind_days"),
        [sa.Column("owner_id", ID, nullable=True)],
        _some(ID, "stage"),
        [sa.Column("starts_on", ID, nullable=True), sa.Column("ends_on", ID, nullable=True)],
        _some(sa.Text(), "note"),
        keys=[("funder_id", "partners"), ("owner_id", "staff")],
    )
    _index("grants", "stage", "due_at")
    _index("grants", "funder_id")
    _table(
        "grant_stages",
        _some(ID, "grant_id", "stage"),
        _some(sa.Text(), "because"),
        [sa.Column("at", MOMENT, nullable=False), sa.Column("staff_id", ID, nullable=True)],
        keys=[GRANT],
        versioned=False,
    )
    _index("grant_stages", "grant_id")
    _table(
        "grant_partners",
        _some(ID, "grant_id", "partner_id", "part"),
        _some(sa.Text(), "note"),
        keys=[GRANT, ("partner_id", "partners")],
    )
    _index("grant_partners", "grant_id")
    _index("grant_partners", "partner_id")
    _table(
        "grant_tasks",
        _some(ID, "grant_id"),
        _some(sa.Text(), "name"),
        [sa.Column("owner_id", ID, nullable=True), sa.Column("due_on", ID, nullable=True)],
        [sa.Column("done_at", MOMENT, nullable=True), sa.Column("done_by", ID, nullable=True)],
        keys=[GRANT, ("owner_id", "staff")],
    )
    _index("grant_tasks", "grant_id")
    _index("grant_tasks", "done_at", "due_on")
    _table(
        "grant_files",
        _some(ID, "grant_id"),
        _some(sa.Text(), "name", "file_name"),
        _some(ID, "file_kind", "content"),
        [sa.Column("added_at", MOMENT, nullable=False)],
        keys=[GRANT],
    )
    _index("grant_files", "grant_id")
    _index("grant_files", "content")
    _table(
        "grant_rules",
        _some(ID, "grant_id", "partner_id", "starts_on", "ends_on"),
        keys=[GRANT, ("partner_id", "partners")],
    )
    _index("grant_rules", "grant_id")
    op.create_table(
        "grant_goals",
        sa.Column("library_id", ID, nullable=False),
        *_some(ID, "grant_id", "goal_id"),
        *_foreign("grant_goals", [GRANT, ("goal_id", "goals")]),
        sa.PrimaryKeyConstraint("library_id", "grant_id", "goal_id", name=op.f("pk_grant_goals")),
    )
    _index("grant_goals", "goal_id")
    op.create_table(
        "grant_picks",
        sa.Column("library_id", ID, nullable=False),
        *_some(ID, "grant_id", "sort", "target_id"),
        sa.Column("belongs", sa.Boolean(), nullable=False),
        *_foreign("grant_picks", [GRANT]),
        sa.PrimaryKeyConstraint("library_id", "grant_id", "sort", "target_id", name=op.f("pk_grant_picks")),
    )


def downgrade() -> None:
    for table in ("picks", "goals", "rules", "files", "tasks", "partners", "stages"):
        op.drop_table(f"grant_{table}")
    op.drop_table("grants")


def _table(name: str, *columns: "list[sa.Column[Any]]", keys: list[tuple[str, str]], versioned: bool = True) -> None:
    op.create_table(
        name,
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        *([sa.Column("version", sa.Integer(), nullable=False)] if versioned else []),
        *(one for some in columns for one in some),
        *_foreign(name, keys),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f(f"pk_{name}")),
    )


def _some(sort: "sa.types.TypeEngine[Any]", *names: str) -> "list[sa.Column[Any]]":
    return [sa.Column(name, sort, nullable=False) for name in names]


def _foreign(table: str, keys: list[tuple[str, str]]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f(f"fk_{table}_library_id")),
        *(
            sa.ForeignKeyConstraint(
                ["library_id", column], [f"{to}.library_id", f"{to}.id"], name=op.f(f"fk_{table}_library_id_{column}")
            )
            for column, to in keys
        ),
    ]


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        name = batch_op.f(f"ix_{table}_library_id_{'_'.join(columns)}")
        batch_op.create_index(name, ["library_id", *columns], unique=False)
