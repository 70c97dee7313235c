"""How facts, states and what does not add up are told in words.

Every feature has the words for its own kinds; the catalogue brings them together, so that pages which show facts of
all kinds know no feature. Whatever a sentence names is looked up for a whole page at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.ledger import reading
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.reading import Discrepancy, Kept
from outreach_app.ledger.rules import MISTAKEN
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

STAFF, DEVICES = "staff", "devices"

Mention = tuple[str, str]
"""(collection, id) of something that a sentence names."""


@dataclass(frozen=True)
class Known:
    """A collection whose members have names: how to find them, and what to say of one that is gone."""

    find: Callable[[Session, set[str]], Mapping[str, str]]
    nameless: str


class Names:
    """The names of what a page speaks of."""

    def __init__(self, found: Mapping[str, Mapping[str, str]], nameless: Mapping[str, str]) -> None:
        self._found = found
        self._nameless = nameless

    def __call__(self, collection: str, id_: str | None) -> str:
        """The name, or words for somebody or something that the library does not know."""
        name = self._found.get(collection, {}).get(id_) if id_ else None
        return name if name is not None else str(self._nameless.get(collection, _("something unknown")))

    def knows(self, collection: str, id_: str | None) -> bool:
        """Whether the library has such a one."""
        return id_ in self._found.get(collection, {})


@dataclass(frozen=True)
class FactWords:
    """The words for one kind of fact."""

    title: Callable[[Fact, Names], str]
    """What happened, as half a sentence: "K-03 taken out to Valley Clinic"."""
    lines: Callable[[Fact, Names], Sequence[str]] = lambda fact, names: ()
    """What else was recorded, a sentence each."""
    mentions: Callable[[Fact], Iterable[Mention]] = lambda fact: ()


@dataclass(frozen=True)
class SubjectWords:
    """The words for one sort of subject, by the fold that it has."""

    collection: str
    state: Callable[[Mapping[str, Any], Names], str] | None = None
    """The state in words: "in store since today 08:30"."""
    mentions: Callable[[Mapping[str, Any]], Iterable[Mention]] = lambda state: ()
    page: str | None = None
    """The endpoint of its page, which names the subject alone."""


@dataclass(frozen=True)
class Story:
    """A discrepancy with the facts that it names, what happened first first."""

    discrepancy: Discrepancy
    facts: tuple[Kept, ...]

    @property
    def since(self) -> datetime:
        """When its last record arrived, whatever times the records tell: their clocks may be what does not add up."""
        return max((one.received_at for one in self.facts), default=self.discrepancy.at)


@dataclass(frozen=True)
class Choice:
    """One way to settle: the resolution, the fact that it names, if any, and what it says."""

    resolution: str
    label: str
    fact: str | None = None

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.resolution}:{self.fact}" if self.fact else self.resolution


@dataclass(frozen=True)
class DiscrepancyWords:
    """The words for one kind of discrepancy."""

    title: Callable[[Story, Names], str]
    """What does not add up: "K-03 was held by two people"."""
    explain: Callable[[Story, Names], str]
    """Why, and what is asked of the reader."""
    choices: Callable[[Story, Names, Sequence[str]], Sequence[Choice]] | None = None
    """The ways to settle it where they are more than a label for each resolution."""


RESOLUTIONS: Mapping[str, str] = {
    "stands": lazy_gettext("This one had it"),
    "both": lazy_gettext("Both are right"),
    "found": lazy_gettext("It was found"),
    "repaired": lazy_gettext("It was repaired"),
    "written_off": lazy_gettext("It is written off"),
    "time_set": lazy_gettext("The right time was another"),
    "mistaken": lazy_gettext("It was a mistake"),
    "noted": lazy_gettext("Noted; nothing more to do"),
}


@dataclass(frozen=True)
class Words:
    """All words there are."""

    known: Mapping[str, Known] = field(default_factory=dict)
    facts: Mapping[str, FactWords] = field(default_factory=dict)
    subjects: Mapping[str, SubjectWords] = field(default_factory=dict)
    discrepancies: Mapping[str, DiscrepancyWords] = field(default_factory=dict)

    @classmethod
    def together(cls, *several: "Words") -> "Words":
        """The words of several features as one."""
        return cls(
            {name: one for words in several for name, one in words.known.items()},
            {name: one for words in several for name, one in words.facts.items()},
            {name: one for words in several for name, one in words.subjects.items()},
            {name: one for words in several for name, one in words.discrepancies.items()},
        )

    def names(self, session: Session, mentions: Iterable[Mention]) -> Names:
        """The names of all these, by one query for each collection."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for collection, id_ in mentions:
            wanted[collection].add(id_)
        found = {name: one.find(session, wanted[name]) for name, one in self.known.items() if wanted[name]}
        return Names(found, {name: one.nameless for name, one in self.known.items()})

    def mentions_of(self, kept: Iterable[Kept], fold_of: Callable[[Fact], str | None]) -> Iterable[Mention]:
        """Whatever the words for these facts name: who, with which phone, about what."""
        for one in kept:
            fact = one.fact
            yield DEVICES, fact.device
            if fact.author:
                yield STAFF, fact.author
            subject = self.subjects.get(fold_of(fact) or "")
            if subject:
                yield subject.collection, fact.subject
            if fact.kind in self.facts:
                yield from self.facts[fact.kind].mentions(fact)

    def title(self, fact: Fact, names: Names) -> str:
        """What happened."""
        words = self.facts.get(fact.kind)
        return words.title(fact, names) if words else _("Something was recorded (%(kind)s)", kind=fact.kind)

    def lines(self, fact: Fact, names: Names) -> Sequence[str]:
        """What else was recorded with it."""
        words = self.facts.get(fact.kind)
        return words.lines(fact, names) if words else ()

    def named(self, fold: str | None, subject: str, names: Names) -> str | None:
        """What a subject is called, where its sort has names."""
        words = self.subjects.get(fold or "")
        return names(words.collection, subject) if words and names.knows(words.collection, subject) else None

    def subject(self, discrepancy: Discrepancy, names: Names) -> str:
        """What a discrepancy is about."""
        words = self.subjects.get(discrepancy.fold)
        return names(words.collection, discrepancy.subject) if words else _("something unknown")

    def subject_mention(self, discrepancy: Discrepancy) -> Iterable[Mention]:
        """The subject of a discrepancy, to be named."""
        words = self.subjects.get(discrepancy.fold)
        if words:
            yield words.collection, discrepancy.subject

    def what(self, story: Story, names: Names) -> str:
        """What does not add up."""
        words = self.discrepancies.get(story.discrepancy.kind)
        return words.title(story, names) if words else _("Something does not add up (%(kind)s)", kind=story.discrepancy.kind)

    def why(self, story: Story, names: Names) -> str:
        """Why it does not add up."""
        words = self.discrepancies.get(story.discrepancy.kind)
        return words.explain(story, names) if words else ""

    def choices(self, story: Story, names: Names, resolutions: Sequence[str]) -> Sequence[Choice]:
        """The ways to settle it, of these resolutions."""
        words = self.discrepancies.get(story.discrepancy.kind)
        if words and words.choices:
            return words.choices(story, names, resolutions)
        return [choice for one in resolutions for choice in self._choices_of(one, story, names)]

    def _choices_of(self, resolution: str, story: Story, names: Names) -> Iterable[Choice]:
        if resolution != MISTAKEN:
            yield Choice(resolution, str(RESOLUTIONS[resolution]))
            return
        for one in story.facts:
            what = self.title(one.fact, names)
            yield Choice(MISTAKEN, _("This was a mistake, and counts no more: %(what)s", what=what), one.fact.id)

    def page(
        self,
        session: Session,
        catalogue: Catalogue,
        kept: Sequence[Kept],
        found: Sequence[Discrepancy] = (),
        beside: Iterable[Mention] = (),
    ) -> "Told":
        """Facts and discrepancies with the names of all that they speak of and of what stands `beside` them."""
        extra = reading.kept(session, {id_ for one in found for id_ in one.facts} - {one.fact.id for one in kept})
        by_id = {**extra, **{one.fact.id: one for one in kept}}
        stories = [
            Story(one, tuple(sorted((by_id[id_] for id_ in one.facts if id_ in by_id), key=lambda it: it.fact.place)))
            for one in found
        ]
        mentions = [*beside, *self.mentions_of(by_id.values(), catalogue.own_fold)]
        for one in found:
            mentions += self.subject_mention(one)
            if one.part:
                mentions.append(("parts", one.part))
        return Told(self, self.names(session, mentions), list(kept), stories)


@dataclass(frozen=True)
class Told:
    """What a page tells: its facts and stories, the words for them, the names in them."""

    words: Words
    names: Names
    facts: list[Kept]
    stories: list[Story]
