"""The library's own topics: there from the first day, told in the words of whoever reads, counted as phones count needs."""

from pathlib import Path

from flask import Flask
from flask_babel import force_locale

from fixtures.library import Library
from outreach_app import installation
from outreach_app.db import reading, writing
from outreach_app.directory import cards, topics
from outreach_app.directory.assembling import nested
from outreach_app.trends.facts import NEEDS


def test_whatever_people_ask_for_is_a_topic_of_the_directory(library: Library) -> None:
    assert tuple(topics.NAMES)[: len(NEEDS)] == NEEDS
    assert topics.NAMES.keys() == topics.MEANS.keys()


def test_topics_are_put_once_in_the_librarys_language_and_stay_as_the_library_named_them(library: Library) -> None:
    for language in ("es", "en"):
        with writing(library.id) as handle:
            topics.seed(handle, language)

    with reading(library.id) as session:
        told = nested(session, "taxonomy_term", [cards.term_of("device")])["topic-device"]
    assert (told["name"], told["code"], told["taxonomy_detail"]["id"]) == ("Un equipo", "device", "outreach-topics")


def test_a_library_of_an_older_version_has_the_topics_after_the_next_upgrade(library: Library) -> None:
    installation.complete()
    installation.complete()

    with reading(library.id) as session:
        assert nested(session, "taxonomy_term", [cards.term_of("taxes")])["topic-taxes"]["name"] == "Tax help"


def test_a_topic_is_told_in_the_readers_words_and_anothers_as_it_came(app: Flask, library: Library) -> None:
    with force_locale("es"):
        assert [topics.called(one) for one in ("device", "Literacy")] == ["Un equipo", "Literacy"]


def test_phones_call_each_of_our_topics_as_the_desk_does(app: Flask, library: Library) -> None:
    files = ("heard-words.ts", "listing-words.ts")
    words = "".join((Path("static/field/elements") / file).read_text(encoding="utf-8") for file in files)

    with force_locale("en"):
        unsaid = [one for one in topics.NAMES if f'case "{one}":\n      return t("{topics.called(one)}")' not in words]
    assert unsaid == []
