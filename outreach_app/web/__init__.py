"""What every page and every answer shares: errors, headers, built files, languages, logs, health.

Knows no feature and no person; `accounts` tells it who asks.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from outreach_app import paths
from outreach_app.settings import Settings
from outreach_app.web import assets, compression, errors, headers, health, language, logs, money

MOST_BYTES = 1024 * 1024


def init(app: Flask, settings: Settings) -> None:
    """Give an application what every page of it shares. Call it once, before the blueprints are registered."""
    app.template_folder = str(paths.TEMPLATES)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.config.setdefault("MAX_CONTENT_LENGTH", MOST_BYTES)
    if settings.is_secure:
        # HTTPS ends at a proxy in front: without this everybody would come from the proxy's address.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    logs.init(app)
    health.init(app, settings)
    language.init(app)
    money.init(app)
    assets.init(app)
    errors.init(app)
    # Flask runs these in reverse: headers come last, when an answer is what it will be.
    headers.init(app, settings)
    compression.init(app)
