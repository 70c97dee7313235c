"""The checkout as these tests read it: the files that git knows or would add, and Python files as trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "outreach_app"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is committed or would be, as paths from the checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(sorted(Path(name) for name in set(listed) if name and (ROOT / name).is_file()))


def files_of(*suffixes: str, under: str = "") -> list[Path]:
    """The files with one of these endings below a folder."""
    return [file for file in files() if file.suffix in suffixes and file.as_posix().startswith(under)]


def text_of(file: Path) -> str:
    """What a file says."""
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree_of(file: Path) -> ast.Module:
    """A Python file as a tree."""
    return ast.parse(text_of(file), filename=str(file))


def calls_in(file: Path) -> Iterator[tuple[int, str]]:
    """Every call of a file as its line and the dotted name that is called, as written."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def imports_in(file: Path) -> Iterator[tuple[int, str]]:
    """Every import of a file as its line and the full dotted name."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
