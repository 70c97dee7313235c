"""What every test may ask for: fresh databases, the application, a real server, a browser, and what cannot be had."""

pytest_plugins = [
    "fixtures.absent",
    "fixtures.order",
    "fixtures.cases",
    "fixtures.once",
    "fixtures.postgres",
    "fixtures.databases",
    "fixtures.library",
    "fixtures.libraries",
    "fixtures.photos",
    "fixtures.mail",
    "fixtures.server",
    "fixtures.demonstration",
    "fixtures.proxy",
    "fixtures.browser",
    "fixtures.caddy",
    "fixtures.pictures",
    "fixtures.field",
]
