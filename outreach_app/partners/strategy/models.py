"""The table of strategies; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class PartnerStrategy(Scoped, Base):
    """What a partnership is for; `id` is the partner's."""

    __tablename__ = "partner_strategies"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "id"], ["partners.library_id", "partners.id"]),
        ForeignKeyConstraint(["library_id", "owner_id"], ["staff.library_id", "staff.id"]),
        Index(None, "library_id", "review_on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    aim: Mapped[str] = mapped_column(Text)
    both_want: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[str | None] = mapped_column(ID)
    review_on: Mapped[str | None] = mapped_column(ID)
    """The day on which it is looked at again."""
