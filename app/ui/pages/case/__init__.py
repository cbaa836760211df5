"""A case: its page, its pane, and their parts."""
