"""What each kind of event makes of a person's status, and which comes first on the same day."""

from app.models.lives import RANK, STATUS, status_of, until

__all__ = ["RANK", "STATUS", "status_of", "until"]
