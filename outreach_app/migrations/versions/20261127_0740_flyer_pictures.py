"""pictures of flyers."""

import sqlalchemy as sa
from alembic import op

revision = "flyer_pictures"
down_revision = "directory"


def upgrade() -> None:
    with op.batch_alter_table("flyers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("picture", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("picture_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("picture_height", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("flyers", schema=None) as batch_op:
        batch_op.drop_column("picture_height")
        batch_op.drop_column("picture_width")
        batch_op.drop_column("picture")
