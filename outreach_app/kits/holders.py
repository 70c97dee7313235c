"""Whether a kit is out, and who has it, as facts name it: {staff}, or {partner, site}. Pure."""

from collections.abc import Mapping
from typing import Any

IN_STORE, OUT = "in_store", "out"


def holder_of(named: Mapping[str, Any]) -> dict[str, Any]:
    """The holder that a payload names, without what is only said of them."""
    return {"staff": named["staff"]} if "staff" in named else {"partner": named["partner"], "site": named["site"]}


def is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both are one holder: a partner is one wherever it keeps the kit."""
    return one.get("staff") == other.get("staff") and one.get("partner") == other.get("partner")
