"""Reading lists in: the steps of its page."""
