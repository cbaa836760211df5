"""The page of dossiers a committee received, and its parts."""
