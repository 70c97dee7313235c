"""What a guide's plain text means: paragraphs, bulleted and numbered lists. Nobody's text is ever read as HTML. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

MOST_OF_A_GUIDE = 3000
TEXT, POINTS, STEPS = KINDS = ("text", "points", "steps")
_POINT = re.compile(r"\s*[-*•–]\s+(\S.*)").fullmatch
_STEP = re.compile(r"\s*(\d{1,3})[.)]\s+(\S.*)").fullmatch


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with its lines, or a list with its entries; the entries of `steps` are numbered on from `first`."""

    kind: str
    lines: tuple[str, ...] = field(default=())
    first: int = 1


def blocks(text: str) -> list[Block]:
    """What a text consists of. A line after an entry goes on with it; a blank line ends it."""
    found: list[Block] = []
    is_open = False
    for line in text.splitlines():
        if not line.strip():
            is_open = False
            continue
        read = _read(line)
        last = found[-1] if found else None
        if read.kind == TEXT and last is not None and is_open:
            found[-1] = _gone_on(last, read.lines[0])
        elif read.kind != TEXT and last is not None and last.kind == read.kind:
            # Entries with blank lines between them are one list.
            found[-1] = replace(last, lines=(*last.lines, *read.lines))
        else:
            found.append(read)
        is_open = True
    return found


def in_language(texts: Mapping[str, str], wanted: Sequence[str]) -> tuple[str, str] | None:
    """The language and the text in it: the first of those wanted that there is, else any; None where there is none."""
    there = next((one for one in wanted if texts.get(one)), None) or next(_filled(texts), None)
    return (there, texts[there]) if there else None


def _read(line: str) -> Block:
    if point := _POINT(line):
        return Block(POINTS, (point[1].strip(),))
    if step := _STEP(line):
        return Block(STEPS, (step[2].strip(),), int(step[1]))
    return Block(TEXT, (line.strip(),))


def _gone_on(block: Block, line: str) -> Block:
    if block.kind == TEXT:
        return replace(block, lines=(*block.lines, line))
    return replace(block, lines=(*block.lines[:-1], f"{block.lines[-1]} {line}"))


def _filled(texts: Mapping[str, str]) -> Iterator[str]:
    return (language for language, text in sorted(texts.items()) if text)
