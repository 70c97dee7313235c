"""Where the files are that travel with the code.

In a checkout templates and built assets lie beside the package; in an installed wheel they lie inside it.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent
_HOME = _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "templates").is_dir() else PACKAGE

TEMPLATES = _HOME / "templates"
DIST = _HOME / "static" / "dist"
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"
