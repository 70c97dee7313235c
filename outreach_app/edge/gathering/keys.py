"""What each source is called, in rows and addresses. Pure."""

STRATEGIES, SHARING, LENDING, EQUIPMENT, GRANTS, DISTRIBUTION, REFERRAL, TRENDS, EMERGENCY = ALL = (
    "strategies", "sharing", "lending", "equipment", "grants", "distribution", "referral", "trends", "emergency",
)  # fmt: skip
