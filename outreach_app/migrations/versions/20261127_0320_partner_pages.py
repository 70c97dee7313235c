"""partners have pages of their own, behind codes that can be renewed."""

import sqlalchemy as sa
from alembic import op

revision = "partner_pages"
down_revision = "kit_charges"


def upgrade() -> None:
    id_ = sa.String(length=64)
    op.create_table(
        "partner_pages",
        sa.Column("library_id", id_, nullable=False),
        sa.Column("partner_id", id_, nullable=False),
        sa.Column("code", id_, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_partner_pages_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "partner_id"],
            ["partners.library_id", "partners.id"],
            name=op.f("fk_partner_pages_library_id_partner_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "partner_id", name=op.f("pk_partner_pages")),
    )


def downgrade() -> None:
    op.drop_table("partner_pages")
