"""Named conditions of procedures: what data cannot say, each a small function of a dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Condition = Callable[[Any], bool]
CONDITIONS: dict[str, Condition] = {}


def condition(name: str) -> Callable[[Condition], Condition]:
    """Register a condition under the name procedure files use."""

    def put(function: Condition) -> Condition:
        CONDITIONS[name] = function
        return function

    return put


def holds(dossier: Any, names: tuple[str, ...]) -> bool:
    """Whether all named conditions hold; `not x` turns one round."""
    return all(
        not CONDITIONS[name[4:].strip()](dossier) if name.startswith("not ") else CONDITIONS[name](dossier)
        for name in names
    )
