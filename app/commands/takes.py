"""What commands take: the line of a table, and the arguments several of them share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.commands.answers import Answer
from app.commands.desk import Desk
from app.words import N_

Takes = tuple[tuple[str, ...], dict[str, Any]]
KINDS = ("cell", "committee")
ROLES = ("secretary", "deputy", "clerk", "reader")
STATUSES = ("sympathiser", "applicant", "probationary", "full", "former")
FILTERS = ("all", "members", *STATUSES, "exempt", "away", "suspended", "incomplete")
QUEUE = ("here", "new", "again", "looking", "returned", "waiting", "decided")
BODIES = ("cell_committee", "committee", "standing_committee")


@dataclass(frozen=True)
class Line:
    """One command. `run` None: the door of the program runs it itself."""

    path: str
    run: Callable[[Desk], Answer] | None
    about: str
    takes: tuple[Takes, ...] = ()


def a(*names: str, **how: Any) -> Takes:
    """One argument, as argparse takes it."""
    return names, how


def need(*names: str, **how: Any) -> Takes:
    """An option that has to be given."""
    return names, {"required": True, **how}


def many(*names: str, **how: Any) -> Takes:
    """An option with one or more values, that may be repeated."""
    return names, {"nargs": "+", "action": "extend", "default": [], **how}


def flag(*names: str, **how: Any) -> Takes:
    """An option without value."""
    return names, {"action": "store_true", **how}


CASE, STEP = a("case", metavar="CASE"), a("step", metavar="STEP")
DATE, REASON = a("--date", metavar="D"), a("--reason", metavar="TEXT")
SET = many("--set", metavar="K=V")
ROUND, NOTE = a("--round", metavar="ID"), a("--note", metavar="TEXT")
RATED = (ROUND, a("--year", type=int, metavar="YEAR"))
HALVES = ("H1", "H2")
SPLITS = ("sex", "age", "education", "ethnicity")
TOPICS = ("numbers", "help", "removal", "prohibitions", "commitments", "other")
ASKED = ("front", "organisations", "employer", "residence", "other")
PAPER = (
    a("form", metavar="FORM"),
    DATE,
    a("--number", metavar="N"),
    a("--signer"),
    a("--kept"),
    SET,
    REASON,
    a("--annul", metavar="TEXT", help=N_("hủy giấy tờ đã ghi, kèm lý do")),
)
FROM_PAPER = (
    flag("--from-paper", help=N_("ghi theo văn bản giấy của nơi không gửi gói")),
    a("--number", metavar="N"),
    a("--issuer", metavar="TEXT"),
    a("--paper-date", "--date-of-paper", metavar="D"),
)
NEW_PASSWORD = a(
    "--new-password-file", metavar="F", help=N_("tệp mật khẩu mới; hoặc biến SO_CHI_BO_NEW_PASSWORD")
)
