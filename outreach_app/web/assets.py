"""Built files: addresses by logical name, and serving them for ever, compressed when they were built."""

import json
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, Response, abort, request, send_file

from outreach_app import paths

URL_BASE = "/static/"
FOR_EVER = "public, max-age=31536000, immutable"
# In the order in which they are chosen: the smaller first.
_TWINS = (("br", ".br"), ("gzip", ".gz"))

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/wasm", ".wasm")


@dataclass
class Built:
    """The build that lies in a folder, read again when it was built anew."""

    folder: Path
    _read_at: int = -1
    _urls: dict[str, str] | None = None
    _texts: dict[str, str] = field(default_factory=dict)

    def urls(self) -> dict[str, str]:
        """The address of every file by its logical name."""
        manifest = self.folder / "manifest.json"
        try:
            at = manifest.stat().st_mtime_ns
            if self._urls is None or at != self._read_at:
                self._urls, self._read_at = json.loads(manifest.read_text(encoding="utf-8"))["files"], at
        except FileNotFoundError as error:
            raise RuntimeError(f"{manifest} is not there: run `make front`") from error
        return self._urls

    def url(self, logical: str) -> str:
        """The address of one file."""
        return self.urls()[logical]

    def text(self, logical: str) -> str:
        """What stands in one file; read once."""
        url = self.url(logical)
        if url not in self._texts:
            self._texts[url] = (self.folder / url.removeprefix(URL_BASE)).read_text(encoding="utf-8").strip()
        return self._texts[url]

    def file(self, path: str) -> Path | None:
        """The file behind an address below /static/, if the build has it: no other file of the folder is given away."""
        return self.folder / path if URL_BASE + path in self.urls().values() else None


def init(app: Flask) -> None:
    """Serve the built files, and let templates name them."""
    built = Built(paths.DIST)
    app.extensions["built"] = built
    app.jinja_env.globals["asset"] = built.url

    @app.get(f"{URL_BASE}<path:path>", endpoint="static")
    def static(path: str) -> Response:
        file = built.file(path)
        if file is None or not file.is_file():
            abort(404)
        encoding = next((name for name, end in _TWINS if _takes(name) and _twin(file, end).is_file()), None)
        chosen = _twin(file, dict(_TWINS)[encoding]) if encoding else file
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        answer = send_file(chosen, mimetype=kind, conditional=True, etag=False)
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.headers["Cache-Control"] = FOR_EVER
        answer.vary.add("Accept-Encoding")
        return answer


def _takes(encoding: str) -> bool:
    return request.accept_encodings.quality(encoding) > 0


def _twin(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)
