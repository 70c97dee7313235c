"""Bodies as a bad line brings them to a real server: in pieces, cut short, too long."""

import http.client
import socket
from dataclasses import dataclass

import pytest

from fixtures.library import Library, sha256
from fixtures.server import MakeServer

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WHOLE = b"bytes that /sync could not carry"


@dataclass
class Line:
    """A phone's connection to the server, byte by byte."""

    library: Library
    port: int
    token: str

    def sends(self, *pieces: bytes, **headers: str) -> tuple[int, bytes]:
        """Send the head and these pieces; the status and body of the answer."""
        with self._sent(pieces, headers) as line, http.client.HTTPResponse(line) as answer:
            answer.begin()
            assert answer.headers["Outreach-Nonce"] == "nonce-1"
            return answer.status, answer.read()

    def breaks_after(self, *pieces: bytes, **headers: str) -> None:
        """Send the head and these pieces, and hang up; returns when the server has, too."""
        with self._sent(pieces, headers) as line:
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass

    def _sent(self, pieces: tuple[bytes, ...], headers: dict[str, str]) -> socket.socket:
        told = {"Host": "here", "Authorization": f"Device {self.token}", "Outreach-Nonce": "nonce-1"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        line = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        line.sendall(f"POST /api/v1/quarantine HTTP/1.1\r\n{head}\r\n".encode())
        for piece in pieces:
            line.sendall(piece)
        return line

    @property
    def kept(self) -> list[bytes]:
        return [bytes(row.raw) for row in self.library.quarantine().values()]


@pytest.fixture
def line(library: Library, database_url: str, make_server: MakeServer) -> Line:
    token = library.device("phone-a", "ann")
    return Line(library, make_server(database_url).start().port, token)


def test_a_body_that_comes_in_pieces_is_kept_whole_and_one_that_is_cut_not_at_all(line: Line) -> None:
    line.breaks_after(WHOLE[:9], Content_Length=str(len(WHOLE)))
    assert line.kept == []

    pieces = [f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in (WHOLE[:9], WHOLE[9:])]
    status, told = line.sends(*pieces, b"0\r\n\r\n", Transfer_Encoding="chunked")
    assert (status, line.kept) == (202, [WHOLE])
    assert sha256(WHOLE).encode() in told

    assert line.sends(WHOLE[:9], WHOLE[9:], Content_Length=str(len(WHOLE)))[0] == 202
    assert line.kept == [WHOLE]


def test_a_body_without_end_is_stopped_at_the_limit(line: Line) -> None:
    piece = b"10000\r\n" + b"0" * 0x10000 + b"\r\n"
    status, _ = line.sends(*[piece] * 6, b"0\r\n\r\n", Transfer_Encoding="chunked")
    assert (status, line.kept) == (413, [])
