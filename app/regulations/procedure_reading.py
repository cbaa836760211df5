"""Reading one step of a procedure file: facts, papers, votes, deadlines, outcomes, effects."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.regulations.procedure_parts import (
    ACTORS,
    EFFECT_KINDS,
    FACT_TYPES,
    FINDS,
    THEN,
    WRITERS,
    Due,
    Effect,
    FactDef,
    Outcome,
    Paper,
    Step,
    VoteDef,
)
from app.regulations.tables import Table
from app.words import _

_FACT = re.compile(r"(\w+)(?::(\w+))?(!)?(?:\s+(.+))?")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Known:
    """What a file may name: checks, named conditions, rule keys, forms."""

    checks: Collection[str]
    conditions: Collection[str]
    keys: Collection[str]
    forms: Collection[str]
    titled: bool = False
    """Whether papers may be of forms of their own, with a title: those a pack adds."""

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


def read_choices(top: Table) -> dict[str, dict[str, str]]:
    lists = {}
    for name, titles in top.mapping("choices").items():
        table = Table(titles, top.file, f"choices.{name}")
        lists[name] = {word: table.text(word) for word in titles}
    return lists


def read_step(
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
        read_effects(table, "effects"),
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
    title = table.text("title", "") if known.titled else ""
    if form not in known.forms and not title:
        table.fail(_("biểu mẫu lạ “{form}”.").format(form=form), _("Sửa mã hoặc thêm vào codes/forms.toml."))
    paper = Paper(
        form,
        table.flag("need"),
        table.flag("prints"),
        known.condition(table, table.texts("when")),
        table.choice("by", WRITERS, ""),
        title,
    )
    table.done()
    return paper


def _vote(step: Table, known: Known) -> VoteDef | None:
    if "vote" not in step.content:
        return None
    table = Table(step.mapping("vote"), step.file, f"{step.item}.vote")
    motions = table.texts("motions")
    own = Table(table.mapping("rules"), step.file, f"{step.item}.vote.rules")
    rules = {name: known.key(own, own.text(name)) for name in own.content}
    left_out = known.key(table, table.text("left_out", ""))
    vote = VoteDef(table.text("body"), known.key(table, table.text("rule")), motions, rules, left_out)
    if strange := next((name for name in rules if name not in motions), None):
        table.fail(_("“rules” nêu việc lạ “{name}”.").format(name=strange), _("Thêm vào “motions”."))
    table.done()
    return vote


def _due(table: Table, known: Known, rows: Mapping[str, Mapping[str, FactDef]]) -> Due:
    due = Due(
        known.key(table, table.text("rule")),
        table.text("as_of", ""),
        table.text("each", ""),
        table.text("met_by", ""),
        table.text("where", ""),
        known.condition(table, table.texts("when")),
        table.text("until", ""),
        table.text("title", ""),
    )
    table.done()
    if due.each:
        columns = rows.get(due.each, {})
        for name in filter(None, (due.as_of, due.met_by, due.where.removeprefix("not ").strip())):
            if name not in columns:
                table.fail(
                    _("cột lạ “{name}” của {rows}.").format(name=name, rows=due.each), _("Sửa tên cột.")
                )
    elif due.where:
        table.fail(_("“where” chỉ dùng với “each”."), _("Thêm “each”."))
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
        read_effects(table, "effects"),
        table.choice("finds", FINDS, ""),
    )
    table.done()
    misplaced = [
        name
        for name, wanted in (("steps", "reopen"), ("most", "again"), ("over", "again"), ("result", "end"))
        if name in table.content and then != wanted
    ]
    if outcome.finds == "nothing" and then != "end":
        misplaced.append("finds")
    if misplaced:
        table.fail(
            _("“{name}” không đi với then = “{then}”.").format(name=misplaced[0], then=then), _("Bỏ đi.")
        )
    return outcome


def read_effects(table: Table, name: str) -> tuple[Effect, ...]:
    found = []
    for item in table.tables(name):
        inner = Table(item, table.file, f"{table.item}.{name}")
        kinds = [kind for kind in EFFECT_KINDS if kind in item]
        if len(kinds) != 1:
            inner.fail(_("phải có đúng một tác động."), ", ".join(EFFECT_KINDS))
        values: dict[str, Any] = {
            kinds[0]: inner.text(kinds[0]),
            "on": inner.text("on", ""),
            "until": inner.text("until", ""),
        }
        reason = inner.text("reason", "")
        inner.done()
        found.append(Effect(**values, reason=reason or None))
    return tuple(found)
