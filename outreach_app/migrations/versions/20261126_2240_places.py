"""places of partners are edited at the desk: whom to ask for there, and from when on they are closed."""

import sqlalchemy as sa
from alembic import op

revision = "places"
down_revision = "lending_terms"

TEXTS = ("contact", "phone", "mail")


def upgrade() -> None:
    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("closed_on", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sites", schema=None) as batch_op:
        for name in ("version", *TEXTS, "closed_on"):
            batch_op.drop_column(name)
