"""Rules in force and what is due."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from app.commands import rule_packs
from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk
from app.commands.rule_packs import none, plain
from app.trouble import Refused
from app.words import _

if TYPE_CHECKING:
    from app.regulations.packs import Rule
    from app.regulations.rulebook import Rulebook


def rules(desk: Desk) -> Answer:
    """Values in force on a day with their source; or what the first word after `rules` names."""
    words = desk.words
    if words.key in _NAMED:
        return _NAMED[words.key](desk, list(words.more))
    if words.more:
        raise WrongUse("wrong_use", _("Không hiểu: {0}.").format(" ".join(words.more)))
    return _told(_book(desk), words.key, desk.day(words.on))


def _book(desk: Desk) -> Rulebook:
    """The rulebook of the workspace, the central one where none is named."""
    if not desk.has_workspace:
        from app.regulations.rulebook import load_central

        return load_central()
    with desk.office() as workspace, desk.looking(workspace) as unit:
        return unit.rulebook


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
        "value": plain(rule.value),
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


def _compare(desk: Desk, more: list[str]) -> Answer:
    """The rules that differ between two days."""
    if len(more) != 2:
        raise WrongUse("wrong_use", _("Cần hai ngày."), "so-chi-bo rules compare D1 D2")
    first, second = (desk.day(text) for text in more)
    book = _book(desk)
    found = book.compare(first, second)
    data = {
        "from": first,
        "to": second,
        "differences": [
            {
                "key": one.key,
                "title": _(one.title),
                "before": _rule(book, one.before),
                "after": _rule(book, one.after),
            }
            for one in found
        ],
    }
    lines = columns(
        [
            (one.key, one.before.value_text(), "→", one.after.value_text(), one.after.source_text())
            for one in found
        ]
    )
    return Answer(data, lines or [_("Hai ngày này quy định như nhau.")])


def _unknown(desk: Desk, more: list[str]) -> Answer:
    """The keys without a known value on a day, with the last known one."""
    none(more)
    day, book = desk.day(desk.words.on), _book(desk)
    rules_of_day = book.on(day)
    lasts = {key: rules_of_day.last_known(key) for key in book.unknown_keys(day)}
    found = [
        {
            "key": key,
            "title": _(book.keys[key].title),
            "kind": book.keys[key].kind,
            "last": _rule(book, last) if last is not None else None,
        }
        for key, last in lasts.items()
    ]
    lines = columns([(k, last.value_text() if last else None, last.source_text() if last else None)
                     for k, last in lasts.items()])  # fmt: skip
    return Answer({"on": day, "unknown": found}, lines or [_("Không còn quy định nào chưa có nguồn.")])


def _documents(desk: Desk, more: list[str]) -> Answer:
    """The catalogue of documents, with what is in force on a day."""
    none(more)
    day, book = desk.day(desk.words.on), _book(desk)
    known = sorted(book.documents.values(), key=lambda one: (one.start, one.id), reverse=True)
    found = [
        {
            "id": one.id,
            "number": one.number,
            "date": one.dated,
            "title": _(one.title),
            "issuer": one.issuer,
            "from": one.start,
            "from_confidence": one.start_confidence,
            "to": one.end,
            "in_force": one.in_force(day),
            "confidence": one.confidence,
            "replaces": list(one.replaces),
            "replaced_by": [other.id for other in book.replaced_by(one.id)],
            "rules": sorted({r.key for key in book.keys for r in book.history(key) if r.document == one.id}),
        }
        for one in known
    ]
    lines = columns(
        [(d["number"], d["date"], _("có hiệu lực") if d["in_force"] else None, d["title"]) for d in found]
    )
    return Answer({"on": day, "documents": found}, lines)


_NAMED = {
    "add": rule_packs.add,
    "accept": rule_packs.accept,
    "drop": rule_packs.drop,
    "packs": rule_packs.packs,
    "compare": _compare,
    "unknown": _unknown,
    "documents": _documents,
    "fill": rule_packs.fill,
}
"""What may stand behind `rules` in place of a key; no key of a rule is a single word."""
