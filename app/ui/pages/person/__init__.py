"""A person's page and its parts."""
