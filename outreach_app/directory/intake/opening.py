"""The files of a package: a folder, a zip, or one file; never more than can be held, however small it looks packed."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

MOST_UNPACKED = 1024 * 1024 * 1024
MOST_FILES = 500
# Text packs to a tenth, the dullest table to a fiftieth; only what was made to burst packs better.
MOST_RATIO = 100
_SMALL = 10 * 1024 * 1024


@dataclass(frozen=True)
class Files:
    """The files of a package by their names, folders left away."""

    openers: dict[str, Callable[[], BinaryIO]]

    @property
    def names(self) -> list[str]:
        """In the order of the alphabet."""
        return sorted(self.openers)

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """A file, to be read from its beginning."""
        try:
            with self.openers[name]() as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise unread(_("%(file)s in the zip is damaged.", file=name)) from error


@contextmanager
def opened(path: Path, name: str | None = None) -> Iterator[Files]:
    """The files of a folder, a zip or a single file; `name` is what it is called, where that is not the path's.

    Raises `Refusal` "directory.file_unread".
    """
    if path.is_dir():
        yield _of_folder(path)
    elif zipfile.is_zipfile(path) and not (name or path.name).lower().endswith(".xlsx"):
        try:
            archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError) as error:
            raise unread(_("The zip is damaged.")) from error
        with archive:
            yield _of_zip(archive)
    else:
        _check_size(path.stat().st_size)
        if zipfile.is_zipfile(path):
            # A spreadsheet is a zip too: it is held against the same limits, and opened by whoever knows its inside.
            with zipfile.ZipFile(path) as archive:
                _check_archive(archive.infolist())
        yield Files({name or path.name: lambda: path.open("rb")})


def unread(message: object) -> Refusal:
    """That the file is none that can be brought in."""
    return Refusal("directory.file_unread", message)


def _of_folder(folder: Path) -> Files:
    found = [one for one in sorted(folder.iterdir()) if one.is_file() and not one.is_symlink() and one.name[0] != "."]
    _check_size(sum(one.stat().st_size for one in found))
    return Files({one.name: lambda one=one: one.open("rb") for one in found})  # type: ignore[misc]


def _of_zip(archive: zipfile.ZipFile) -> Files:
    openers: dict[str, Callable[[], BinaryIO]] = {}
    infos = [one for one in archive.infolist() if not one.is_dir() and not _is_beside(one.filename)]
    _check_archive(infos)
    for one in infos:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        kind = stat.S_IFMT(one.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in one.filename or kind not in (0, stat.S_IFREG):
            raise unread(_("The zip has a file that leads out of it: %(file)s.", file=one.filename[:100]))
        if one.flag_bits & 1:
            raise unread(_("The zip is locked with a password."))
        if path.name in openers:
            raise unread(_("The zip has two files called %(file)s.", file=path.name[:100]))
        openers[path.name] = lambda one=one: archive.open(one)  # type: ignore[misc,assignment]
    return Files(openers)


def _check_archive(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_FILES:
        raise unread(_("The zip has more than %(most)d files.", most=MOST_FILES))
    _check_size(sum(one.file_size for one in infos))
    for one in infos:
        if one.file_size > _SMALL and one.file_size > MOST_RATIO * one.compress_size:
            raise unread(_("%(file)s in the zip would become far too large.", file=one.filename[:100]))


def _is_beside(name: str) -> bool:
    """What a program that packs puts beside the files."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _check_size(count: int) -> None:
    if count > MOST_UNPACKED:
        raise unread(_("Its files have more than %(most)d MB.", most=MOST_UNPACKED // 1024 // 1024))
