"""condition of kits, how often each is inspected, and what is known of a part: serial number, model, price."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "kit_care"
down_revision = "kit_doors"

COLUMNS: dict[str, dict[str, Any]] = {
    "kits": {"upkeep_days": sa.Integer(), "upkeep_loans": sa.Integer()},
    "kit_parts": {
        "serial": sa.Text(),
        "model": sa.Text(),
        "bought_on": sa.String(length=64),
        "cost": sa.String(length=64),
        "least": sa.Integer(),
    },
    "kit_custody": {"condition": sa.String(length=64), "amiss": sa.Text()},
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, kind in columns.items():
                batch_op.add_column(sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in columns:
                batch_op.drop_column(name)
