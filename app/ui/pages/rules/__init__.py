"""The page Quy định and its parts."""
