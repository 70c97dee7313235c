"""Where the files are that travel with the code, and how a folder's names come to be on disk.

In a checkout templates and built assets lie beside the package; in an installed wheel they lie inside it.
"""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent
_HOME = _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "templates").is_dir() else PACKAGE

TEMPLATES = _HOME / "templates"
DIST = _HOME / "static" / "dist"
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"


def to_disk(folder: Path) -> None:
    """See that the names of a folder's files are on disk, where the system lets one."""
    if os.name != "posix":
        return
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
