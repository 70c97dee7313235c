"""What the environment tells, read once; an odd value stops the start, in words.

Every name begins with OUTREACH_. What is not set has a default that is safe on one machine.
"""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from outreach_app import ids
from outreach_app.problems import Refusal

NAMES = {
    "OUTREACH_DATA": "folder for the database, photos and the secret key; ./var by default",
    "OUTREACH_DATABASE_URL": "postgresql+psycopg://user@host/name or sqlite:////path; a SQLite file in the folder by default",
    "OUTREACH_SECRET_KEY": "signs cookies and forms; made and kept in the folder at the first start",
    "OUTREACH_BASE_URL": "what codes and links say, such as https://outreach.example.org; http://127.0.0.1:8000 by default",
    "OUTREACH_MAIL_URL": "smtp://user:password@host:587; no mail by default",
    "OUTREACH_PHOTOS": "folder for photos, or s3://key:secret@host/bucket; a folder inside the data folder by default",
    "OUTREACH_METRICS": "on or off (default): /metrics for Prometheus",
    "OUTREACH_FIELD_WORKER": "on (default) or off: phones let go of the app that they keep for use without a network",
    "OUTREACH_MAP_TILES": "your own tiles for the map of places: https://tiles.example.org/{z}/{x}/{y}.png; none by default",
    "OUTREACH_DEMO_PASSWORD": "password of the demonstration library's sign-ins; made at random by default",
}


@dataclass(frozen=True)
class Settings:
    """Everything that may differ from one installation to another."""

    data: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    mail_url: str | None = field(default=None, repr=False)
    photos: Path | None = None
    photo_bucket: str | None = field(default=None, repr=False)
    """The address of an S3-compatible bucket, with its key; None where photos lie in the folder."""
    metrics: bool = False
    field_worker: bool = True
    demo_password: str | None = field(default=None, repr=False)
    map_tiles: str | None = None

    @property
    def is_sqlite(self) -> bool:
        """True where the database is a file of this machine."""
        return self.database_url.startswith("sqlite")

    @property
    def is_secure(self) -> bool:
        """True where people reach the server over HTTPS, so that cookies may demand it."""
        return self.base_url.startswith("https://")


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment gives; makes the data folder and its secret key where they are missing.

    Raises `Refusal` "settings.invalid" with one sentence a setting that is missing or odd.
    """
    environ = os.environ if environ is None else environ
    wrong: dict[str, str] = {}
    for name in environ:
        if name.startswith("OUTREACH_") and name not in NAMES:
            wrong[name] = "is not a setting of this version; see the README for the list"
    data = Path(environ.get("OUTREACH_DATA") or "var").expanduser().resolve()
    database_url = environ.get("OUTREACH_DATABASE_URL") or f"sqlite:///{data / 'outreach.sqlite3'}"
    _check_database(database_url, wrong)
    base_url = (environ.get("OUTREACH_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    _check_address(base_url, wrong)
    mail_url = environ.get("OUTREACH_MAIL_URL") or None
    if mail_url and urlsplit(mail_url).scheme not in ("smtp", "smtps"):
        wrong["OUTREACH_MAIL_URL"] = "must begin with smtp:// or smtps://"
    place = environ.get("OUTREACH_PHOTOS") or ""
    is_bucket = "://" in place
    if is_bucket:
        _check_bucket(place, wrong)
    metrics = environ.get("OUTREACH_METRICS") or "off"
    if metrics not in ("on", "off"):
        wrong["OUTREACH_METRICS"] = "must be on or off"
    field_worker = environ.get("OUTREACH_FIELD_WORKER") or "on"
    if field_worker not in ("on", "off"):
        wrong["OUTREACH_FIELD_WORKER"] = "must be on or off"
    demo_password = environ.get("OUTREACH_DEMO_PASSWORD") or None
    if demo_password and len(demo_password) < 10:
        wrong["OUTREACH_DEMO_PASSWORD"] = "must have at least 10 characters"
    map_tiles = environ.get("OUTREACH_MAP_TILES") or None
    _check_tiles(map_tiles, wrong)
    secret_key = environ.get("OUTREACH_SECRET_KEY") or ""
    if secret_key and len(secret_key) < 32:
        wrong["OUTREACH_SECRET_KEY"] = "must have at least 32 characters; leave it out to have one made"
    if wrong:
        raise _refusal(wrong)
    try:
        data.mkdir(parents=True, exist_ok=True)
        secret_key = secret_key or _kept_secret(data)
    except OSError as error:
        raise _refusal({"OUTREACH_DATA": f"{data} cannot be written: {error.strerror}"}) from error
    folder = Path(place).expanduser().resolve() if place and not is_bucket else data / "photos"
    bucket = place if is_bucket else None
    return Settings(
        data,
        database_url,
        secret_key,
        base_url,
        mail_url,
        folder,
        bucket,
        metrics == "on",
        field_worker == "on",
        demo_password,
        map_tiles,
    )


def _refusal(wrong: dict[str, str]) -> Refusal:
    sentences = "; ".join(f"{name} {what}" for name, what in sorted(wrong.items()))
    return Refusal("settings.invalid", f"The server does not start: {sentences}.", fields=wrong)


def _check_database(text: str, wrong: dict[str, str]) -> None:
    try:
        url: URL = make_url(text)
    except ArgumentError:
        wrong["OUTREACH_DATABASE_URL"] = "is not an address such as postgresql+psycopg://user@host/name"
        return
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        wrong["OUTREACH_DATABASE_URL"] = "must begin with sqlite:/// or postgresql+psycopg://"
    elif url.drivername == "sqlite" and url.database in (None, "", ":memory:"):
        wrong["OUTREACH_DATABASE_URL"] = "must name a file: facts in memory would be lost"


def _check_address(text: str, wrong: dict[str, str]) -> None:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        wrong["OUTREACH_BASE_URL"] = "must be an address such as https://outreach.example.org, without a path"


def _check_tiles(text: str | None, wrong: dict[str, str]) -> None:
    if text is None:
        return
    parts = urlsplit(text)
    is_whole = all(f"{{{name}}}" in parts.path for name in "xyz") and "{" not in parts.netloc
    if not is_whole or not (
        (parts.scheme in ("http", "https") and parts.hostname) or (text.startswith("/") and not parts.netloc)
    ):
        wrong["OUTREACH_MAP_TILES"] = (
            "must be an address with {z}, {x} and {y} in it, such as https://tiles.example.org/{z}/{x}/{y}.png"
        )


def _check_bucket(text: str, wrong: dict[str, str]) -> None:
    parts = urlsplit(text)
    is_whole = parts.hostname and parts.path.strip("/") and parts.username and parts.password
    if parts.scheme not in ("s3", "s3+http") or not is_whole:
        wrong["OUTREACH_PHOTOS"] = (
            "must be a folder, or a bucket such as s3://key:secret@s3.example.org/bucket?region=us-east-1"
        )


def _kept_secret(data: Path) -> str:
    file = data / "secret-key"
    if not file.exists():
        made = data / f"secret-key.{ids.new()}"
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(ids.token() + "\n")
        # Two processes may start at once: the first link decides, and the file is never seen half written.
        with contextlib.suppress(FileExistsError):
            os.link(made, file)
        made.unlink()
    return file.read_text().strip()
