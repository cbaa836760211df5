"""Rules in force and what is due."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, read_text, text_of
from app.trouble import Refused
from app.words import _

if TYPE_CHECKING:
    from app.regulations.packs import Rule
    from app.regulations.rulebook import Rulebook


def rules(desk: Desk) -> Answer:
    """Values in force on a day with their source; `rules add F` takes a pack in."""
    words = desk.words
    if words.key == "add":
        return _add(desk)
    if words.file:
        raise WrongUse("wrong_use", _("Không hiểu: {0}.").format(words.file))
    day = desk.day(words.on)
    if not desk.has_workspace:
        from app.regulations.rulebook import load_central

        return _told(load_central(), words.key, day)
    with desk.office() as workspace, desk.looking(workspace) as unit:
        return _told(unit.rulebook, words.key, day)


def _told(book: Rulebook, key: str | None, day: datetime.date) -> Answer:
    names = [name for name in book.keys if key in (None, name) or name.startswith(f"{key}.")]
    if not names:
        raise Refused(
            "unknown_rule",
            _("Không có quy định “{key}”.").format(key=key),
            _("Xem các khóa bằng lệnh rules."),
        )
    found = [_rule(book, book.rule(name, day)) for name in names]
    lines = columns(
        [(r["key"], r["text"], r["source_text"], r["confidence"], r["from"], r["to"]) for r in found]
    )
    return Answer({"on": day, "rules": found}, lines)


def _rule(book: Rulebook, rule: Rule) -> dict[str, Any]:
    """A rule as scripts read it; the value of an unknown one is null."""
    document = book.document(rule.document)
    known = document is not None or bool(rule.document)
    return {
        "key": rule.key,
        "title": _(book.keys[rule.key].title),
        "value": _plain(rule.value),
        "unit": rule.unit,
        "from": rule.start if known else None,
        "to": rule.end,
        "base": rule.base,
        "source": {"document": rule.document, "date": rule.document.partition("@")[2], "point": rule.point},
        "source_text": rule.source_text(),
        "confidence": rule.confidence,
        "layer": rule.layer,
        "issuer": rule.issuer,
        "text": rule.value_text(),
        "says": rule.text,
    }


def _plain(value: Any) -> Any:
    from dataclasses import asdict

    from app.regulations.rules import Link, Share

    if isinstance(value, Share):
        return asdict(value)
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, Link) else item for item in value]
    return value


def _add(desk: Desk) -> Answer:
    from app.procedures.rule_packs import AddPack

    words = desk.words
    if not words.file:
        raise WrongUse("wrong_use", _("Còn thiếu: {0}.").format("F"), "so-chi-bo rules add F")
    path = Path(words.file)
    text = read_text(path)
    with desk.office() as workspace:
        row = desk.do(workspace, AddPack(text, path.name)).result
        data = {"pack": row.pack, "version": row.version, "id": row.id}
    return Answer(data, [_("Đã nhận bộ quy định {pack}, phiên bản {version}.").format(**data)])


def duties(desk: Desk) -> Answer:
    """What this office has to do, the earliest first."""
    from app.reports import home

    words = desk.words
    until = desk.day(words.until) if words.until else None
    today = desk.today.isoformat()
    with desk.office() as workspace, workspace.reading() as session:
        found = [
            {
                "due": r.duty.due,
                "base_date": r.duty.base_date,
                "rule": r.duty.rule or None,
                "person": r.duty.person,
                "name": r.name,
                "what": r.duty.what,
                "case": r.duty.case,
                "procedure": r.procedure,
                "step": r.duty.step,
                "overdue": bool(r.duty.due and r.duty.due < today),
            }
            for r in home.duties(session, workspace.organisation_id, until)
        ]
    lines = [
        f"{text_of(d['due'])}  {d['name']}: {d['what']}" + (_(" (quá hạn)") if d["overdue"] else "")
        for d in found
    ]
    return Answer({"duties": found}, lines or [_("Không có việc nào đến hạn.")])
