"""A file that somebody gave, opened as a package while it is looked at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from outreach_app.directory.intake.opening import opened
from outreach_app.directory.intake.reading import Package, There, read


@contextmanager
def package_of(path: Path, there: There, *, name: str | None = None) -> Iterator[Package]:
    """The package in a folder or a file. Raises `Refusal` "directory.file_unread"."""
    with opened(path, name) as files:
        package = read(files, there)
    try:
        yield package
    finally:
        package.close()


@contextmanager
def package_in(raw: bytes, name: str, there: There) -> Iterator[Package]:
    """The package that these bytes are."""
    with TemporaryDirectory(prefix="outreach-package-") as folder:
        file = Path(folder) / "package"
        file.write_bytes(raw)
        with package_of(file, there, name=name) as package:
            yield package
