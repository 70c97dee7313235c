"""The tables of partners and sites; reference rows, edited at the desk."""

from sqlalchemy import ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

# Kinds of the Edge benchmark, 5.1.
KINDS = ("workforce", "government_or_social_service", "education", "health", "other")


class Partner(Scoped, Base):
    """A community organisation."""

    __tablename__ = "partners"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(ID)


class Site(Scoped, Base):
    """One of a partner's places."""

    __tablename__ = "sites"
    __table_args__ = (ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    partner_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
