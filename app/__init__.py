"""Sổ Chi bộ: the records of a Party cell, kept offline, exchanged by stick."""

__version__ = "0.1.0"
