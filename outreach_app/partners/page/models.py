"""The table of partners' pages; reference rows, made at the desk."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class PartnerPage(Scoped, Base):
    """That a partner has a page, and the code that opens it; it is kept as it is, since it is printed again."""

    __tablename__ = "partner_pages"
    __table_args__ = (ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),)

    partner_id: Mapped[str] = mapped_column(ID, primary_key=True)
    code: Mapped[str] = mapped_column(ID)
    made_at: Mapped[datetime] = mapped_column(Moment)
