"""What each kind of event makes of a person's status, and which comes first on the same day."""

from app.models.lives import RANK, STATUS, in_order, status_of

__all__ = ["RANK", "STATUS", "in_order", "status_of"]
