"""the referral directory: entries as the standard has them, listings, the index of words."""

import sqlalchemy as sa
from alembic import op

revision = "directory"
down_revision = "kit_pictures"

ID = sa.String(length=64)
# The index of words is no table of the models: each database has its own kind.
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE listing_words USING fts5(library_id UNINDEXED, id UNINDEXED, name_words, topic_words,"
        " other_words, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3 4')",
    ),
    "postgresql": (
        "CREATE TABLE listing_words (library_id varchar(64) NOT NULL, id varchar(64) NOT NULL, words tsvector NOT NULL,"
        " PRIMARY KEY (library_id, id))",
        "CREATE INDEX ix_listing_words_words ON listing_words USING gin (words)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "directory_entries",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("source", ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_directory_entries_library_id")),
        sa.PrimaryKeyConstraint("library_id", "entity", "id", name=op.f("pk_directory_entries")),
    )
    op.create_table(
        "directory_links",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("of", ID, nullable=False),
        sa.Column("of_id", ID, nullable=False),
        sa.Column("entity", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_directory_links_library_id")),
        sa.PrimaryKeyConstraint("library_id", "of", "of_id", "entity", "id", name=op.f("pk_directory_links")),
    )
    op.create_index(op.f("ix_directory_links_library_id_entity_id"), "directory_links", ["library_id", "entity", "id"])
    op.create_table(
        "listings",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("organization_id", ID, nullable=False),
        sa.Column("sorted_by", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("verified_on", ID, nullable=True),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("name_words", sa.Text(), nullable=False),
        sa.Column("topic_words", sa.Text(), nullable=False),
        sa.Column("other_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_listings_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_listings")),
    )
    op.create_index(op.f("ix_listings_library_id_sorted_by_id"), "listings", ["library_id", "sorted_by", "id"])
    op.create_index(op.f("ix_listings_library_id_organization_id"), "listings", ["library_id", "organization_id"])
    op.create_index(op.f("ix_listings_library_id_verified_on"), "listings", ["library_id", "verified_on"])
    op.create_table(
        "listing_facets",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("sort", ID, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_listing_facets_library_id")),
        sa.PrimaryKeyConstraint("library_id", "sort", "value", "listing_id", name=op.f("pk_listing_facets")),
    )
    op.create_index(op.f("ix_listing_facets_library_id_listing_id"), "listing_facets", ["library_id", "listing_id"])
    op.create_table(
        "directory_state",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_directory_state_library_id")),
        sa.PrimaryKeyConstraint("library_id", name=op.f("pk_directory_state")),
    )
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE listing_words")
    for table in ("directory_state", "listing_facets", "listings", "directory_links", "directory_entries"):
        op.drop_table(table)
