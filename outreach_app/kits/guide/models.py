"""The table of kits' quick guides: reference rows beside the kits', so that what happens to a kit does not send them anew."""

import json

from sqlalchemy import ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class KitGuide(Scoped, Base):
    """How to use a kit. A kit without a row has no guide."""

    __tablename__ = "kit_guides"
    __table_args__ = (ForeignKeyConstraint(["library_id", "kit_id"], ["kits.library_id", "kits.id"]),)

    kit_id: Mapped[str] = mapped_column(ID, primary_key=True)
    texts: Mapped[str] = mapped_column(Text)
    """By language, JSON; a language that has none is left out."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    @property
    def words(self) -> dict[str, str]:
        """The texts by language."""
        told: dict[str, str] = json.loads(self.texts)
        return told
