"""What curves are called: by what is counted, and of which topic, flyer or word."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from outreach_app.directory import queries as directory
from outreach_app.flyers import queries as flyers
from outreach_app.training_sessions import queries as sessions
from outreach_app.trends import words
from outreach_app.trends.monthly.rules import ONE_TO_ONE, SCAN, SEARCH, SESSION, TABLE, WORD, Signal
from outreach_app.trends.rules import NO_TOPIC
from outreach_app.web.language import code
from outreach_app.web.text import gettext as _

Called = Callable[[Signal], str]


def topics_called(session: Session) -> Called:
    """Gives the topic of a curve in the reader's words, in two statements for any number of them."""
    classes = sessions.every_topic(session)
    titles = {one.id: one.in_words(code())[1]["title"] for one in flyers.flyers(session)}
    known: Mapping[str, Mapping[str, str]] = {SESSION: classes, ONE_TO_ONE: classes, TABLE: classes, SCAN: titles}

    def called(signal: Signal) -> str:
        if signal.topic == NO_TOPIC:
            return _("nothing was found") if signal.sort == SEARCH else _("no topic")
        if signal.sort == SEARCH:
            return directory.topic_name(signal.topic)
        if signal.sort == WORD:
            return signal.topic
        if signal.sort in known:
            return known[signal.sort].get(signal.topic) or _("a topic that the library does not know")
        return str(words.TOPIC.get(signal.topic, signal.topic))

    return called


def in_full(signal: Signal, called: Called) -> str:
    """A curve with what is counted: "Asked for: A device"."""
    return f"{words.SORT[signal.sort]}: {called(signal)}"
