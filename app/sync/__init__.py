"""How offices exchange records: identity, pages, packages, what is sent, what is taken in."""
