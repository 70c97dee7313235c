"""What every test may ask for: fresh databases, the application, a real server, a browser, and what cannot be had."""

from house.checkout import ROOT

pytest_plugins = [
    "fixtures.absent",
    "fixtures.postgres",
    "fixtures.databases",
    "fixtures.server",
    "fixtures.browser",
]

if not (ROOT / "outreach_app/app.py").is_file():
    pytest_plugins.remove("fixtures.databases")
