"""The index by which stocktakes are found among all facts."""

from sqlalchemy import Index, literal_column

from outreach_app.ledger.models import FactRow

# Text in the statement and no parameter: only so does a database see that the index fits.
IS_COUNT = FactRow.kind == literal_column("'kit.counted'")
# A stocktake is one fact of hundreds: no other pays for it, and a page need not look at them.
BY_TIME = Index(
    "ix_facts_stocktakes", FactRow.library_id, FactRow.effective, FactRow.id, sqlite_where=IS_COUNT, postgresql_where=IS_COUNT
)
