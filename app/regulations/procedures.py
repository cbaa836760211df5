"""Procedure files: read, checked against what exists, and extended by packs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.regulations.codes import load_forms
from app.regulations.procedure_parts import (
    ACTORS,
    EFFECT_KINDS,
    FACT_TYPES,
    THEN,
    WRITERS,
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
from app.regulations.rulebook import SEVERITIES
from app.regulations.tables import Table, bad_pack, parse_toml, read_toml
from app.words import _

__all__ = [
    "CheckDef", "Due", "Effect", "FactDef", "Outcome", "Paper", "Procedure", "Step", "VoteDef",
    "extend_procedure", "load_checks", "load_procedures", "parse_procedure",
]  # fmt: skip

NOT_PROCEDURES = ("checks.toml",)
NAMED_DATES = ("opened", "probation.end")  # days that functions know, beside acts, facts and papers
_FACT = re.compile(r"(\w+)(?::(\w+))?(!)?(?:\s+(.+))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Known:
    """What a file may name: checks, named conditions, rule keys, forms."""

    checks: Collection[str]
    conditions: Collection[str]
    keys: Collection[str]
    forms: Collection[str]

    def condition(self, table: Table, names: Iterable[str]) -> tuple[str, ...]:
        """Conditions, each maybe turned round by "not "."""
        found = tuple(names)
        for name in found:
            bare = name.removeprefix("not ").strip()
            if bare not in self.conditions:
                table.fail(
                    _("điều kiện lạ “{name}”.").format(name=bare),
                    _("Dùng một điều kiện chương trình có: {list}.").format(
                        list=", ".join(sorted(self.conditions))
                    ),
                )
        return found

    def key(self, table: Table, name: str) -> str:
        """A rule key; empty stays empty."""
        if name and name not in self.keys:
            table.fail(
                _("khóa quy định lạ “{name}”.").format(name=name), _("Sửa tên hoặc thêm vào keys.toml.")
            )
        return name

    def check(self, table: Table, names: Iterable[str]) -> tuple[str, ...]:
        """Check ids."""
        found = tuple(names)
        for name in found:
            if name not in self.checks:
                table.fail(
                    _("mục kiểm tra lạ “{name}”.").format(name=name), _("Dùng mã kiểm tra chương trình có.")
                )
        return found


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
    choices = _choices(top)
    procedure = Procedure(
        top.text("id"),
        top.text("title"),
        top.texts("person"),
        tuple(_step(Table(item, file, ""), known, choices) for item in top.tables("step")),
        _effects(top, "effects"),
        top.text("about", ""),
        top.flag("restricted"),
    )
    top.done()
    _check_whole(procedure, file)
    return procedure


def extend_procedure(
    procedure: Procedure,
    text: str,
    file: str,
    *,
    checks: Collection[str],
    conditions: Collection[str],
    keys: Collection[str],
) -> Procedure:
    """A procedure with what a pack adds: new steps, or facts, rows, papers, checks of steps it has.

    Nothing can be taken away or replaced: `Refused("bad_pack")`.
    """
    top = Table(parse_toml(text, file), file, "")
    known = Known(checks, conditions, keys, load_forms())
    if top.text("extends") != procedure.id:
        top.fail(
            _("không phải phần bổ sung của thủ tục này."), _('Ghi extends = "{id}".').format(id=procedure.id)
        )
    choices = _choices(top)
    steps = list(procedure.steps)
    for item in top.tables("step"):
        table = Table(item, file, str(item.get("id", "")))
        added = _step(table, known, choices, partial=True)
        place = next((index for index, step in enumerate(steps) if step.id == added.id), None)
        if place is not None:
            steps[place] = _joined(steps[place], added, table)
        elif not added.title or added.after is None:
            table.fail(_("bước mới thiếu “title” hoặc “after”."), _("Ghi tên bước và bước đứng trước nó."))
        else:
            above = [index for index, step in enumerate(steps) if step.id in added.after]
            steps.insert(max(above, default=-1) + 1, added)
            steps = [_following(step, added, steps) for step in steps]
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


def _choices(top: Table) -> dict[str, dict[str, str]]:
    lists = {}
    for name, titles in top.mapping("choices").items():
        table = Table(titles, top.file, f"choices.{name}")
        lists[name] = {word: table.text(word) for word in titles}
    return lists


def _step(
    table: Table, known: Known, choices: Mapping[str, dict[str, str]], *, partial: bool = False
) -> Step:
    identity = table.text("id")
    table.item = identity
    if not _NAME.fullmatch(identity):
        table.fail(_("mã bước không hợp lệ."), _("Dùng chữ thường không dấu, số và gạch dưới."))
    chain = known.key(table, table.text("chain", ""))
    if chain and "actor" in table.content:
        table.fail(_("có cả “actor” và “chain”."), _("Giữ một trong hai."))
    rows = {name: _facts(Table(item, table.file, f"{identity}.rows.{name}"), choices)
            for name, item in table.mapping("rows").items()}  # fmt: skip
    step = Step(
        identity,
        table.text("title", "") if partial else table.text("title"),
        table.text("group", ""),
        table.choice("actor", ACTORS, "cell"),
        chain,
        table.texts("after") if "after" in table.content else None,
        known.condition(table, table.texts("when")),
        table.flag("any_time"),
        table.flag("after_end"),
        _facts(Table(table.mapping("facts"), table.file, f"{identity}.facts"), choices),
        rows,
        {name: str(title) for name, title in table.mapping("row_titles").items()},
        tuple(
            _paper(Table(item, table.file, f"{identity}.papers"), known) for item in table.tables("papers")
        ),
        _vote(table, known),
        tuple(_due(Table(item, table.file, f"{identity}.due"), known, rows) for item in table.tables("due")),
        known.check(table, table.texts("checks")),
        tuple(
            _outcome(Table(item, table.file, f"{identity}.outcomes"), known)
            for item in table.tables("outcomes")
        ),
        _effects(table, "effects"),
        table.flag("hands_over"),
    )
    table.done()
    return step


def _facts(table: Table, choices: Mapping[str, dict[str, str]]) -> dict[str, FactDef]:
    """Facts written `name = "type[:list][!] Title"`; a choice takes the list of its own name by default."""
    found = {}
    for name in table.content:
        match = _FACT.fullmatch(table.text(name))
        if match is None or match[1] not in FACT_TYPES:
            table.fail(
                _("“{name}” có kiểu lạ.").format(name=name),
                _('Viết dạng "kiểu! Tên gọi", kiểu là một trong: {list}.').format(list=", ".join(FACT_TYPES)),
            )
        kind, listed, mark, title = match.groups()
        options: Mapping[str, str] = {}
        if kind == "choice":
            wanted = listed or name
            if wanted not in choices:
                table.fail(
                    _("thiếu danh sách chọn “{name}”.").format(name=wanted), _("Thêm bảng [choices.…].")
                )
            options = choices[wanted]
        found[name] = FactDef(name, kind, bool(mark), title or "", options)
    return found


def _paper(table: Table, known: Known) -> Paper:
    form = table.text("form")
    if form not in known.forms:
        table.fail(_("biểu mẫu lạ “{form}”.").format(form=form), _("Sửa mã hoặc thêm vào codes/forms.toml."))
    paper = Paper(
        form,
        table.flag("need"),
        table.flag("prints"),
        known.condition(table, table.texts("when")),
        table.choice("by", WRITERS, ""),
    )
    table.done()
    return paper


def _vote(step: Table, known: Known) -> VoteDef | None:
    if "vote" not in step.content:
        return None
    table = Table(step.mapping("vote"), step.file, f"{step.item}.vote")
    vote = VoteDef(table.text("body"), known.key(table, table.text("rule")), table.texts("motions"))
    table.done()
    return vote


def _due(table: Table, known: Known, rows: Mapping[str, Mapping[str, FactDef]]) -> Due:
    due = Due(
        known.key(table, table.text("rule")),
        table.text("as_of", ""),
        table.text("each", ""),
        table.text("met_by", ""),
        table.text("where", ""),
    )
    table.done()
    if due.each:
        columns = rows.get(due.each, {})
        for name in filter(None, (due.as_of, due.met_by, due.where.removeprefix("not ").strip())):
            if name not in columns:
                table.fail(
                    _("cột lạ “{name}” của {rows}.").format(name=name, rows=due.each), _("Sửa tên cột.")
                )
    elif due.met_by or due.where:
        table.fail(_("“met_by”, “where” chỉ dùng với “each”."), _("Thêm “each”."))
    return due


def _outcome(table: Table, known: Known) -> Outcome:
    identity = table.text("id")
    then = table.choice("then", THEN, "on")
    outcome = Outcome(
        identity,
        table.text("title", identity),
        then,
        known.condition(table, table.texts("when")),
        table.texts("steps"),
        known.key(table, table.text("most", "")),
        table.text("over", ""),
        table.text("result", ""),
        table.text("opens", ""),
        _effects(table, "effects"),
    )
    table.done()
    misplaced = [
        name
        for name, wanted in (("steps", "reopen"), ("most", "again"), ("over", "again"), ("result", "end"))
        if name in table.content and then != wanted
    ]
    if misplaced:
        table.fail(
            _("“{name}” không đi với then = “{then}”.").format(name=misplaced[0], then=then), _("Bỏ đi.")
        )
    return outcome


def _effects(table: Table, name: str) -> tuple[Effect, ...]:
    found = []
    for item in table.tables(name):
        inner = Table(item, table.file, f"{table.item}.{name}")
        kinds = [kind for kind in EFFECT_KINDS if kind in item]
        if len(kinds) != 1:
            inner.fail(_("phải có đúng một tác động."), ", ".join(EFFECT_KINDS))
        values: dict[str, Any] = {kinds[0]: inner.text(kinds[0]), "on": inner.text("on", "")}
        reason = inner.text("reason", "")
        inner.done()
        found.append(Effect(**values, reason=reason or None))
    return tuple(found)


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
    for step in procedure.steps:
        named += [(step.id, due.as_of) for due in step.due if not due.each]
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
