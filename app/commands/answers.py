"""What a command answers, and how it is told: lines for people, or one JSON object for scripts."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.trouble import Failure, Refused, Trouble, WrongKey

DONE, BUG, WRONG_USE, REFUSED, TROUBLE, WRONG_KEY = 0, 1, 2, 3, 4, 5
"""Exit codes of the program."""


class WrongUse(Failure):
    """A command that was typed wrongly: exit code 2."""


@dataclass(frozen=True)
class Answer:
    """What `--json` prints, and the same in lines for people; a finding may have its own exit code."""

    data: Mapping[str, Any]
    lines: Sequence[str] = ()
    exit_code: int = DONE


def tell(answer: Answer, as_json: bool) -> int:
    """Print an answer on stdout; its exit code."""
    print(as_text(answer.data) if as_json else "\n".join(answer.lines))
    return answer.exit_code


def tell_failure(failure: Failure, as_json: bool) -> int:
    """Print a failure (JSON on stdout, sentences on stderr); its exit code."""
    if as_json:
        error = {"code": failure.code, "message": failure.message, "hint": failure.hint}
        print(as_text({"error": {**failure.details, **error}}))
    else:
        print(f"{failure.message} [{failure.code}]", file=sys.stderr)
        if failure.hint:
            print(failure.hint, file=sys.stderr)
    return exit_code(failure)


def exit_code(failure: Failure) -> int:
    """The exit code of a failure."""
    match failure:
        case WrongKey():
            return WRONG_KEY
        case Refused():
            return REFUSED
        case Trouble():
            return TROUBLE
    return WRONG_USE


def as_text(data: Mapping[str, Any]) -> str:
    """One JSON object; Vietnamese stays readable."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")


def columns(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Rows as lines with aligned columns; an empty value is a dash."""
    if not rows:
        return []
    cells = [["–" if value in (None, "") else str(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
