"""Papers that a server's process has made of late: an office prints the same flyer again, and a page takes a while to set."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

MOST, MOST_BYTES = 40, 16 * 1024 * 1024


class Key(NamedTuple):
    """All that a paper hangs on."""

    library: str
    name: str
    flyer: str
    version: int
    language: str
    template: str
    page: tuple[float, float]


class Papers:
    """Those that were asked for last; how many and how large they are together has an end."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def found(self, key: Key) -> bytes | None:
        """The paper, where it was made before."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Key, pdf: bytes) -> None:
        """Keep a paper, and let go of those that nobody has asked for the longest."""
        with self._lock:
            self._kept[key] = pdf
            while len(self._kept) > MOST or sum(map(len, self._kept.values())) > MOST_BYTES:
                self._kept.popitem(last=False)
