"""A path that a document names is there, and a name that it finds in a file is in that file."""

import re
from pathlib import Path

import pytest

from house.checkout import ROOT, files_of, text_of

DOCUMENTS = [file for file in files_of(".md") if file.parts[0] in {"docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"}]

# Documents speak of files as people do: from the checkout, or from the room that the paragraph is about.
ROOMS = [Path(), Path("outreach_app"), Path("static"), Path("static/field"), Path("tests"), Path("docs")]
# Made by the two commands, so not there in a fresh clone.
MADE = (".venv", ".build", "node_modules", "static/dist", "var", "dist/")
NOT_PATHS = re.compile(r"^(?:application|text|image|font|audio|and|or|n)/|^https?:|^/|[<>…{}$ ]|^\*")
ENDINGS = r"(?:py|md|ts|tsx|css|mjs|json|toml|html|txt|cfg|sh|po)"
QUOTED = re.compile(r"`([^`\n]+)`|\]\(([^)#\s]+)(?:#[^)]*)?\)")


def paths_in(text: str) -> list[tuple[str, str]]:
    """Each path that a document names, with the name that it says is in there, if any."""
    named = []
    for quoted, linked in QUOTED.findall(re.sub(r"```.*?```", "", text, flags=re.S)):
        path, _, inside = (linked or quoted).replace("::", ": ").partition(": ")
        if NOT_PATHS.search(path):
            continue
        if "/" in path or re.fullmatch(rf"[\w.-]+\.{ENDINGS}", path):
            named.append((path, inside))
    return named


def places_of(document: Path, path: str) -> list[Path]:
    rooms = [document.parent, *ROOMS]
    return [place for room in rooms for place in ROOT.glob((room / path).as_posix().rstrip("/"))]


def says(file: Path, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", file.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_path_that_a_document_names_exists(document):
    wrong = []
    for path, inside in paths_in(text_of(document)):
        # A script is always a bundle: the sources are TypeScript.
        if path.startswith(MADE) or path.endswith(".js"):
            continue
        places = places_of(document, path)
        if not places:
            wrong.append(path)
        elif inside and not any(
            re.search(rf"\b{re.escape(inside)}\b", place.read_text()) for place in places if place.is_file()
        ):
            wrong.append(f"{path}: {inside}")

    assert wrong == []


def test_a_document_that_names_a_missing_path_would_be_found():
    assert paths_in("see `outreach_app/nowhere.py`, `/app/`, `make run`, `text/html` and [this](docs/none.md)") == [
        ("outreach_app/nowhere.py", ""),
        ("docs/none.md", ""),
    ]
    assert places_of(Path("README.md"), "outreach_app/nowhere.py") == []
