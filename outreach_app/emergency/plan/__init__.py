"""The disaster plan: versions that are approved and never change, on every phone and on paper."""
