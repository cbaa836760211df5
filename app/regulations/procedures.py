"""Procedure files: read, checked against what exists, and extended by packs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.regulations.codes import load_forms
from app.regulations.procedure_parts import (
    CheckDef,
    Due,
    Effect,
    FactDef,
    Outcome,
    Paper,
    Procedure,
    Step,
    VoteDef,
)
from app.regulations.procedure_reading import Known, read_choices, read_effects, read_step
from app.regulations.rulebook import SEVERITIES
from app.regulations.tables import Table, bad_pack, parse_toml, read_toml
from app.words import _

__all__ = [
    "CheckDef", "Due", "Effect", "FactDef", "Outcome", "Paper", "Procedure", "Step", "VoteDef",
    "extend_procedure", "load_checks", "load_procedures", "parse_procedure",
]  # fmt: skip

NOT_PROCEDURES = ("checks.toml",)
NAMED_DATES = ("opened", "probation.end", "list.reviewed", "help.noted")  # days that functions know


def load_procedures(
    folder: Path, *, checks: Collection[str], conditions: Collection[str], keys: Collection[str]
) -> dict[str, Procedure]:
    """All procedures of a folder by id; `Refused("bad_pack")` names file, item and remedy."""
    found: dict[str, Procedure] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name in NOT_PROCEDURES:
            continue
        text = path.read_text(encoding="utf-8")
        procedure = parse_procedure(text, path.name, checks=checks, conditions=conditions, keys=keys)
        if procedure.id in found:
            raise bad_pack(path.name, procedure.id, _("thủ tục này đã có."), _("Mỗi thủ tục có một tệp."))
        found[procedure.id] = procedure
    return found


def parse_procedure(
    text: str, file: str, *, checks: Collection[str], conditions: Collection[str], keys: Collection[str]
) -> Procedure:
    """A procedure from the text of its file."""
    top = Table(parse_toml(text, file), file, "")
    known = Known(checks, conditions, keys, load_forms())
    choices = read_choices(top)
    procedure = Procedure(
        top.text("id"),
        top.text("title"),
        top.texts("person"),
        tuple(read_step(Table(item, file, ""), known, choices) for item in top.tables("step")),
        read_effects(top, "effects"),
        top.text("about", ""),
        top.flag("restricted"),
    )
    top.done()
    _check_whole(procedure, file)
    return procedure


def extend_procedure(
    procedure: Procedure,
    added: str | Mapping[str, Any],
    file: str,
    *,
    checks: Collection[str],
    conditions: Collection[str],
    keys: Collection[str],
) -> Procedure:
    """A procedure with what a pack adds: new steps, or facts, rows, papers, checks of steps it has.

    `added`: the text of a file, or what `[[procedure]]` of a pack holds. Nothing can be taken away or
    replaced: `Refused("bad_pack")`.
    """
    top = Table(parse_toml(added, file) if isinstance(added, str) else added, file, "")
    known = Known(checks, conditions, keys, load_forms(), titled=True)
    if top.text("extends") != procedure.id:
        top.fail(
            _("không phải phần bổ sung của thủ tục này."), _('Ghi extends = "{id}".').format(id=procedure.id)
        )
    choices = read_choices(top)
    steps = list(procedure.steps)
    for item in top.tables("step"):
        table = Table(item, file, str(item.get("id", "")))
        more = read_step(table, known, choices, partial=True)
        place = next((index for index, step in enumerate(steps) if step.id == more.id), None)
        if place is not None:
            steps[place] = _joined(steps[place], more, table)
        elif not more.title or (more.after is None and not more.any_time):
            table.fail(_("bước mới thiếu “title” hoặc “after”."), _("Ghi tên bước và bước đứng trước nó."))
        elif more.any_time:
            steps.append(more)
        else:
            above = [index for index, step in enumerate(steps) if step.id in (more.after or ())]
            steps.insert(max(above, default=-1) + 1, more)
            steps = [_following(step, more, steps) for step in steps]
    top.done()
    longer = replace(procedure, steps=tuple(steps), extended_by=(*procedure.extended_by, file))
    _check_whole(longer, file)
    return longer


def load_checks(path: Path, keys: Collection[str]) -> dict[str, CheckDef]:
    """The checks as data by id; `keys` are the rule keys there are."""
    known = Known((), (), keys, ())
    top = Table(read_toml(path), path.name, "")
    found: dict[str, CheckDef] = {}
    for item in top.tables("check"):
        table = Table(item, path.name, str(item.get("id", "")))
        read = tuple(known.key(table, key) for key in table.texts("keys"))
        check = CheckDef(
            table.text("id"),
            table.text("title"),
            table.choice("severity", SEVERITIES),
            read,
            table.flag("local"),
        )
        table.done()
        if check.id in found:
            table.fail(_("mã kiểm tra đã có."), _("Đặt mã khác."))
        found[check.id] = check
    top.done()
    return found


def _joined(step: Step, added: Step, table: Table) -> Step:
    allowed = {"id", "facts", "rows", "row_titles", "papers", "checks"}
    if extra := sorted(set(table.content) - allowed):
        table.fail(
            _("không được đổi “{name}” của bước có sẵn.").format(name=extra[0]),
            _("Chỉ bổ sung mục ghi, giấy tờ, kiểm tra hoặc bước mới."),
        )
    doubled = sorted((set(step.facts) & set(added.facts)) | (set(step.rows) & set(added.rows)))
    if doubled:
        table.fail(_("“{name}” đã có.").format(name=doubled[0]), _("Đặt tên khác."))
    return replace(
        step,
        facts={**step.facts, **added.facts},
        rows={**step.rows, **added.rows},
        row_titles={**step.row_titles, **added.row_titles},
        papers=(*step.papers, *added.papers),
        checks=(*step.checks, *(check for check in added.checks if check not in step.checks)),
    )


def _following(step: Step, added: Step, steps: list[Step]) -> Step:
    """A step without `after` that stood below the new one keeps the step it followed, and the new one too."""
    places = {other.id: index for index, other in enumerate(steps)}
    here = places[step.id]
    if step.after is not None or step.any_time or here == 0 or steps[here - 1].id != added.id:
        return step
    above = steps[here - 2].id if here > 1 else None
    return replace(step, after=(*((above,) if above else ()), added.id))


def _dates(procedure: Procedure) -> set[str]:
    """Every day a deadline or effect may name: STEP.day, STEP.FACT, FORM.date, named dates."""
    found = set(NAMED_DATES)
    for step in procedure.steps:
        found.add(f"{step.id}.day")
        found |= {f"{step.id}.{fact.name}" for fact in step.facts.values() if fact.type == "date"}
        found |= {f"{paper.form}.date" for paper in step.papers}
    return found


def _check_whole(procedure: Procedure, file: str) -> None:
    """Ids are single, steps and days named exist, `after` looks only upwards (so there is no circle)."""
    days = _dates(procedure)
    named = [(procedure.id, effect.on) for effect in procedure.effects]
    ends = [
        e.until for s in procedure.steps for e in (*s.effects, *(x for o in s.outcomes for x in o.effects))
    ]
    named += [(procedure.id, day) for day in ends]
    for step in procedure.steps:
        named += [(step.id, day) for due in step.due if not due.each for day in (due.as_of, due.until)]
        named += [(step.id, effect.on) for effect in step.effects]
        named += [(step.id, effect.on) for outcome in step.outcomes for effect in outcome.effects]
    for item, day in named:
        if day and day not in days:
            raise bad_pack(
                file,
                item,
                _("ngày lạ “{day}”.").format(day=day),
                _("Dùng BƯỚC.day, BƯỚC.MỤC, BIỂU MẪU.date hoặc: {list}.").format(list=", ".join(NAMED_DATES)),
            )
    seen: list[str] = []
    every = [step.id for step in procedure.steps]
    for step in procedure.steps:
        if every.count(step.id) > 1:
            raise bad_pack(file, step.id, _("mã bước bị lặp."), _("Đặt mã khác."))
        for name in step.after or ():
            if name not in seen:
                raise bad_pack(
                    file,
                    step.id,
                    _("“after” nêu bước không đứng trước: “{name}”.").format(name=name),
                    _("Sửa tên hoặc đổi thứ tự các bước."),
                )
        for outcome in step.outcomes:
            for name in (*outcome.steps, *filter(None, (outcome.over,))):
                if name not in every:
                    raise bad_pack(
                        file, step.id, _("bước lạ “{name}”.").format(name=name), _("Sửa tên bước.")
                    )
        if not step.any_time:
            seen.append(step.id)
