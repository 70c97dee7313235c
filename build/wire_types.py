"""Writes static/field/wire.ts, the types of everything that travels, from the schemas that the server checks it with.

Without arguments the file is written anew; `--check` ends with 1 where it is not what the schemas say.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from marshmallow import Schema

from outreach_app.catalog import COLLECTIONS, KINDS
from outreach_app.ledger.fact import FactEnvelope
from outreach_app.shapes import Either, Exact, Many, Part, Word
from outreach_app.sync import envelope

FILE = Path(__file__).resolve().parent.parent / "static" / "field" / "wire.ts"
HEAD = """\
/**
 * The shapes that travel between a phone and the server, version 1. Types only.
 *
 * Made by build/wire_types.py from the server's own schemas (`make wire`); not to be changed by hand. Frozen
 * with the first release: members are added, never changed or taken away, so all is read with others allowed.
 */

export type Id = string
/** RFC 3339 with offset. */
export type Time = string
/** YYYY-MM-DD on a calendar, without a zone. */
export type CalendarDate = string
"""
# What the phone's program calls them.
NAMES = {"FactEnvelope": "Envelope", "FactClock": "ClockSample", "FactSeen": "Seen", "LibraryRow": "Library", "PartRow": "Part"}
# A fact is read by its kind, which says what its payload is.
GENERIC = {("FactEnvelope", "kind"): "Kind", ("FactEnvelope", "payload"): "Payload"}
PARAMETERS = {"FactEnvelope": "<Kind extends string = string, Payload = unknown>"}
WIDTH = 112


def text() -> str:
    """The whole file."""
    written: dict[str, str] = {}
    phone_kinds = [kind for kind in KINDS if not kind.decision]
    roots = [
        FactEnvelope,
        *(kind.payload for kind in phone_kinds),
        envelope.SyncRequest,
        envelope.SyncAnswer,
        envelope.EnrolRequest,
        envelope.EnrolAnswer,
        envelope.Hello,
        envelope.QuarantineAnswer,
        envelope.PhotoAnswer,
        envelope.Problem,
        *(collection.shape for collection in COLLECTIONS),
    ]
    for root in roots:
        _write(root, written)
    payloads = [f'  "{kind.name}": {_name(kind.payload)}' for kind in phone_kinds]
    rows = [f"  {collection.name}: {_name(collection.shape)}" for collection in COLLECTIONS]
    written["Payloads"] = _braces("The payload of each kind of fact that phones record.", "Payloads", payloads)
    written["Rows"] = _braces("The row of each collection that phones mirror.", "Rows", rows)
    return "\n".join([HEAD, *written.values()])


def _write(schema: type[Schema], written: dict[str, str]) -> None:
    """Write a schema after all that it is made of."""
    name = _name(schema)
    if name in written:
        return
    written[name] = ""
    members = []
    for member, field in schema().fields.items():
        assert isinstance(field, Exact)
        _write_inner(field, written)
        told = GENERIC.get((schema.__name__, member)) or _spelt(field)
        null = " | null" if field.allow_none else ""
        members.append(f"  {member}{'' if field.required else '?'}: {told}{null}")
    del written[name]
    written[name] = _braces(schema.__doc__ or "", name + PARAMETERS.get(schema.__name__, ""), members)


def _write_inner(field: Exact, written: dict[str, str]) -> None:
    if isinstance(field, Part):
        _write(field.schema, written)
    elif isinstance(field, Many):
        _write_inner(field.inner, written)
    elif isinstance(field, Either):
        for schema in field.schemas:
            _write(schema, written)
        if field.called:
            written[field.called] = _choice(field.called, field.spelt)
    elif isinstance(field, Word) and field.called:
        written[field.called] = _choice(field.called, field.spelt)


def _choice(name: str, spelt: str) -> str:
    line = f"export type {name} = {spelt}\n"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"export type {name} =", *(f"  | {one}" for one in spelt.split(" | ")), ""])


def _spelt(field: Exact) -> str:
    words = field.typescript
    for there, here in NAMES.items():
        # A list of them is named by what it is a list of.
        words = here if words == there else words.replace(f"{there}[]", f"{here}[]") if words == f"{there}[]" else words
    return words


def _name(schema: type[Schema]) -> str:
    return NAMES.get(schema.__name__, schema.__name__)


def _braces(doc: str, name: str, members: list[str]) -> str:
    lines = textwrap.wrap(" ".join(doc.split()), WIDTH)
    comment = f"/** {lines[0]} */" if len(lines) == 1 else "\n".join(["/**", *(f" * {line}" for line in lines), " */"])
    return "\n".join([comment, f"export interface {name} {{", *members, "}", ""])


def main(*, check: bool) -> int:
    wanted = text()
    if not check:
        FILE.write_text(wanted, encoding="utf-8")
    elif not FILE.is_file() or FILE.read_text(encoding="utf-8") != wanted:
        print(f"{FILE.name} is not what the schemas say: make wire")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
