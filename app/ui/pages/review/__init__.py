"""The page of review rounds, opinions and inspection, and its parts."""
