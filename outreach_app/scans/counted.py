"""Whether an opened page counts as a scan: by a person, who came by a code. What tells it is looked at and not kept."""

import re

from werkzeug.datastructures import Headers

_NO_PERSON = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|skype|slack|discord|embedly|curl|wget|python|"
    r"java/|okhttp|go-http|libwww|httpclient|axios|node-fetch|headless|phantom|lighthouse|monitor|uptime|pingdom|scan(?:ner)?\b|validator",
    re.IGNORECASE,
).search


def is_scan(method: str, query: str, headers: Headers) -> bool:
    """Whether this request is a person's who opened a code: no program's, no browser's that fetches ahead or looks again."""
    if method != "GET" or query:
        return False
    agent = headers.get("User-Agent", "")
    if not agent or _NO_PERSON(agent) or "If-None-Match" in headers:
        return False
    ahead = (headers.get(name, "").lower() for name in ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz"))
    if any(word in told for told in ahead for word in ("prefetch", "prerender", "preview")):
        return False
    return headers.get("Sec-Fetch-Dest", "document") == "document"
