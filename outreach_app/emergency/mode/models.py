"""The tables of emergencies: all but what is learned of them are folded from the ledger."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app import clock
from outreach_app.db import ID, Base, Scoped


class Emergency(Scoped, Base):
    """A time in which the library works by its plan for disasters: a projection."""

    __tablename__ = "emergencies"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    also: Mapped[str] = mapped_column(Text)
    """The other ids under which it was declared, with a space between them."""
    name: Mapped[str] = mapped_column(Text)
    told: Mapped[str] = mapped_column(Text)
    """What is said to everybody, JSON by language."""
    since: Mapped[int] = mapped_column(BigInteger)
    declared_by: Mapped[str | None] = mapped_column(ID)
    ended: Mapped[int | None] = mapped_column(BigInteger)
    ended_by: Mapped[str | None] = mapped_column(ID)

    @property
    def ids(self) -> list[str]:
        """All ids that it goes by."""
        return [self.id, *self.also.split()]

    @property
    def words(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.told)
        return found

    @property
    def began_at(self) -> datetime:
        return clock.from_micros(self.since)

    @property
    def ended_at(self) -> datetime | None:
        return clock.from_micros(self.ended) if self.ended is not None else None


class EmergencyPlace(Scoped, Base):
    """What a place offers in an emergency, as it was told last: a projection."""

    __tablename__ = "emergency_places"

    emergency_id: Mapped[str] = mapped_column(ID, primary_key=True)
    place_id: Mapped[str] = mapped_column(ID, primary_key=True)
    """One of the partners' sites, or one that only this emergency knows."""
    name: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(ID)
    opening: Mapped[str] = mapped_column(Text)
    """As `opening_hours.rules` writes it."""
    services: Mapped[str] = mapped_column(Text)
    """With a comma between them."""
    told: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)
    told_by: Mapped[str | None] = mapped_column(ID)

    @property
    def offers(self) -> list[str]:
        return [one for one in self.services.split(",") if one]

    @property
    def words(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.told)
        return found

    @property
    def hours(self) -> dict[str, Any] | None:
        """Its hours as phones are told them."""
        return json.loads(self.opening) if self.opening else None

    @property
    def told_at(self) -> datetime:
        return clock.from_micros(self.at)


class EmergencyCheckIn(Scoped, Base):
    """How somebody of the staff was on a day of an emergency, as they said last: a projection."""

    __tablename__ = "emergency_check_ins"
    __table_args__ = (Index(None, "library_id", "emergency_id"),)

    subject: Mapped[str] = mapped_column(ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ID, primary_key=True)
    emergency_id: Mapped[str] = mapped_column(ID)
    on: Mapped[str] = mapped_column(ID)
    state: Mapped[str] = mapped_column(ID)
    place_id: Mapped[str | None] = mapped_column(ID)
    at: Mapped[int] = mapped_column(BigInteger)
    first: Mapped[int] = mapped_column(BigInteger)
    """When they said so first on that day; `at` is when they did last."""
    asked_help: Mapped[bool] = mapped_column()
    """Whether they asked for help at some time of that day."""

    @property
    def said_at(self) -> datetime:
        return clock.from_micros(self.at)


class EmergencyCount(Scoped, Base):
    """How many people were helped, or things handed out, on a day at a place: a projection. "-" stands for no place."""

    __tablename__ = "emergency_counts"
    __table_args__ = (Index(None, "library_id", "emergency_id"),)

    subject: Mapped[str] = mapped_column(ID, primary_key=True)
    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    what: Mapped[str] = mapped_column(ID, primary_key=True)
    place_id: Mapped[str] = mapped_column(ID, primary_key=True)
    emergency_id: Mapped[str] = mapped_column(ID)
    on: Mapped[str] = mapped_column(ID)
    count: Mapped[int] = mapped_column(BigInteger)


class EmergencyLessons(Scoped, Base):
    """What was learned of an emergency: edited at the desk, for the after-action report."""

    __tablename__ = "emergency_lessons"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    """That of the emergency."""
    went_well: Mapped[str] = mapped_column(Text)
    to_improve: Mapped[str] = mapped_column(Text)
    to_do: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
