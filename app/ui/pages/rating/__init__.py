"""The page of the yearly rating and its parts."""
