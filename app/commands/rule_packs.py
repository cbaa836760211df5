"""Rule packs by the command line: taken in, switched on, ended, listed, filled, and looked at before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, read_text
from app.commands.parser import pairs
from app.words import _

if TYPE_CHECKING:
    from app.procedures.rule_preview import PackPreview


def plain(value: Any) -> Any:
    """A value of a rule as scripts read it."""
    from dataclasses import asdict

    from app.regulations.pack_writing import plain_value
    from app.regulations.rules import Share

    return asdict(value) if isinstance(value, Share) else plain_value(value)


def one_word(desk: Desk, more: list[str], name: str) -> str:
    """The one word a sub-command takes."""
    if not more:
        raise WrongUse(
            "wrong_use", _("Còn thiếu: {0}.").format(name), f"so-chi-bo rules {desk.words.key} {name}"
        )
    if len(more) > 1:
        raise WrongUse("wrong_use", _("Không hiểu: {0}.").format(" ".join(more[1:])))
    return more[0]


def add(desk: Desk, more: list[str]) -> Answer:
    """Take a pack in from its file; with --dry-run only show what it would change."""
    path = Path(one_word(desk, more, "F"))
    text = read_text(path)
    with desk.office() as workspace:
        if desk.words.dry_run:
            from app.procedures.rule_preview import preview

            with desk.looking(workspace) as unit:
                return preview_answer(preview(unit, text, path.name))
        from app.procedures.rule_packs import AddPack

        row = desk.do(workspace, AddPack(text, path.name)).result
        data = {"pack": row.pack, "version": row.version, "id": row.id}
    return Answer(data, [_("Đã nhận bộ quy định {pack}, phiên bản {version}.").format(**data)])


def accept(desk: Desk, more: list[str]) -> Answer:
    """Switch on what came last of a superior's pack; with --dry-run only show what it would change.

    `central`: what a new program brought or the superior set; it holds already, and is noted as looked at.
    """
    from app.procedures.rule_packs import CENTRAL, AcceptPack, SeeCentral

    name = one_word(desk, more, "PACK")
    with desk.office() as workspace:
        if desk.words.dry_run:
            from app.procedures.rule_preview import preview_central, preview_held

            with desk.looking(workspace) as unit:
                return preview_answer(preview_central(unit) if name == CENTRAL else preview_held(unit, name))
        if name == CENTRAL:
            desk.do(workspace, SeeCentral())
            return Answer({"pack": name}, [_("Đã xem quy định mới.")])
        row = desk.do(workspace, AcceptPack(name)).result
        data = {"pack": name, "version": row.value["value"], "id": row.id}
    return Answer(data, [_("Đã bật bộ quy định {pack}, phiên bản {version}.").format(**data)])


def drop(desk: Desk, more: list[str]) -> Answer:
    """End a pack of the office."""
    name = one_word(desk, more, "PACK")
    with desk.office() as workspace:
        if desk.words.dry_run:
            from app.procedures.rule_preview import preview_held

            with desk.looking(workspace) as unit:
                return preview_answer(preview_held(unit, name, dropped=True))
        from app.procedures.rule_packs import DropPack

        row = desk.do(workspace, DropPack(name, desk.words.reason or "")).result
        data = {"pack": name, "version": row.version, "id": row.id}
    return Answer(data, [_("Đã thôi dùng bộ quy định {pack}.").format(**data)])


def packs(desk: Desk, more: list[str]) -> Answer:
    """The packs of the office and of those above it, in use or waiting."""
    from app.storage import central
    from app.storage.rulebooks import held_packs

    none(more)
    with desk.office() as workspace, desk.looking(workspace) as unit:
        found = [
            {
                "pack": held.record.pack,
                "version": held.record.version,
                "in_use": held.version or None,
                "waiting": held.waits,
                "withdrawn": held.record.gone,
                "own": held.own,
            }
            for held in held_packs(unit.session, unit.author)
        ]
        fresh = bool(central.news(unit.session))
    lines = columns(
        [(p["pack"], p["version"], _("chờ bật") if p["waiting"] else _("đang dùng")) for p in found]
    )
    if fresh:
        lines.append(
            _("Có quy định mới kèm chương trình, của cấp trên: xem bằng `rules accept central --dry-run`.")
        )
    return Answer(
        {"packs": found, "central_new": fresh},
        lines or [_("Chỉ có quy định của Trung ương kèm chương trình.")],
    )


def fill(desk: Desk, more: list[str]) -> Answer:
    """Give rules their values under one document, as settings or as the office's own pack."""
    from app.procedures.rule_filling import FillRules

    words = desk.words
    command = FillRules(
        pairs(more, "rules fill"), words.start or "", words.document or "", words.title or "", words.as_pack
    )
    with desk.office() as workspace:
        made = desk.do(workspace, command).result
        data = {"filled": sorted(command.values or ()), "ids": [row.id for row in made]}
    return Answer(data, [_("Đã ghi {n} giá trị").format(n=len(data["filled"]))])


def none(more: list[str]) -> None:
    """A sub-command that takes no further words."""
    if more:
        raise WrongUse("wrong_use", _("Không hiểu: {0}.").format(" ".join(more)))


def preview_answer(found: PackPreview) -> Answer:
    """What a pack would change, as scripts and people read it."""
    pack, was = found.pack, found.in_use
    data = {
        "pack": found.id,
        "version": pack.version if pack else None,
        "in_use": was.version if was else None,
        "refused": [
            {"code": one.code, "message": one.message, "key": one.details.get("key")} for one in found.refused
        ],
        "changes": [
            {
                "key": one.key,
                "title": _(one.title),
                "from": one.start,
                "to": one.end,
                "before": plain(one.before.value),
                "after": plain(one.after.value),
                "unit": one.after.unit or one.before.unit,
                "text": f"{one.before.value_text()} → {one.after.value_text()}",
                "source": one.after.source_text(),
            }
            for one in found.changes
        ],
        "documents": [one.id for one in found.documents],
        "checks_on": list(found.checks_on),
        "checks_off": list(found.checks_off),
        "procedures": sorted({one.extends for one in found.additions}),
        "cases": [
            {
                "case": one.case,
                "person": one.person,
                "procedure": one.procedure,
                "changes": [
                    {"kind": c.kind, "what": c.what, "before": c.before, "after": c.after, "from": c.day}
                    for c in one.changes
                ],
            }
            for one in found.cases
        ],
        "looked_at": found.looked_at,
    }
    lines = [one.message for one in found.refused]
    lines += columns(
        [
            (one.key, one.start, one.end, f"{one.before.value_text()} → {one.after.value_text()}")
            for one in found.changes
        ]
    )
    for one in found.cases:
        lines.append(f"{one.person}, {one.procedure}:")
        lines += [f"  {c.what}: {c.before} → {c.after}" for c in one.changes]
    return Answer(data, lines or [_("Bộ này không đổi gì.")])
