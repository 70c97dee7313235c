"""indexes by which the evidence of many years is counted without reading the rows themselves."""

from alembic import op

revision = "evidence_indexes"
down_revision = "edge"

COUNTED = (
    "library_id", "on", "site_id", "format", "kind", "review", "withdrawn", "merged_into", "in_person", "virtual",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.create_index("ix_training_sessions_counted", list(COUNTED), unique=False)
    with op.batch_alter_table("review_records", schema=None) as batch_op:
        name = batch_op.f("ix_review_records_library_id_sort_about_on")
        batch_op.create_index(name, ["library_id", "sort", "about", "on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("review_records", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_records_library_id_sort_about_on"))
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_training_sessions_counted")
