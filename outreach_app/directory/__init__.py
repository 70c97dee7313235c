"""The referral directory: services of other organisations, kept as the field's open standard has them (HSDS 3.0)."""
