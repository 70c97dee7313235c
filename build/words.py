"""Keeps the catalogues in step with the texts in the sources.

There are two for each language that all speaks: `messages.po` for what the server says, `field.po` for what the phone's
app says. Of further languages there is `public.po`: what the pages behind the codes of flyers and kits say, which anybody
may scan.
Without arguments each is brought up to the sources: new texts come in empty, texts that nobody says any more go.
`--check` changes nothing, names every text that is missing, empty, doubtful, left over, or whose placeholders differ
in the translation, and ends with 1 where there is any.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "outreach_app" / "translations"
SPOKEN = ("es",)
PUBLIC = ("ar", "fr", "ht", "ru", "vi", "zh")
LANGUAGES = {"messages": SPOKEN, "field": SPOKEN, "public": PUBLIC}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "t": None,
}
# Of the pages that are light: those that say nothing but what is in these, and what a flyer says itself.
PAGES = (
    "flyer",
    "flyer_frame",
    "unknown",
    "counted_how",
    "_library",
    "_opening",
    "_reached",
    "_wifi",
    "kit",
    "kit_thanks",
    "open",
)
SOURCES = {
    "messages": {"outreach_app": [("**.py", "python")], "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")]},
    "field": {"static/field": [("**.ts", "javascript"), ("**.tsx", "javascript")]},
    "public": {
        "outreach_app/scans": [("flyers/**.py", "python"), ("kits/**.py", "python")],
        "templates/scans": [(f"{name}.html", "jinja2") for name in PAGES],
    },
}
# What these pages say out of files that say much else.
THEIRS_TOO = {
    "outreach_app/kits/reported/words.py": (
        "Something is damaged",
        "Something is missing",
        "Something does not work",
        "I found it somewhere",
        "Something else",
    ),
    "outreach_app/emergency/mode/words.py": (
        "Charging phones",
        "Free Wi-Fi",
        "Computers to use",
        "Help with forms",
        "Information",
        "Printing and copies",
        "Hotspots to borrow",
        "A cool or warm room",
        "Drinking water",
        "Something for children",
        "Other help",
    ),
    "outreach_app/web/errors.py": (
        "Too many reports came at once. Yours is still here: send it again in a few minutes.",
        "The server is busy. Nothing is lost; try again in a moment.",
    ),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def main(*, check: bool) -> int:
    faults = []
    for domain in SOURCES:
        wanted = extracted(domain)
        for language in LANGUAGES[domain]:
            file = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
            if check:
                faults += [f"{file.relative_to(ROOT)}: {fault}" for fault in faults_of(read(file, language), wanted)]
            elif len(wanted):
                write(file, brought_up(read(file, language), wanted, language))
    said = extracted("messages")
    faults += [f"{file}: says no more: {text!r}" for file, texts in THEIRS_TOO.items() for text in texts if text not in said]
    print("\n".join(faults) or "catalogues: complete" if check else "catalogues: brought up to the sources")
    return 1 if faults else 0


def extracted(domain: str) -> Catalog:
    """Every text that the sources of a domain say, with the files that say it."""
    catalogue = Catalog()
    for folder, methods in SOURCES[domain].items():
        if not (ROOT / folder).is_dir():
            continue
        found = extract_from_dir(ROOT / folder, methods, {"**": {"silent": "false"}}, KEYWORDS, ("Translators:",))
        for name, _line, text, comments, context in found:
            # No line numbers: a catalogue changes when a text does, not when a line moves.
            catalogue.add(text, None, [(f"{folder}/{Path(name).as_posix()}", 0)], auto_comments=comments, context=context)
    if domain == "public":
        for file, texts in THEIRS_TOO.items():
            for text in texts:
                catalogue.add(text, None, [(file, 0)])
    return catalogue


def read(file: Path, language: str) -> Catalog:
    if not file.is_file():
        return Catalog(locale=language)
    with file.open("rb") as text:
        return read_po(text, locale=language)


def brought_up(present: Catalog, wanted: Catalog, language: str) -> Catalog:
    """The wanted texts with the translations that are present."""
    result = Catalog(locale=language, fuzzy=False)
    for message in messages(wanted):
        old = present.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        kept = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
        result.add(
            message.id,
            old.string if kept else None,
            sorted({(name, 0) for name, _ in message.locations}),
            flags=old.flags - {"python-format"} if kept else (),
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if kept else (),
            context=message.context,
        )
    return result


def write(file: Path, catalogue: Catalog) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    plural = catalogue.plural_forms
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {catalogue.locale}\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    )
    file.write_text(header + file.read_text(encoding="utf-8").lstrip("\n"), encoding="utf-8")


def faults_of(present: Catalog, wanted: Catalog) -> Iterator[str]:
    for message in messages(wanted):
        source = message.id if isinstance(message.id, str) else message.id[0]
        found = present.get(source, message.context)
        forms = [] if found is None else [found.string] if isinstance(found.string, str) else list(found.string)
        if found is None:
            yield f"missing: {source!r} ({', '.join(sorted({name for name, _ in message.locations}))})"
        elif not all(forms) or not forms:
            yield f"not translated: {source!r}"
        elif found.fuzzy:
            yield f"doubtful: {source!r}"
        elif not all(same_placeholders(message, form) for form in forms):
            yield f"other placeholders than the source has: {source!r}"
    for message in messages(present):
        source = message.id if isinstance(message.id, str) else message.id[0]
        if wanted.get(source, message.context) is None:
            yield f"said by nobody: {source!r}"


def same_placeholders(message: Message, form: str) -> bool:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    return any(Counter(PLACEHOLDER.findall(source)) == Counter(PLACEHOLDER.findall(form)) for source in sources)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
