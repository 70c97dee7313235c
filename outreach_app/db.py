"""The database: its handle, the shape of its names, who may see which rows, and the one way to write.

A library is a tenant. Reading is scoped to one library here, not in each view: a query on a scoped table in a session
that has no library is refused. Writing goes through `writing`, which takes the library's lock first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from time import perf_counter
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, ForeignKey, MetaData, String, bindparam, event, select, update
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.sql.util import find_tables
from sqlalchemy.types import TypeDecorator

from outreach_app import clock, ids, turns
from outreach_app.problems import Refusal

LOCK_WAIT_SECONDS = 5.0
# Anything between: who was sent away together does not come back together.
RETRY_AFTER_SECONDS = (5, 15)
# 32 MB of 4 kB pages: what every batch touches is copied into the file once for many batches.
CHECKPOINT_PAGES = 8192
ID = String(64)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    """What every table descends from."""

    metadata = metadata


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def same_type(_context: Any, _column: Any, _there: Any, _found: Any, wanted: Any) -> bool | None:
    """For Alembic: a `Moment` is what its database makes of it; every other type is compared as usual."""
    return False if isinstance(wanted, Moment) else None


class Scoped:
    """A table whose rows belong to one library each: `library_id` comes first in every key."""

    library_id: Mapped[str] = mapped_column(ID, ForeignKey("libraries.id"), primary_key=True, sort_order=-1)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def engine() -> Engine:
    """The engine of the running application."""
    return db.engine


def attach(app: Flask, url: str) -> None:
    """Connect the application to its database, with durable commits on either kind."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # What people typed stays out of the logs.
    options: dict[str, Any] = {"pool_pre_ping": not url.startswith("sqlite"), "hide_parameters": True}
    if not url.startswith("sqlite"):
        options["connect_args"] = {
            "options": f"-c lock_timeout={int(LOCK_WAIT_SECONDS * 1000)} -c idle_in_transaction_session_timeout=60000"
            " -c synchronous_commit=on -c timezone=UTC"
        }
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def prepare(engine: Engine) -> None:
    """Let this code, not the driver, say when a SQLite transaction begins, and make its commits durable."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={int(LOCK_WAIT_SECONDS * 1000)}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        told = connection.get_execution_options()
        begin = "BEGIN IMMEDIATE" if told.get("outreach_writes") else "BEGIN"
        waits = told.get("outreach_waits")
        if waits is None:
            connection.exec_driver_sql(begin)
            return
        connection.exec_driver_sql(f"PRAGMA busy_timeout={waits}")
        try:
            connection.exec_driver_sql(begin)
        finally:
            # Whoever has this connection next waits for as long as everybody.
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_milliseconds(LOCK_WAIT_SECONDS)}")


def scope(session: Session, library: str) -> None:
    """From now on this session sees the rows of one library only."""
    session.info["library"] = library


# Asked at every statement of the ORM that is on no library's rows; made anew only when a model came since.
@cache
def _scoped_tables(_tables: int) -> frozenset[FromClause]:
    return frozenset(mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Scoped))


@event.listens_for(Session, "do_orm_execute")
def _only_one_library(execute: ORMExecuteState) -> None:
    """Add `library_id = …` to every statement on scoped tables; refuse one in a session without a library.

    Where a statement selects no column of a model, as `select(func.count())` does, the criteria reach nothing: refused.
    """
    if execute.is_column_load or execute.is_relationship_load:
        return
    if not any(issubclass(mapper.class_, Scoped) for mapper in execute.all_mappers):
        statement: Any = execute.statement
        if _scoped_tables(len(metadata.tables)).intersection(find_tables(statement, check_columns=True)):
            raise RuntimeError("a query on a library's rows must select a column of one, so that it can be scoped")
        return
    library = execute.session.info.get("library")
    if library is None:
        raise RuntimeError("a query on a library's rows in a session that has no library")
    if execute.is_insert:
        return
    execute.statement = execute.statement.options(
        with_loader_criteria(Scoped, lambda cls: cls.library_id == library, include_aliases=True)
    )


class Head(Scoped, Base):
    """How far a library's feed has come: its lock, its counter and its epoch."""

    __tablename__ = "feed_head"

    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    epoch: Mapped[str] = mapped_column(ID)
    removals_from: Mapped[int] = mapped_column(BigInteger, default=0)
    """Removals below this number are kept no more: a cursor behind it must begin anew."""


# Run with every batch of facts, so without the ORM; `statements` does the same for what lies above.
_head = Head.__table__.c
_LOCK = select(_head.seq, _head.epoch).where(_head.library_id == bindparam("in_library")).with_for_update(key_share=True)
_ADVANCE = (
    update(metadata.tables[Head.__tablename__]).where(_head.library_id == bindparam("in_library")).values(seq=bindparam("to"))
)


class Writing:
    """One library's transaction under its lock.

    `seq` is the head of the feed: as it was until `publishing` steps ran, then as it will be after the commit;
    `locked_ms` how long the lock was held, once it is free again.
    """

    def __init__(self, session: Session, library: str, seq: int, epoch: str) -> None:
        self.session = session
        self.library = library
        self.seq = seq
        self.epoch = epoch
        self.now = clock.now()
        self.locked_ms = 0.0
        self._before_end: list[Callable[[], None]] = []
        self._after_numbers: list[Callable[[], None]] = []
        self.parts: dict[str, Any] = {}

    def before_end(self, step: Callable[[], None]) -> None:
        """Run `step` when all else is written: this is where feed numbers are taken."""
        self._before_end.append(step)

    def after_numbers(self, step: Callable[[], None]) -> None:
        """Run `step` last, when `seq` is final."""
        self._after_numbers.append(step)

    def number(self) -> int:
        """The next number of the feed. Only steps given to `before_end` may take one."""
        self.seq += 1
        return self.seq

    def finish(self) -> None:
        """Run the steps that wait for the end; `writing` calls it."""
        before = self.seq
        for step in self._before_end:
            step()
        if self.seq != before:
            self.session.connection().execute(_ADVANCE, {"in_library": self.library, "to": self.seq})
        for step in self._after_numbers:
            step()


@contextmanager
def writing(library: str) -> Iterator[Writing]:
    """The only way to write a library's rows: the lock first, then the caller's work, the feed's numbers, the commit.

    When the block ends without an error everything is on disk. Nothing read before it may be used in it. Raises
    `Refusal` "busy" where the lock could not be had in time.
    """
    engine = db.engine
    with _turn(engine, library) as seconds, engine.connect() as connection:
        waits = _milliseconds(seconds) if seconds < LOCK_WAIT_SECONDS else None
        connection = connection.execution_options(outreach_writes=True, outreach_waits=waits)
        with Session(connection, expire_on_commit=False, autoflush=False) as session:
            scope(session, library)
            seq, epoch = _lock(session, library, waits)
            began = perf_counter()
            handle = Writing(session, library, seq, epoch)
            yield handle
            session.flush()
            handle.finish()
            session.commit()
            handle.locked_ms = (perf_counter() - began) * 1000


@contextmanager
def writing_unscoped() -> Iterator[Session]:
    """A transaction on the few rows that belong to no library, or that make one: failures counted, a new library.

    Raises `Refusal` "busy" where SQLite's lock could not be had in time.
    """
    with db.engine.connect() as connection:
        connection = connection.execution_options(outreach_writes=True)
        with Session(connection, expire_on_commit=False) as session:
            with _busy():
                session.connection()
            yield session
            session.commit()


@contextmanager
def _turn(engine: Engine, library: str) -> Iterator[float]:
    try:
        # A file has one lock, whatever libraries are in it.
        with turns.turn(engine, "" if engine.dialect.name == "sqlite" else library, LOCK_WAIT_SECONDS) as seconds:
            yield seconds
    except turns.TooLong as error:
        raise _is_busy() from error


def _milliseconds(seconds: float) -> int:
    # 0 would be "for ever" to one of the databases.
    return max(1, int(seconds * 1000))


def _lock(session: Session, library: str, waits: int | None) -> tuple[int, str]:
    with _busy():
        connection = session.connection()
        if connection.dialect.name == "postgresql" and waits is not None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {waits}")
        found = connection.execute(_LOCK, {"in_library": library}).one()
    return found.seq, found.epoch


def _is_busy() -> Refusal:
    again = ids.between(*RETRY_AFTER_SECONDS)
    return Refusal("busy", "The server is busy. Nothing is lost; try again in a moment.", retry_after=again)


@contextmanager
def _busy() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise _is_busy() from error


@contextmanager
def reading(library: str) -> Iterator[Session]:
    """One snapshot of a library's rows: nothing that commits meanwhile is seen in it."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with Session(connection, expire_on_commit=False, autoflush=False) as session:
            scope(session, library)
            yield session
