"""The page Việc cần làm and its parts."""
