"""The demonstration library's watch list, and what was looked for in its public directory in a year."""

import random
from datetime import date, timedelta

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.trends.monthly.rules import month_of, months_back
from outreach_app.trends.searched import keeping
from outreach_app.trends.searched.models import NO_TOPIC, NO_WORD
from outreach_app.trends.watching import editing

# Name, category, stage, what it is, where to read on, what the library does, curves, days until it is looked at again.
WATCHED = (
    (
        "Benefits only through the state's new portal", "egovernment", "tried",
        "Renewals for food and medical benefits moved to a portal that asks for an email address and a code by text message.",
        "https://www.usa.gov/benefits", "An evening a week where people renew with help; a one-page guide in two languages.",
        "search:online_forms\nneed:digital_skills\nword:benefits", 21, True,
    ),
    (
        "Community computer lab at Linden Court", "technology_center", "watched",
        "The housing association opened a room with eight computers, staffed by volunteers on three afternoons.",
        "https://www.digitalinclusion.org/", "We send people there on days when the library is closed, and lend a kit each month.",
        "referral:device", 44, True,
    ),
    (
        "Low-cost internet offers that end", "program", "offered",
        "A subsidy for home internet ran out; families ask what is left and which offers have hidden fees.",
        "https://www.fcc.gov/acp\nhttps://www.everyoneon.org/", "A sheet of current offers, checked each month; hotspots to borrow.",
        "need:connectivity\nsearch:connectivity\nword:hotspot", -3, True,
    ),
    (
        "Assistants that answer in whole sentences", "device", "noticed",
        "People bring letters and forms and ask whether they can trust what a chatbot on their phone made of them.",
        "https://consumer.ftc.gov/", "", "word:chatgpt\nsession:information-literacy", 12, False,
    ),
    (
        "Doctor's visits by video", "program", "tried",
        "Two clinics give first appointments by video only; people need a quiet place, a camera and somebody who helps.",
        "https://telehealth.hhs.gov/patients", "A booth with a tablet at the branch; a class on the clinic's portal.",
        "session:telehealth\nsearch:telehealth\nword:telehealth", 60, True,
    ),
    (
        "Signing in without a password", "other", "set_aside",
        "Banks and offices ask for passkeys; phones that are shared in a family do not get on with them.",
        "https://fidoalliance.org/passkeys/", "Part of the class on safety online.", "session:internet-basics", None, True,
    ),
)  # fmt: skip
# Word, topic, searches a month a year ago and now, and how many of ten find nothing.
LOOKED_FOR = (
    ("hotspot", "connectivity", 9, 34, 0), ("wifi", "connectivity", 22, 25, 0), ("internet", "connectivity", 31, 30, 0),
    ("laptop", "device", 18, 17, 1), ("tablet", "device", 9, 7, 1), ("benefits", "online_forms", 10, 29, 1),
    ("food", "online_forms", 12, 13, 0), ("jobs", "job_search", 24, 15, 0), ("resume", "job_search", 14, 12, 0),
    ("telehealth", "telehealth", 5, 12, 1), ("taxes", "taxes", 8, 8, 0), ("scam", "online_safety", 6, 9, 2),
    ("chatgpt", NO_TOPIC, 0, 16, 10), ("english", "online_learning", 13, 14, 0), ("braille", "assistive_technology", 1, 2, 5),
)  # fmt: skip
SEEN = ("More of it than in spring; two partners asked on their own.", "Steady. The sheet is taken along at every visit.")
HEARD = (
    "At the food pantry three people held up the letter and asked where to sign.",
    "A teacher asks for a class for parents.",
)


def add(writing: Writing, coordinator: str, trainer: str, today: date) -> None:
    """Put six trends on the list; most were looked at once, and trainers wrote down what they heard."""
    for number, (name, category, stage, what, sources, response, signals, days, was_seen) in enumerate(WATCHED):
        trend, owner = ids.new(), (coordinator, trainer, coordinator, None)[number % 4]
        on = (today + timedelta(days=days)).isoformat() if days is not None else None
        begun = (today - timedelta(days=70 - number)).isoformat()
        editing.add(
            writing, trend, by=coordinator, name=name, category=category, stage="noticed", description=what, sources=sources,
            response=response, owner_id=owner, review_on=begun if on else None, signals=signals,
        )  # fmt: skip
        if was_seen:
            seen = (today - timedelta(days=60 - 7 * number)).isoformat()
            editing.look_again(
                writing, trend, ids.new(), note=SEEN[number % 2], on=seen, seen=None, by=coordinator, stage=stage, review_on=on
            )
        else:
            editing.change(writing, trend, seen=None, by=coordinator, stage=stage, review_on=on)
        if number % 3 == 0:
            heard = (today - timedelta(days=9 + number)).isoformat()
            editing.hear(writing, trend, ids.new(), note=HEARD[number // 3], on=heard, by=trainer)


def searched(writing: Writing, today: date) -> None:
    """A year of searches, some words more from month to month; this month as far as it has come."""
    chance = random.Random(77)  # noqa: S311 (the same every time)
    counts: dict[keeping.Key, keeping.Counted] = {}
    for back in range(13):
        month, come = months_back(month_of(today), back), today.day / 30 if back == 0 else 1.0
        for word, topic, then, now, tenths in LOOKED_FOR:
            # What is new began five months ago.
            level = now - (now - then) * back / 12 if then else now * max(0, 5 - back) / 5
            count = round(level * come * chance.uniform(0.85, 1.15))
            if count:
                counts[month, topic, word] = (count, count * tenths // 10)
                so_far, in_vain = counts.get((month, topic, NO_WORD), (0, 0))
                counts[month, topic, NO_WORD] = (so_far + count, in_vain + count * tenths // 10)
    keeping.add(writing, counts)
