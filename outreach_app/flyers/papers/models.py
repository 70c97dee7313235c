"""The table of stacks that were printed at the desk; one that was laid out is told of by its fact."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class PrintedStack(Scoped, Base):
    """A stack that was printed under a code of its own, as one of a run."""

    __tablename__ = "printed_stacks"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "flyer_id"], ["flyers.library_id", "flyers.id"]),
        Index(None, "library_id", "flyer_id"),
        Index(None, "library_id", "run_id"),
    )

    code: Mapped[str] = mapped_column(ID, primary_key=True)
    flyer_id: Mapped[str] = mapped_column(ID)
    run_id: Mapped[str] = mapped_column(ID)
    position: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(ID)
    template: Mapped[str] = mapped_column(ID)
    copies: Mapped[int] = mapped_column()
    printed_at: Mapped[datetime] = mapped_column(Moment)
