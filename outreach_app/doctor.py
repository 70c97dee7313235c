"""What is wrong with an installation, and how to mend it."""

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from outreach_app import clock, ids, installation, paths, schema
from outreach_app.db import db, reading
from outreach_app.feed.models import FeedTotal
from outreach_app.feed.rows import EVERYONE
from outreach_app.photos.storage import storage_of
from outreach_app.problems import Refusal
from outreach_app.settings import Settings

# No clock that is right tells less than when this was written.
NOT_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
NOT_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
# Between this machine's clock and the database's.
CLOCKS_APART = timedelta(seconds=10)
PATIENCE_SECONDS = 10
# The field app's screens were measured with as many on the phone (`outreach bench screens`).
MOST_ROWS = 8_000


@dataclass(frozen=True)
class Found:
    """One thing that was looked at; `mend` says what to do where it is not right."""

    name: str
    right: bool
    says: str
    mend: str = ""

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def examine(settings: Settings) -> list[Found]:
    """Everything that was looked at, in the order in which it is best mended."""
    found = [_clock(), *_folders(settings), _secret(settings), _address(settings), _front()]
    database = _reachable()
    found.append(database)
    if database.right:
        found += [_shape(), *_durable(), *_clock_there()]
        found.append(_library())
        found += _phones_rows()
    return [*found, _photos(settings), _mail(settings)]


def _clock() -> Found:
    now = clock.now()
    right = NOT_BEFORE < now < NOT_AFTER
    return Found("clock", right, f"it is {clock.text(now)} (UTC)", "Set the clock of this machine; let it ask a time server.")


def _clock_there() -> Iterator[Found]:
    if db.engine.dialect.name == "sqlite":
        return
    with db.engine.connect() as connection:
        there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    apart = abs(clock.now() - there)
    says = f"{apart.total_seconds():.1f} seconds from this machine's"
    mend = "Let this machine and that of the database ask the same time server."
    yield Found("clock of the database", apart < CLOCKS_APART, says, mend)


def _folders(settings: Settings) -> Iterator[Found]:
    folders = [("data folder", settings.data)]
    if not settings.photo_bucket:
        folders.append(("photo folder", settings.photos or settings.data))
    for name, folder in folders:
        nearest = next(one for one in (folder, *folder.parents) if one.exists())
        right = os.access(nearest, os.W_OK | os.X_OK)
        yield Found(name, right, str(folder), f"Let the user who runs outreach write in {nearest}.")


def _secret(settings: Settings) -> Found:
    file = settings.data / "secret-key"
    if not file.is_file() or file.read_text().strip() != settings.secret_key:
        return Found("secret key", True, "told by OUTREACH_SECRET_KEY")
    private = not _mode(file) & 0o077
    return Found("secret key", private, f"kept in {file}", f"Others may read it. Run: chmod 600 {file}")


def _mode(file: Path) -> int:
    return file.stat().st_mode


def _address(settings: Settings) -> Found:
    host = urlsplit(settings.base_url).hostname
    right = settings.is_secure or host in ("127.0.0.1", "localhost", "::1")
    mend = (
        "Phones install the app over HTTPS only: put a proxy with a certificate in front and set OUTREACH_BASE_URL to https://…"
    )
    return Found("address", right, settings.base_url, mend)


def _front() -> Found:
    right = (paths.DIST / "manifest.json").is_file()
    return Found(
        "field app", right, "built" if right else "not built", "Run: make front (or install the wheel, which brings it)."
    )


def _reachable() -> Found:
    try:
        found = schema.revision()
    except Refusal as refusal:
        return Found("database", False, str(refusal.message), "Look at OUTREACH_DATABASE_URL, and whether the database runs.")
    return Found("database", True, f"{db.engine.dialect.name}, reached; revision {found or 'none yet'}")


def _shape() -> Found:
    return _refused("shape", "the newest", schema.require_head)


def _library() -> Found:
    if schema.revision() is None:
        return Found("library", False, "none yet", "Make one with: outreach init")
    return _refused("library", ", ".join(one.name for one in installation.libraries()), installation.require_library)


def _phones_rows() -> Iterator[Found]:
    """How much phones mirror of each library; nothing where there is none yet."""
    if schema.revision() is None:
        return
    for library in installation.libraries():
        with reading(library.id) as session:
            totals = {one.audience: one.count for one in session.scalars(select(FeedTotal))}
        everyones = totals.pop(EVERYONE, 0)
        most = everyones + max(totals.values(), default=0)
        says = f"{most:,} at the most, {everyones:,} of them on every phone"
        mend = (
            f"Over {MOST_ROWS:,} rows phones grow slow. Retire kits, partners and places that are no more, "
            "and let outreach tidy run each night."
        )
        yield Found(f"rows on phones of {library.name}", most <= MOST_ROWS, says, mend)


def _refused(name: str, says: str, look: Callable[[], None]) -> Found:
    try:
        look()
    except Refusal as refusal:
        return Found(name, False, "not as it must be", str(refusal.message))
    return Found(name, True, says)


def _durable() -> Iterator[Found]:
    if db.engine.dialect.name == "sqlite":
        wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
        asked = "PRAGMA {}"
        mend = "Keep the database on a local disk and bring it to shape with: outreach upgrade"
    else:
        wanted = {"synchronous_commit": "on", "fsync": "on", "full_page_writes": "on"}
        asked = "SHOW {}"
        mend = "Set it in postgresql.conf and reload: without it what phones were told is kept may be lost."
    try:
        with db.engine.connect() as connection:
            for name, value in wanted.items():
                found = str(connection.execute(text(asked.format(name))).scalar())
                yield Found(f"durability: {name}", found == value, found, mend)
    except SQLAlchemyError as error:
        yield Found("durability", False, str(error).splitlines()[0], mend)


def _photos(settings: Settings) -> Found:
    """A word is kept, read and dropped where photos lie."""
    place = storage_of(settings)
    name = f"doctor/{ids.new()}"
    try:
        place.put(name, b"well")
        came_back = place.get(name)
        place.drop(name)
    except Refusal as refusal:
        reason = refusal.details.get("reason", refusal.code)
        mend = "Look at OUTREACH_PHOTOS: the folder, or the host, the bucket, the key and the secret."
        return Found("photo storage", False, f"{place.where} does not keep photos: {reason}", mend)
    return Found("photo storage", came_back == b"well", f"{place.where}; a word was kept, read and dropped")


def _mail(settings: Settings) -> Found:
    if settings.mail_url is None:
        return Found("mail", True, "not set: no reminders are sent; OUTREACH_MAIL_URL sets it")
    url = urlsplit(settings.mail_url)
    where = f"{url.hostname}:{url.port or (465 if url.scheme == 'smtps' else 587)}"
    try:
        _greet(url)
    except (OSError, smtplib.SMTPException) as error:
        mend = "Look at OUTREACH_MAIL_URL: the name of the mail server, its port, the user and the password."
        return Found("mail", False, f"{where} does not take mail from here: {_reason(error)}", mend)
    return Found("mail", True, f"{where} answers; nothing was sent")


def _greet(url: SplitResult) -> None:
    """Go as far as a message would, without one. Raises where the server is not there or does not let us in."""
    host, secure = url.hostname or "", ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE_SECONDS, context=secure)
        if url.scheme == "smtps"
        else smtplib.SMTP(host, url.port or 587, timeout=PATIENCE_SECONDS)
    ) as server:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=secure)
            server.ehlo()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        code, _ = server.noop()
        if code != 250:
            raise smtplib.SMTPResponseException(code, "it does not go on")


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error
        return f"{error.smtp_code} {told.decode(errors='replace') if isinstance(told, bytes) else told}"
    return str(error) or type(error).__name__
