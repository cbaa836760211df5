"""The yearly rating: rounds, who is subject, what is entered, decided and counted."""
