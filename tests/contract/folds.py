"""Files of histories with the rows that the server makes of them, which the phone's own rules are held to."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flask import Flask

from contract.test_exchanges import WRITE
from fixtures.library import Library


def check(
    app: Flask,
    file: Path,
    number: int,
    facts: Sequence[dict[str, Any]],
    row_of: Callable[[Library], dict[str, Any] | None],
    furnish: Callable[[Library], object] = lambda library: None,
) -> None:
    """Let the server take in these facts, and compare the row after each with what the file says of this number.

    `furnish` puts what the facts are about. Where the examples are written anew, the file is.
    """
    with app.app_context():
        library = Library(app)
        library.staff("ann")
        library.staff("bob")
        furnish(library)
        rows = []
        for fact in facts:
            library.record(json.dumps(fact))
            rows.append(row_of(library))
    found = {"facts": list(facts), "rows": rows}
    cases = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    if WRITE:
        cases = [*cases[:number], found, *cases[number + 1 :]]
        file.write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    assert cases[number] == found
