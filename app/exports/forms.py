"""Filling a form: plain values in, a document out; what is missing becomes dots, never a guess."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.exports.document import (
    Block,
    Column,
    Document,
    Foot,
    Head,
    Heading,
    Lines,
    Note,
    PageBreak,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Signatures,
    Table,
    split_lines,
)
from app.exports.form_files import Field, Form, FormBlock, TextField, load_forms, pieces, text_fields
from app.exports.layout import Layout, layout_on
from app.regulations.codes import form_guide
from app.trouble import Refused
from app.words import _

__all__ = ["Field", "Form", "TextField", "fill", "load_forms", "text_fields"]

# What stands where nothing is known, as wide as a hand needs.
_DOTS = {"number": "……", "date": "……/……/………"}
_TEXT_DOTS = "…" * 10
_PLACE_DOTS = "…" * 4
_LONG_DAY_DOTS = "ngày …… tháng …… năm ………"
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_BLANK_ROWS = 4  # of a table nobody has filled, to write in by hand


def fill(form: Form, fields: Mapping[str, object]) -> Document:
    """The form with the values set in; names the form does not know are passed over.

    Values: text (a date may be partial: "1989", "1989-05", "1989-05-13"), int, Decimal, date, bool for
    flags, a list of mappings for rows. Raises Refused (bad_field_value) for a value of another shape.
    """
    day = fields.get(form.day)
    filling = _Filling(form, fields, layout_on(day if isinstance(day, datetime.date) else None))
    return Document(
        title=form.title,
        blocks=(*filling.blocks(), Foot(_foot(form, fields.get(form.day)))),
        day=day if isinstance(day, datetime.date) else None,
        landscape=form.landscape,
        code=form.code,
    )


def _foot(form: Form, day: object) -> str:
    """Which form of which guide this is; printed papers speak Vietnamese in every language of the program."""
    if form.layout == "office":
        return ""
    guide = (form_guide(form.code, day) if isinstance(day, datetime.date) else None) or form.guide
    name = f"Mẫu {form.code} ({_guide(guide)})" if guide else f"Mẫu {form.code}"
    if form.layout == "draft":
        return f"{name}: bản trình bày do {form.written_by} dự thảo, chưa có mẫu gốc đối chiếu."
    return name if guide == form.guide else f"{name}, trình bày theo {_guide(form.guide)}."


def _guide(guide: str) -> str:
    """ "38-HD/BTCTW@2025-09-29" as it is cited: HD 38-HD/BTCTW, 29/9/2025."""
    number, _at, day = guide.partition("@")
    return f"HD {number}" + (f", {layout_on(None).day(datetime.date.fromisoformat(day))}" if day else "")


class _Filling:
    """One filling: the form, the values, and the format in force."""

    def __init__(self, form: Form, values: Mapping[str, object], layout: Layout) -> None:
        self.form, self.values, self.layout = form, values, layout
        self.fields: Mapping[str, Field] = form.fields

    def blocks(self) -> Iterator[Block]:
        if self.form.head:
            texts = {key: value for key, value in self.form.head.items() if isinstance(value, str)}
            filled = {key: self.plain(text) for key, text in texts.items()}
            if "place_date" in filled:  # one line of its own, even when nothing is known
                filled["place_date"] = filled["place_date"].replace(_TEXT_DOTS, _PLACE_DOTS)
            yield Head(
                **filled,
                party_heading=self.form.head.get("party_heading", True),
            )
        for block in self.form.blocks:
            if block.kind == "table":
                if self.shown(block.when):
                    yield self.table(block)
            elif block.each:
                for row in self.rows(block.each) or []:
                    yield from row.block(block)
            else:
                yield from self.block(block)

    def shown(self, when: str) -> bool:
        if not when:
            return True
        name = when.removeprefix("not ")
        return bool(self.values.get(name)) != when.startswith("not ")

    def block(self, block: FormBlock) -> Iterator[Block]:
        if not self.shown(block.when):
            return
        parts = block.parts
        match block.kind:
            case "type" | "subject" | "part":
                yield Heading(self.plain(parts["text"]), block.kind)
            case "paragraph":
                yield from self.paragraph(parts)
            case "note":
                yield Note(self.plain(parts["text"]))
            case "lines":
                yield Lines(parts.get("count", 2))
            case "page_break":
                yield PageBreak()
            case "signatures":
                yield self.signatures(parts)

    def paragraph(self, parts: Mapping[str, Any]) -> Iterator[Block]:
        settings = {key: parts[key] for key in ("align", "indent", "compact") if key in parts}
        runs, to_write = self.runs(parts["text"])
        if any("…" in run.text for run in runs):
            settings.setdefault("align", "left")  # justified, the words between dots drift apart
        for piece in split_lines(runs):
            yield Paragraph(piece, **settings)
        if to_write:
            yield Lines(to_write)

    def signatures(self, parts: Mapping[str, Any]) -> Signatures:
        signatures = tuple(
            Signature(**{key: self.plain(text) for key, text in signer.items()})
            for signer in parts["signers"]
        )
        entries = tuple(self.plain(text) for text in parts.get("recipients", ()))
        return Signatures(signatures, Recipients(entries) if entries else None)

    def table(self, block: FormBlock) -> Table:
        columns = tuple(Column(**column) for column in block.parts["columns"])
        rows = self.rows(block.each)
        if rows is None:
            return Table(columns, (("",) * len(columns),) * _BLANK_ROWS)
        return Table(columns, tuple(tuple(row.cell(text) for text in block.parts["cells"]) for row in rows))

    def rows(self, name: str) -> list[_Filling] | None:
        """A filling per row; None when nobody has given any."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, Sequence) or not all(isinstance(row, Mapping) for row in value):
            raise _bad_value(self.fields[name])
        rows = []
        for index, told in enumerate(value, start=1):
            row = _Filling(self.form, {**self.values, **told, "index": index}, self.layout)
            row.fields = {**self.fields, **self.fields[name].fields, "index": Field("index", "STT", "number")}
            rows.append(row)
        return rows

    def plain(self, template: str) -> str:
        runs, _to_write = self.runs(template)
        return "".join(run.text for run in runs)

    def cell(self, template: str) -> str:
        """As `plain`, but an empty cell needs no dots: there is room to write."""
        text = self.plain(template)
        return "" if not text.strip("…/ ") else text

    def runs(self, template: str) -> tuple[list[Run], int]:
        """The template filled, and how many dotted lines a missing long text wants after it."""
        runs: list[Run] = []
        to_write = 0
        for piece in pieces(template):
            text = piece.text
            if piece.field:
                field = self.fields[piece.field]
                value = self.values.get(piece.field)
                if field.kind == "long" and not value:
                    to_write = max(to_write, field.lines)
                    continue
                text = self.text(field, value, piece.spec)
                if value is None or value == "":
                    runs.append(Run(text))
                    continue
            runs.append(Run(text, piece.bold, piece.italic))
        return runs, to_write

    def text(self, field: Field, value: object, spec: str) -> str:
        """One value as it is printed."""
        if value is None or value == "":
            return _LONG_DAY_DOTS if spec == "long" else _DOTS.get(field.kind, _TEXT_DOTS)
        if isinstance(value, datetime.date):
            return self.layout.long_day(value) if spec == "long" else self.layout.day(value)
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise _bad_value(field)
        if spec == "paper" and str(value).isdecimal():
            return self.layout.number(int(value))
        if isinstance(value, str):
            text = self.partial_date(value) if field.kind == "date" else value
        else:
            text = str(value).replace(".", ",")  # decimals with a comma
        return text.upper() if spec == "upper" else text

    def partial_date(self, text: str) -> str:
        """ "1989-05" as it is written by hand: 5/1989. Other text stays as it is."""
        parts = _PARTIAL_DATE.fullmatch(text)
        if not parts:
            return text
        year, month, day = parts.groups()
        if not month:
            return year
        first = datetime.date(int(year), int(month), int(day or 1))
        written = self.layout.day(first)
        return written if day else written.partition("/")[2]


def _bad_value(field: Field) -> Refused:
    return Refused(
        "bad_field_value",
        _("Trường “{label}” của biểu mẫu nhận giá trị không đúng kiểu.").format(label=field.label),
        _("Kiểm tra lại nội dung đã nhập ở bước này."),
    )
