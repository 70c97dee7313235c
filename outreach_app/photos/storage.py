"""Where the bytes of photos lie: a folder, or a bucket of an S3-compatible store. By content, so that nothing is overwritten.

A name is `<library>/<first two>/<sha256>`. What `put` returned from is on disk.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from outreach_app import ids, paths
from outreach_app.problems import Refusal
from outreach_app.settings import Settings

if TYPE_CHECKING:
    from obstore.store import S3Store

_IS_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,2}").fullmatch
RETRY_AFTER_SECONDS = (20, 60)


class Storage(Protocol):
    """What is asked of a place for photos. Each raises `Refusal` "photos.away" where it does not answer."""

    where: str

    def put(self, name: str, raw: bytes) -> None:
        """Keep bytes under a name."""

    def get(self, name: str) -> bytes | None:
        """The bytes under a name; None where there are none."""

    def drop(self, name: str) -> None:
        """Let go of what is under a name, if anything is."""

    def names(self) -> Iterator[str]:
        """Every name that there is."""


def name_of(library: str, content: str) -> str:
    """Where a library's photo lies."""
    return f"{library}/{content[:2]}/{content}"


def storage_of(settings: Settings) -> Storage:
    """The place that the settings name."""
    if settings.photo_bucket:
        return Bucket(settings.photo_bucket)
    return Folder(settings.photos or settings.data / "photos")


class Folder:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.where = str(root)

    def put(self, name: str, raw: bytes) -> None:
        target = self._root / checked(name)
        if target.is_file():
            return
        unfinished = target.with_name(f"{target.name}.{ids.new()}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as out:
                out.write(raw)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(target)
            paths.to_disk(target.parent)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise _away(error) from error

    def get(self, name: str) -> bytes | None:
        try:
            return (self._root / checked(name)).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _away(error) from error

    def drop(self, name: str) -> None:
        try:
            (self._root / checked(name)).unlink(missing_ok=True)
        except OSError as error:
            raise _away(error) from error

    def names(self) -> Iterator[str]:
        for one in sorted(self._root.rglob("*")) if self._root.is_dir() else ():
            name = one.relative_to(self._root).as_posix()
            if one.is_file() and _IS_NAME(name):
                yield name


class Bucket:
    """A bucket, by `s3://key:secret@host/bucket/prefix?region=…`; `s3+http://` where it is spoken to in the clear."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        bucket, _, prefix = self._url.path.strip("/").partition("/")
        self._bucket, self._prefix = bucket, f"{prefix}/" if prefix else ""
        self.where = f"{bucket} at {self._url.hostname}"
        self._made: S3Store | None = None

    def put(self, name: str, raw: bytes) -> None:
        from obstore.exceptions import BaseError

        try:
            self._store.put(self._prefix + checked(name), raw)
        except (BaseError, OSError) as error:
            raise _away(error) from error

    def get(self, name: str) -> bytes | None:
        from obstore.exceptions import BaseError

        try:
            return bytes(self._store.get(self._prefix + checked(name)).bytes())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as error:
            raise _away(error) from error

    def drop(self, name: str) -> None:
        from obstore.exceptions import BaseError

        try:
            self._store.delete(self._prefix + checked(name))
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise _away(error) from error

    def names(self) -> Iterator[str]:
        from obstore.exceptions import BaseError

        try:
            for chunk in self._store.list(self._prefix or None):
                yield from (one["path"].removeprefix(self._prefix) for one in chunk)
        except (BaseError, OSError) as error:
            raise _away(error) from error

    @property
    def _store(self) -> "S3Store":
        if self._made is None:
            # Its library is loaded by those who have a bucket, when they first use it.
            from obstore.store import S3Store

            url = self._url
            port = f":{url.port}" if url.port else ""
            is_plain = url.scheme == "s3+http"
            self._made = S3Store(
                self._bucket,
                endpoint=f"{'http' if is_plain else 'https'}://{url.hostname}{port}",
                region=parse_qs(url.query).get("region", ["us-east-1"])[0],
                access_key_id=unquote(url.username or ""),
                secret_access_key=unquote(url.password or ""),
                virtual_hosted_style_request=False,
                client_options={"allow_http": is_plain, "timeout": "20s", "connect_timeout": "5s"},
                retry_config={"max_retries": 2},
            )
        return self._made


def checked(name: str) -> str:
    """The name, where it is one that photos have; so that nothing outside is ever read or written."""
    if not _IS_NAME(name) or ".." in name:
        raise ValueError(f"{name!r} is no name of a photo")
    return name


def _away(error: Exception) -> Refusal:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    message = "The library’s photo storage does not answer at the moment. Nothing is lost; try again in a minute."
    return Refusal("photos.away", message, retry_after=ids.between(*RETRY_AFTER_SECONDS), reason=reason)
