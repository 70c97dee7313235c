"""Writing a kit's quick guide: noted in the record of changes, told to the phones."""

import json
from collections.abc import Mapping
from typing import Any

from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.kits import editing as kits
from outreach_app.kits.guide import feed, queries
from outreach_app.kits.guide.models import KitGuide


def write(writing: Writing, kit: str, texts: Mapping[str, str], *, seen: int, by: str | None) -> None:
    """Let the guide read so; a language that is not among `texts` keeps its own.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    kits.kit_of(writing, kit)
    guide = queries.guide(writing.session, kit)
    version = guide.version if guide else 0
    meanwhile.refuse_if_changed(writing.session, feed.GUIDES, kit, seen=seen, now=version)
    before = guide.words if guide else {}
    told = {language: text for language, text in {**before, **texts}.items() if text}
    if told == before:
        return
    if guide is None:
        guide = KitGuide(library_id=writing.library, kit_id=kit)
        writing.session.add(guide)
    guide.texts, guide.version = json.dumps(told, ensure_ascii=False, sort_keys=True), version + 1
    writing.session.flush()
    was = {**_noted(before, told), "version": version} if version else None
    changes.note(writing, feed.GUIDES, kit, before=was, after={**_noted(told, before), "version": version + 1}, by=by)
    feed.publish(writing, guide)


def _noted(texts: Mapping[str, str], others: Mapping[str, str]) -> dict[str, Any]:
    """By the names of the form, each language that one of both has."""
    return {f"guide_{language}": texts.get(language, "") for language in sorted({*texts, *others})}
