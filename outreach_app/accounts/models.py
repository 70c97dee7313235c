"""The tables of libraries, staff and devices."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKeyConstraint, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped

TRAINER, COORDINATOR, ADMIN = "trainer", "coordinator", "admin"
ROLES = (TRAINER, COORDINATOR, ADMIN)
ACTIVE, DRAINING, REVOKED = "active", "draining", "revoked"
DESK, IMPORT, PUBLIC = "desk", "import", "public"


class Library(Base):
    """The tenant: one library system. Every other row belongs to one."""

    __tablename__ = "libraries"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    time_zone: Mapped[str] = mapped_column(ID)
    languages: Mapped[str] = mapped_column(Text)
    """Language codes with a comma between them; the first is the default."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    fiscal_year_starts: Mapped[int] = mapped_column(default=7, server_default="7")
    """The month, 1 to 12."""
    loan_days: Mapped[int | None] = mapped_column()
    """What is offered first as the time for which a kit goes out; None where the library says nothing."""
    remind_ahead_days: Mapped[int] = mapped_column(default=2, server_default="2")
    """How many days before a kit is due its holder is written to; 0 for not before."""
    remind_every_days: Mapped[int] = mapped_column(default=3, server_default="3")
    """After how many days whoever is late is written to again."""
    remind_partners: Mapped[bool] = mapped_column(default=True, server_default="1")
    """Whether the business contact of the place that has a kit is written to, besides the coordinators."""
    cold_days: Mapped[int] = mapped_column(default=120, server_default="120")
    """A partnership of which nothing was heard for so many days is told as going cold."""
    phone: Mapped[str | None] = mapped_column(Text)
    """With the next four what public pages say of how to reach it; None where it says nothing."""
    mail: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    web: Mapped[str | None] = mapped_column(Text)
    """An address that begins with http:// or https://."""
    hours: Mapped[str | None] = mapped_column(Text)
    """When it is open, in words; what hours by the clock do not tell."""
    opening: Mapped[str] = mapped_column(Text, default="", server_default="")
    """When it is open, as `opening_hours.rules` writes it; empty where it says nothing."""
    verify_days: Mapped[int] = mapped_column(default=180, server_default="180")
    """After how many days without anybody having asked a listing of the directory is told to be stale."""
    wifi: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The network for everybody, as `web.wifi` writes it; empty where there is none."""
    currency: Mapped[str] = mapped_column(ID, default="USD", server_default="USD")
    """In which it pays, by ISO 4217."""
    emergency: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The last emergency as phones are told it, JSON; empty where there never was one. Written by its projection."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    @property
    def emergency_now(self) -> dict[str, Any] | None:
        """The emergency that runs: its id, its name, since when, and on which day of the library's calendar it began."""
        told: dict[str, Any] | None = json.loads(self.emergency) if self.emergency else None
        if told is None or told["over"]:
            return None
        began = datetime.fromisoformat(told["since"]).astimezone(ZoneInfo(self.time_zone))
        return {**told, "on": began.date().isoformat()}

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split(",")


class StaffMember(Scoped, Base):
    """Someone who signs in."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("library_id", "email"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(ID)
    language: Mapped[str | None] = mapped_column(ID)
    password_hash: Mapped[str] = mapped_column(Text)
    session_key: Mapped[str] = mapped_column(ID)
    """Part of every cookie: a new one signs the person out everywhere."""
    active: Mapped[bool] = mapped_column()
    digest: Mapped[str] = mapped_column(ID, default="none", server_default="none")
    """How often a coordinator is written to of what waits: none, daily or weekly."""
    returned_mail: Mapped[bool] = mapped_column(default=True, server_default="1")
    """Whether they are written to when the desk asks something of them."""
    created_at: Mapped[datetime] = mapped_column(Moment)


class SignIn(Scoped, Base):
    """That somebody is signed in on one browser; the cookie names it, and holds no longer than the row does."""

    __tablename__ = "sign_ins"
    __table_args__ = (ForeignKeyConstraint(["library_id", "staff_id"], ["staff.library_id", "staff.id"]),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ID)
    began_at: Mapped[datetime] = mapped_column(Moment)


class Invitation(Scoped, Base):
    """Somebody who was sent a link and has not used it yet; gone once they have."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(ID)
    invited_by: Mapped[str | None] = mapped_column(ID)
    """Null where a command did it."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    opens_until: Mapped[datetime] = mapped_column(Moment)


class Device(Scoped, Base):
    """One installed field app with its own token, or one of the library's built-in devices."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    built_in: Mapped[str | None] = mapped_column(ID)
    state: Mapped[str] = mapped_column(ID, default=ACTIVE)
    replaces: Mapped[str | None] = mapped_column(ID)
    replaces_fact: Mapped[str | None] = mapped_column(ID)
    """The fact whose place was taken, for which a clone was given this identity."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime | None] = mapped_column(Moment)
    app_version: Mapped[str | None] = mapped_column(Text)
    reported: Mapped[str | None] = mapped_column(Text)
    """The phone's own last report, JSON, with the time it came."""


class DevicePerson(Scoped, Base):
    """That a staff member uses a device."""

    __tablename__ = "device_people"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "device_id"], ["devices.library_id", "devices.id"]),
        ForeignKeyConstraint(["library_id", "staff_id"], ["staff.library_id", "staff.id"]),
    )

    device_id: Mapped[str] = mapped_column(ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ID, primary_key=True)
    added_at: Mapped[datetime] = mapped_column(Moment)


class SignInFailure(Base):
    """One wrong sign-in, by hashes of what was tried and from where; counted by every worker alike."""

    __tablename__ = "sign_in_failures"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    who: Mapped[str] = mapped_column(ID, index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
