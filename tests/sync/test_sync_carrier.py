"""Whatever a carrier does with the stick: after the last complete delivery both offices agree."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sync import ledger
from app.trouble import Refused

STEPS = st.one_of(
    st.tuples(st.sampled_from(["add", "rename", "case", "decide", "up", "down"]), st.integers(0, 9)),
    st.tuples(st.sampled_from(["deliver", "cut", "swap", "change"]), st.integers(0, 9)),
)


class Run:
    """The offices, the packages on the way, and what has been recorded."""

    def __init__(self, pair: Any) -> None:
        self.pair = pair
        self.persons: list[str] = []
        self.cases: list[str] = []
        self.bag: list[tuple[Path, Any, Any]] = []
        """Packages written so far, with receiver and sender; none leaves the bag, so any may come again."""

    def step(self, what: str, number: int) -> None:
        pair = self.pair
        match what:
            case "add":
                self.persons += pair.add(f"Người {len(self.persons)}")
            case "rename" if self.persons:
                pair.rename(self.persons[number % len(self.persons)], f"Tên mới {number}")
            case "case" if self.persons:
                person = self.persons[number % len(self.persons)]
                self.cases.append(pair.open_case(person, restricted=number > 6))
            case "decide" if self.cases:
                pair.decide(self.cases[number % len(self.cases)], facts={"n": number})
            case "up":
                self.bag.append((pair.up().file, pair.top, pair.cell))
            case "down":
                self.bag.append((pair.down().file, pair.cell, pair.top))
            case "deliver" | "cut" | "swap" | "change" if self.bag:
                self.carry(what, *self.bag[-1 - number % len(self.bag)])

    def carry(self, how: str, file: Path, receiver: Any, other: Any) -> None:
        if how == "deliver":
            assert self.pair.take(receiver, file).status in ("applied", "already-received", "waiting")
            return
        bad, good = file.with_name("bad.sochibo"), file.read_bytes()
        half = len(good) // 2
        changed = bytes([good[half] ^ 0xFF]) + good[half + 1 :]
        bad.write_bytes(good[:half] + (b"" if how == "cut" else changed))
        with pytest.raises(Refused):
            self.pair.take(other if how == "swap" else receiver, file if how == "swap" else bad)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, max_size=14))
def test_after_the_last_complete_delivery_both_agree(
    steps: list[tuple[str, int]], templates: dict[str, Path], open_pair: Callable[[Path], Any], tools: Any
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(templates["joined"], Path(folder) / "w")
        pair = open_pair(Path(folder) / "w")
        try:
            run = Run(pair)
            for what, number in steps:
                run.step(what, number)
            pair.round()
            assert tools.people(pair.cell) == tools.people(pair.top)
            assert tools.common(pair.cell) == tools.common(pair.top)
            for workspace in (pair.cell, pair.top):
                assert tools.sound(workspace) == []
                with workspace.reading() as session:
                    rows = ledger.exchange(session, workspace.organisation_id)
                assert all(row["sent"] == row["confirmed"] for row in rows if row["sent"])
                assert not any(row["missing"] or row["parked"] or row["branches"] for row in rows)
            assert pair.up().entries == pair.down().entries == 0
        finally:
            pair.cell.close()
            pair.top.close()
