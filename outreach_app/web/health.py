"""Is the process up, is the database there and of the right shape, and figures for Prometheus."""

import os
from functools import cache
from pathlib import Path
from time import perf_counter

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from outreach_app import paths
from outreach_app.db import db
from outreach_app.problems import Refusal
from outreach_app.settings import Settings

SHARED = "PROMETHEUS_MULTIPROC_DIR"


def init(app: Flask, settings: Settings) -> None:
    """Answer /healthz and /readyz, and /metrics where the settings want it."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def alive() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @health.get("/readyz")
    def ready() -> Response:
        try:
            with db.engine.connect() as connection:
                shape = set(MigrationContext.configure(connection).get_current_heads())
        except SQLAlchemyError as error:
            raise Refusal("database.not_ready", "The database cannot be reached.", retry_after=5) from error
        if shape != _needed(paths.MIGRATIONS):
            message = "The database has another shape than this version needs. Run: outreach init"
            raise Refusal("database.not_ready", message, retry_after=5)
        return Response("ready\n", mimetype="text/plain")

    if settings.metrics:
        _count(app, health)
    app.register_blueprint(health)


@cache
def _needed(migrations: Path) -> frozenset[str]:
    """The shape that this version needs; a version never gets other migrations while it runs."""
    return frozenset(ScriptDirectory(str(migrations)).get_heads()) if migrations.is_dir() else frozenset()


def _count(app: Flask, health: Blueprint) -> None:
    # The library decides where figures are kept when it is imported: not before the folder that workers share is named.
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    answers = Counter("outreach_answers_total", "Answers", ["endpoint", "status"], registry=registry)
    seconds = Histogram("outreach_answer_seconds", "Time to answer", ["endpoint"], registry=registry)

    def answered(endpoint: str, status: str, took: float | None) -> None:
        answers.labels(endpoint, status).inc()
        if took is not None:
            seconds.labels(endpoint).observe(took)

    app.extensions["answered"] = answered

    @app.after_request
    def note(response: Response) -> Response:
        took = perf_counter() - g.began if "began" in g else None
        answered(request.endpoint or "none", str(response.status_code), took)
        return response

    @health.get("/metrics")
    def metrics() -> Response:
        told = registry
        if SHARED in os.environ:
            # Several workers: each writes its figures to the folder, and any of them tells the sum.
            told = CollectorRegistry()
            MultiProcessCollector(told)  # type: ignore[no-untyped-call]
        return Response(generate_latest(told), content_type=CONTENT_TYPE_LATEST)
