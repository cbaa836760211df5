"""What a rule pack would change: rules, documents, local checks, steps, and the open cases it touches.

Computed with the rulebook before and after over the same records; nothing is written.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from app.models import Case, CaseStanding
from app.procedures import duties, engine
from app.procedures.checks import definitions, results
from app.procedures.definitions import procedures
from app.procedures.rule_packs import CENTRAL, held_pack, read_new
from app.regulations import comparing
from app.regulations.comparing import Change
from app.regulations.packs import Addition, Pack, parse_pack
from app.regulations.rules import Document
from app.storage import central
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import N_, _, day_text

STATES = {
    engine.DONE: N_("đã xong"),
    engine.NOW: N_("đang làm"),
    engine.BLOCKED: N_("chưa đến bước này"),
    engine.LATER: N_("chưa đến bước này"),
    "": N_("không có bước này"),
}
SEVERITIES = {
    "passed": N_("đạt"),
    "block": N_("chặn"),
    "warn": N_("cảnh báo"),
    "remind": N_("nhắc"),
    "": N_("không kiểm tra"),
}
DAYS_AHEAD = 3
"""So many coming days on which a pack begins are looked at beside today."""
Progress = Callable[[int, int], None]
"""Told how many open cases of how many were looked at."""


@dataclass(frozen=True)
class CaseChange:
    """What becomes different in a case: check, deadline, step or paper; `before` and `after` in words."""

    kind: str
    what: str
    before: str
    after: str
    day: datetime.date | None = None
    """The day from which it is so; None: at once."""


@dataclass(frozen=True)
class TouchedCase:
    """An open case that would stand otherwise."""

    case: str
    person: str
    procedure: str
    changes: tuple[CaseChange, ...]


@dataclass(frozen=True)
class PackPreview:
    """Everything a pack would change. `pack` is None for one that is taken away."""

    id: str
    pack: Pack | None
    in_use: Pack | None
    """The version in use now."""
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]
    """Why it cannot be used: every rule that loosens one above it, or contradicts another pack."""
    documents: tuple[Document, ...]
    checks_on: tuple[str, ...]
    checks_off: tuple[str, ...]
    additions: tuple[Addition, ...]
    """What is new among the steps and papers it adds to procedures."""
    cases: tuple[TouchedCase, ...]
    looked_at: int
    """How many open cases were held against it."""


def preview(unit: Unit, text: str, file: str = "", progress: Progress | None = None) -> PackPreview:
    """What taking in this text as a pack of the office would change.

    Raises Refused as `rule_packs.read_new`; rules that loosen are told in `refused`.
    """
    _row, pack = read_new(unit, text, file)
    return _preview(unit, pack.id, text, progress)


def preview_held(
    unit: Unit, name: str, progress: Progress | None = None, *, dropped: bool = False
) -> PackPreview:
    """What switching on what came last of a held pack would change; `dropped`: what ending it would."""
    held = held_pack(unit, name)
    return _preview(unit, name, "" if dropped else held.newest, progress, held.text)


def preview_central(unit: Unit, progress: Progress | None = None) -> PackPreview:
    """What central rules and settings from above changed since this office last looked at them.

    They hold already. Raises Refused("bad_pack") when what was looked at cannot be read any more.
    """
    fresh = {setting.entry for setting in central.news(unit.session).settings}
    before = unit.supposing({}, central.seen_rules(unit.session), fresh)
    changes = comparing.changes(before.rulebook, unit.rulebook)
    starts = {rule.start for one in changes for rule in (one.before, one.after)}
    cases, looked_at = _touched(before, unit, _days(unit.today, starts), progress)
    was, now = (
        [pack for pack in book.packs if pack.layer == "central"] for book in (before.rulebook, unit.rulebook)
    )
    old = {one for pack in was for one in pack.additions}
    return PackPreview(
        CENTRAL,
        _whole(now),
        _whole(was),
        tuple(changes),
        (),
        tuple(comparing.new_documents(before.rulebook, unit.rulebook)),
        (),
        (),
        tuple(one for pack in now for one in pack.additions if one not in old),
        tuple(cases),
        looked_at,
    )


def _whole(packs: list[Pack]) -> Pack:
    """All central packs as one, for heads of pages."""
    newest = max((pack.version for pack in packs), default="")
    return replace(packs[0], id=CENTRAL, title=N_("Quy định của Trung ương"), version=newest)


def _preview(unit: Unit, name: str, text: str, progress: Progress | None, current: str = "") -> PackPreview:
    before = unit.rulebook
    pack = parse_pack(text, name, before.keys) if text else None
    refused = comparing.loosened(before, pack) if pack is not None else []
    supposed = unit.supposing({name: text})
    after = supposed.rulebook
    told = {str(one) for one in (*refused, *before.set_aside)}
    refused += [one for one in after.set_aside if str(one) not in told]
    was = next((one for one in before.packs if one.id == name), None)
    if was is None and current:  # held, but set aside
        with contextlib.suppress(Refused):
            was = parse_pack(current, name, before.keys)
    old = set(was.additions) if was is not None else set()
    changes = comparing.changes(before, after)
    said = [rule for one in changes for rule in (one.before, one.after) if rule.pack == name]
    days = _days(unit.today, {rule.start for rule in said})
    cases, looked_at = _touched(unit, supposed, days, progress)
    return PackPreview(
        name,
        pack,
        was,
        tuple(changes),
        tuple(refused),
        tuple(comparing.new_documents(before, after)),
        tuple(sorted(after.local_checks - before.local_checks)),
        tuple(sorted(before.local_checks - after.local_checks)),
        tuple(one for one in pack.additions if one not in old) if pack is not None else (),
        tuple(cases),
        looked_at,
    )


def _days(today: datetime.date, starts: Iterable[datetime.date]) -> list[datetime.date]:
    """Today, and the next of the days on which what changes begins."""
    return [today, *sorted({day for day in starts if day > today})[:DAYS_AHEAD]]


def _touched(
    unit: Unit, supposed: Unit, days: list[datetime.date], progress: Progress | None
) -> tuple[list[TouchedCase], int]:
    """The open cases that would stand otherwise under the other rulebook on one of the days."""
    if unit.rulebook.packs == supposed.rulebook.packs:
        return [], 0
    known = procedures()
    found = []
    wanted = (
        select(Case)
        .join(CaseStanding, CaseStanding.case == Case.id)
        .where(CaseStanding.ended.is_(None), Case.gone.is_(False))
        .order_by(Case.opened, Case.id)
    )
    with unit.looking() as seen:  # none that the user may not see
        rows = list(seen.session.scalars(wanted))
    for at, case in enumerate(rows):
        if progress is not None:
            progress(at, len(rows))
        if case.procedure not in known:
            continue
        person, different = "", list[CaseChange]()
        for day in days:
            person, one = _picture(unit, case, day)
            _same, two = _picture(supposed, case, day)
            told = {replace(change, day=None) for change in different}
            fresh = [change for change in _differences(one, two) if change not in told]
            different += [change if day == days[0] else replace(change, day=day) for change in fresh]
        if different:
            found.append(TouchedCase(case.id, person, _(known[case.procedure].title), tuple(different)))
    return found, len(rows)


_Picture = dict[tuple[str, str], tuple[str, str]]
"""(kind, id) -> (what it is called, how it stands)."""


def _picture(unit: Unit, case: Case, day: datetime.date) -> tuple[str, _Picture]:
    """How a case stands under a unit's rules on a day: checks, steps, papers and open deadlines in words."""
    dossier = engine.load(unit, case, day)
    stands = engine.stand(dossier)
    found: _Picture = {}
    for problem in results(dossier, stands):
        good = problem.severity == "passed"
        said = _(SEVERITIES[problem.severity]) + ("" if good else f": {problem.message}")
        found["check", problem.id] = (_check_title(problem.id), said)
    for state in stands.steps:
        step = state.step
        found["step", step.id] = (_(step.title), _(STATES[state.state]))
        for paper in step.papers:
            found["paper", f"{step.id} {paper.form}"] = (_paper_title(paper, step), _("có"))
        for item in duties.of_step(dossier, state):
            if item.met is None:
                found["deadline", f"{step.id} {item.row or ''}"] = (item.what, day_text(item.deadline.due))
    return dossier.person.name, found


def _paper_title(paper: Any, step: Any) -> str:
    title = _(getattr(paper, "title", "") or "")
    return f"{paper.form}, {title}" if title else f"{paper.form} ({_(step.title)})"


def _check_title(name: str) -> str:
    found = definitions().get(name)
    return f"{name}, {_(found.title)}" if found is not None and found.title else name


def _differences(one: _Picture, two: _Picture) -> list[CaseChange]:
    none = {"check": _(SEVERITIES[""]), "step": _(STATES[""]), "deadline": _("không có hạn"), "paper": "–"}
    found = []
    for kind, name in dict.fromkeys([*one, *two]):
        before, after = one.get((kind, name)), two.get((kind, name))
        if (before or after) is None or (before and after and before[1] == after[1]):
            continue
        if kind == "check" and {before and before[1], after and after[1]} <= {None, _(SEVERITIES["passed"])}:
            continue  # a check that only comes to pass asks nothing of anybody
        what = (after or before or ("", ""))[0]
        found.append(
            CaseChange(kind, what, before[1] if before else none[kind], after[1] if after else none[kind])
        )
    return found
