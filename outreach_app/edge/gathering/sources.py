"""Which records show which indicator: the one table of it. An indicator names its source in `shown_by`."""

from collections.abc import Callable, Iterable, Mapping

from outreach_app.edge.evidence import Evidence
from outreach_app.edge.gathering import (
    distribution,
    emergency,
    equipment,
    grants,
    keys,
    lending,
    referral,
    sharing,
    strategies,
    trends,
)
from outreach_app.edge.gathering.asking import Asking

SOURCES: Mapping[str, Callable[[Asking], Evidence]] = {
    keys.STRATEGIES: strategies.gather,
    keys.SHARING: sharing.gather,
    keys.LENDING: lending.gather,
    keys.EQUIPMENT: equipment.gather,
    keys.GRANTS: grants.gather,
    keys.DISTRIBUTION: distribution.gather,
    keys.REFERRAL: referral.gather,
    keys.TRENDS: trends.gather,
    keys.EMERGENCY: emergency.gather,
}


def gathered(asking: Asking, wanted: Iterable[str]) -> dict[str, Evidence]:
    """What the records show, by source; each is asked once, however many indicators it shows."""
    return {one: SOURCES[one](asking) for one in dict.fromkeys(wanted) if one in SOURCES}
