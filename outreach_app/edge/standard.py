"""The editions that every library begins with: Edge version 1, Benchmark 5, and a crosswalk to today's numbering. Pure.

Version 1 stands as the Edge initiative published it. Of today's numbering only one number is known here, and no wording:
the crosswalk says so of every line, until a library that has read it writes it in.
"""

from dataclasses import dataclass

from outreach_app.edge.gathering import keys

V1, TODAY = "edge-v1", "edge-today"
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as it is seeded."""

    id: str
    number: str
    heading: str
    wording: str
    shown_by: str
    same_as: str | None = None
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as it is seeded."""

    id: str
    name: str
    source: str
    is_verified: bool
    indicators: tuple[Indicator, ...]


_PARTNERSHIPS = (
    "5.1 The library develops and maintains partnerships that amplify the library’s reach, avoid duplication of effort, aid "
    "the library in planning or advocacy, or are otherwise mutually beneficial."
)
_OUTREACH = "5.2 The library engages in technology outreach activities."

_V1 = (
    ("5.1 a", _PARTNERSHIPS, keys.STRATEGIES, "The library has strategies for strengthening existing partnerships and "
     "developing new partnerships to advance digital inclusion and innovation goals"),
    ("5.1 b", _PARTNERSHIPS, keys.SHARING, "The library engages in resource-sharing partnerships benefitting the library (with "
     "expertise, in-kind contributions, programming, or workspace) with some/all of the following:\n"
     "A workforce development organization\nA local government or social service organization\n"
     "An educational organization (K-12, community college, university)\n"
     "A local health & wellness organization, hospital, or other healthcare provider"),
    ("5.1 c", _PARTNERSHIPS, keys.LENDING, "Devices or space are loaned to community organizations for technology-related "
     "training classes in the library"),
    ("5.1 d", _PARTNERSHIPS, keys.EQUIPMENT, "Mobile training equipment is maintained to support library-sponsored technology "
     "training located in partner facilities"),
    ("5.1 e", _PARTNERSHIPS, keys.GRANTS, "The library collaborates on grant or other funding opportunities with a community "
     "organization"),
    ("5.2 a", _OUTREACH, keys.DISTRIBUTION, "A list of community organizations is maintained to help distribute materials "
     "about library technology services"),
    ("5.2 b", _OUTREACH, keys.REFERRAL, "A list of community organizations that offer technology services and resources is "
     "maintained to easily refer community members in the event additional services are needed"),
    ("5.2 c", _OUTREACH, keys.TRENDS, "The library tracks emerging technology trends and applications in the community (e.g., "
     "new eGovernment portals, community technology centers, technology programs, etc.)"),
    ("5.2 d", _OUTREACH, keys.EMERGENCY, "The library maintains a plan to provide technology services to the community in the "
     "event of a disaster or other emergency"),
)  # fmt: skip
# The one number of today's that is known here; which letters it has, and what follows it, is not.
_NUMBERS_TODAY = dict.fromkeys((keys.STRATEGIES, keys.SHARING, keys.LENDING, keys.EQUIPMENT, keys.GRANTS), "8.1")


def _id(edition: str, source: str) -> str:
    return f"{edition}.{source}"


EDITIONS = (
    Edition(
        V1,
        "Edge version 1, Benchmark 5",
        "Edge initiative, Benchmark 5: Strategic partnerships. The letters are ours: version 1 has none.",
        True,
        tuple(Indicator(_id(V1, source), number, heading, wording, source) for number, heading, source, wording in _V1),
    ),
    Edition(
        TODAY,
        "Edge, today’s numbering",
        "Not verified: only that partnerships stand under 8.1 is known. The wording is that of version 1, until somebody who "
        "has read today’s writes it in.",
        False,
        tuple(
            Indicator(
                _id(TODAY, source), _NUMBERS_TODAY.get(source, ""), heading.partition(" ")[2], wording, source,
                _id(V1, source), False,
            )
            for _number, heading, source, wording in _V1
        ),
    ),
)  # fmt: skip
