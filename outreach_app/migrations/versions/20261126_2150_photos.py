"""photos: those that are held, pieces on their way, and which facts name which."""

import sqlalchemy as sa
from alembic import op

revision = "photos"
down_revision = "codes_of_questions"


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("via_device", sa.String(length=64), nullable=True),
        sa.Column("is_revoked", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_photos_library_id")),
        sa.PrimaryKeyConstraint("library_id", "sha256", name=op.f("pk_photos")),
    )
    op.create_table(
        "photo_pieces",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_photo_pieces_library_id")),
        sa.PrimaryKeyConstraint("library_id", "sha256", "start", name=op.f("pk_photo_pieces")),
    )
    op.create_table(
        "photo_mentions",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("photo", sa.String(length=64), nullable=False),
        sa.Column("fact_id", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_photo_mentions_library_id")),
        sa.PrimaryKeyConstraint("library_id", "photo", "fact_id", name=op.f("pk_photo_mentions")),
    )
    with op.batch_alter_table("photo_mentions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_photo_mentions_library_id_is_held_device"), ["library_id", "is_held", "device"], unique=False
        )


def downgrade() -> None:
    op.drop_table("photo_mentions")
    op.drop_table("photo_pieces")
    op.drop_table("photos")
