"""Measurements with targets. Run by `scripts/bench`."""
