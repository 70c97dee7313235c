"""A file that somebody gave, opened as a package while it is looked at: tables, documents, or a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from outreach_app.directory.intake import matching, sheets
from outreach_app.directory.intake.opening import Files, opened
from outreach_app.directory.intake.reading import Package, There, is_package, read


@dataclass
class Given:
    """A package, and where it is a spreadsheet its columns: names, what each is taken for, a few lines."""

    package: Package
    columns: Sequence[str] = ()
    meanings: Sequence[str] = ()
    lines: Sequence[Sequence[str]] = ()

    @property
    def said(self) -> dict[str, str]:
        """What each column is taken for, by its name."""
        return dict(zip(self.columns, self.meanings, strict=True))


@contextmanager
def package_of(
    path: Path,
    there: There,
    source: str,
    *,
    said: Mapping[str, str] | None = None,
    meanings: Sequence[str] | None = None,
    name: str | None = None,
) -> Iterator[Given]:
    """The package in a folder or a file, of a source.

    `said` is what the columns of the source's spreadsheets are, as far as it is known; `meanings` what they are told to be
    now. Raises `Refusal` "directory.file_unread".
    """
    with opened(path, name) as files:
        given = _sheet(files, there, source, said or {}, meanings) or Given(read(files, there))
    try:
        yield given
    finally:
        given.package.close()


@contextmanager
def package_in(
    raw: bytes,
    name: str,
    there: There,
    source: str,
    *,
    said: Mapping[str, str] | None = None,
    meanings: Sequence[str] | None = None,
) -> Iterator[Given]:
    """The package that these bytes are."""
    with TemporaryDirectory(prefix="outreach-package-") as folder:
        file = Path(folder) / "package"
        file.write_bytes(raw)
        with package_of(file, there, source, said=said, meanings=meanings, name=name) as given:
            yield given


def _sheet(files: Files, there: There, source: str, said: Mapping[str, str], meanings: Sequence[str] | None) -> Given | None:
    """The spreadsheet that this is; None where it is a package of the standard."""
    if not sheets.is_sheet(files):
        return None
    columns, lines = sheets.head(files)
    if is_package(files) and "id" in columns:
        return None
    told = matching.known_only(meanings, len(columns)) if meanings else matching.remembered(columns, said)
    return Given(sheets.read(files, told, source, there), columns, told, lines)
