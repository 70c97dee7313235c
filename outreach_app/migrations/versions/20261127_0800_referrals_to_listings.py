"""referrals are counted by listing too."""

import sqlalchemy as sa
from alembic import op

revision = "referrals_to_listings"
down_revision = "opening_hours"

KEY = ["library_id", "subject", "sort", "on", "site_id", "topic"]


def upgrade() -> None:
    _key([*KEY, "listing_id"], sa.Column("listing_id", sa.String(length=64), server_default="-", nullable=False))


def downgrade() -> None:
    op.execute("DELETE FROM heard WHERE listing_id <> '-'")
    _key(KEY, None)


def _key(columns: list[str], added: "sa.Column[str] | None") -> None:
    with op.batch_alter_table("heard") as table:
        table.drop_constraint(op.f("pk_heard"), type_="primary")
        if added is None:
            table.drop_column("listing_id")
        else:
            table.add_column(added)
        table.create_primary_key(op.f("pk_heard"), columns)
