"""One page for each partner that joins what every feature knows of it, and pages over all partners."""
