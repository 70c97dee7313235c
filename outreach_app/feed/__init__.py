"""What goes out: the numbered rows that phones mirror, each for an audience, with a digest to compare by."""
