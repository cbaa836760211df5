"""The two kinds of failure that are not bugs.

`Refused`: the input or the rules say no; nothing changed. `Trouble`: the machine says no; nothing
is lost. Both carry a stable code (listed in the guide), a sentence and a hint what to do, and never
personal data beyond what the user has just typed. Everything else that is raised is a bug.
"""

from __future__ import annotations

from typing import Any


class Failure(Exception):
    """A sentence with a stable code; raise one of the two below."""

    def __init__(self, code: str, message: str, hint: str = "", **details: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Refused(Failure):
    """Bad or unsafe input, a rule that says no, a right that is missing: nothing changed."""


class Trouble(Failure):
    """Disk full, file in use, stick pulled, folder read-only: nothing is lost."""


class WrongKey(Refused):
    """A password, recovery sheet or key that does not open this workspace."""
