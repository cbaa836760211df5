"""Roles and what they may do. They prevent mistakes inside an office, no more."""

from __future__ import annotations

from dataclasses import dataclass

from app.trouble import Refused
from app.words import N_, _

ROLES = {
    "secretary": {"read", "write", "send", "handle", "admin"},
    "deputy": {"read", "write", "send", "handle"},
    "clerk": {"read", "write"},
    "reader": {"read"},
}
ROLE_TITLES = {
    "secretary": N_("Bí thư"),
    "deputy": N_("Phó bí thư"),
    "clerk": N_("Người giúp việc"),
    "reader": N_("Người xem"),
}


@dataclass(frozen=True)
class Person:
    """Who works: a user of the workspace with a role."""

    name: str
    role: str

    def may(self, right: str) -> bool:
        """Whether the role has `right`: read, write, send, handle (restricted cases), admin."""
        return right in ROLES.get(self.role, set())

    def require(self, right: str) -> None:
        """Raise Refused("no_right") unless the role has `right`."""
        if not self.may(right):
            raise Refused(
                "no_right",
                _("Vai trò {role} không được làm việc này.").format(
                    role=_(ROLE_TITLES.get(self.role, self.role))
                ),
                _("Nhờ bí thư hoặc phó bí thư thực hiện."),
            )
