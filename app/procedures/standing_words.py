"""What each kind of event makes of a person's status, and which comes first on the same day."""

from __future__ import annotations

RANK = {"sympathiser": 0, "applicant": 1, "admitted": 2, "official": 3, "left": 4, "restored": 5}
STATUS = {
    "sympathiser": "sympathiser",
    "applicant": "applicant",
    "admitted": "probationary",
    "official": "full",
    "left": "former",
    "restored": "full",
}
