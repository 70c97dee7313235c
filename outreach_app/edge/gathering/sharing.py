"""Resources shared with the library by the four kinds of organisations that the benchmark names."""

from outreach_app.edge.evidence import Evidence, Figure, Gap, Names, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.partners.sharing import queries as sharing

RECEIVED = "received"
# Those of the benchmark, and what of all that is shared it counts.
KINDS = ("workforce", "government_or_social_service", "education", "health")
BENEFITS = ("expertise", "in_kind", "programming", "workspace")
_GRID = Page("partner_shares.coverage")


def gather(asked: Asking) -> Evidence:
    """Who gave the library what in the years of the span; shares are noted by calendar year."""
    told = sharing.exchanged(asked.session, asked.span.first.year, asked.span.last.year)
    given = [one for one in told if one.direction == RECEIVED and one.resource in BENEFITS and one.partner in asked.partners]
    figures, names, gaps = [], [], []
    for kind in KINDS:
        of_kind = [one for one in asked.going_on if one.kind == kind]
        shared: dict[str, list[str]] = {}
        for one in given:
            if asked.partners[one.partner].kind == kind:
                shared.setdefault(one.partner, []).append(one.resource)
        figures.append(Figure(f"sharing.{kind}", len(shared), _GRID, of=len(of_kind)))
        if shared:
            names.append(_names(asked, kind, shared))
            continue
        if not of_kind:
            gaps.append(Gap(f"sharing.no_partner.{kind}", Page("partner_profile.new")))
            continue
        way = Page("partner_shares.new", {"partner": of_kind[0].id})
        gaps.append(Gap(f"sharing.nothing.{kind}", way, name=of_kind[0].name))
    figures += [
        Figure(f"sharing.{one}", len({share.partner for share in given if share.resource == one}), _GRID) for one in BENEFITS
    ]
    rooms = {partner: one for partner, one in asked.rooms.items() if asked.partners[partner].kind in KINDS}
    figures += [
        Figure("sharing.hours", sum(one.hours for one in given)),
        Figure("sharing.money", sum(one.money for one in given)),
        Figure("sharing.rooms", sum(one.sessions for one in rooms.values()), Page("sessions.listed"), counts=False),
    ]
    return Evidence(tuple(figures), tuple(names), tuple(gaps))


def _names(asked: Asking, kind: str, shared: dict[str, list[str]]) -> Names:
    return named(f"sharing.{kind}", asked.items((id_, ",".join(sorted(some))) for id_, some in shared.items()), _GRID)
