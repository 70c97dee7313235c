"""Whether an opened page counts as a scan: by a person, who came by a code. What tells it is looked at and not kept."""

import re
from collections.abc import Mapping
from typing import Any

LONGEST = 400
_AHEAD = ("HTTP_PURPOSE", "HTTP_SEC_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
_NO_PERSON = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|skype|slack|discord|embedly|curl|wget|python|"
    r"java/|okhttp|go-http|libwww|httpclient|axios|node-fetch|headless|phantom|lighthouse|monitor|uptime|pingdom|scan(?:ner)?\b|validator",
    re.IGNORECASE,
).search


def is_scan(told: Mapping[str, Any]) -> bool:
    """Whether this request (as WSGI tells it) is a person's who opened a code: no program's, and none that only looks again."""
    return not told.get("QUERY_STRING") and "HTTP_IF_NONE_MATCH" not in told and is_person(told)


def is_person(told: Mapping[str, Any]) -> bool:
    """Whether a person opened the page, and no program that reads on or looks ahead."""
    if told["REQUEST_METHOD"] != "GET":
        return False
    agent = told.get("HTTP_USER_AGENT", "")
    if not agent or _NO_PERSON(agent[:LONGEST]):
        return False
    for name in _AHEAD:
        if name in told and any(word in told[name].lower() for word in ("prefetch", "prerender", "preview")):
            return False
    return bool(told.get("HTTP_SEC_FETCH_DEST", "document") == "document")
