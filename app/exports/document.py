"""The block model of a paper: what stands on it, without saying how a PDF or a DOCX draws it."""

from __future__ import annotations

import datetime
import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
HeadingLevel = Literal["type", "subject", "part"]


def clean(text: str) -> str:
    """NFC, without characters no file format can hold; line ends become \\n, tabs a blank."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a paper. Empty strings leave their line out; `party_heading` False leaves the right side
    to `heading` and `motto` (of a paper that is not the Party's own), place and date."""

    superior: str = ""
    issuer: str = ""
    symbol: str = ""  # "Số 05-NQ/CB"
    place_date: str = ""
    party_heading: bool = True
    heading: str = ""
    motto: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """`type`: NGHỊ QUYẾT; `subject`: what it is about, closed by a short line; `part`: I-, II-, 1."""

    text: str
    level: HeadingLevel = "type"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; `indent` is the first line's, `compact` drops the space before (lists of facts)."""

    runs: tuple[Run, ...]
    align: Align = "justify"
    indent: bool = True
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Dotted lines over the whole width, for filling in by hand."""

    count: int = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is a share, in sheets a number of characters."""

    title: str
    width: float = 10
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text below a head that is repeated on every page; `big` for what is copied by hand."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    big: bool = False


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận": entries without their dash and semicolon."""

    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """ "T/M CHI BỘ", "BÍ THƯ", the name; a line that is empty is left out. `how`: "ký, đóng dấu"."""

    authority: str = ""
    post: str = ""
    name: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signatures side by side; with recipients these take the left, else one signature stands right."""

    signatures: tuple[Signature, ...]
    recipients: Recipients | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small type within the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Foot:
    """A sentence in the lower margin of every page: which form this is, and that its look is a draft."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class NewPaper:
    """Another paper begins: on a new page, its pages counted from one, `foot` at the foot of each."""

    foot: str = ""


Block = (
    Head | Heading | Paragraph | Lines | Table | Recipients | Signatures | Note | Foot | PageBreak | NewPaper
)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. `title` goes into the file's properties, so it never names a person; `day` picks the
    format in force then (None: the newest)."""

    title: str
    blocks: tuple[Block, ...]
    day: datetime.date | None = None
    landscape: bool = False
    code: str = ""

    @property
    def foot(self) -> str:
        """What stands at the foot of every page of the (first) paper, "" when there is nothing."""
        own = itertools.takewhile(lambda block: not isinstance(block, NewPaper), self.blocks)
        return " ".join(dict.fromkeys(block.text for block in own if isinstance(block, Foot)))


def join(papers: Sequence[Document]) -> Document:
    """Several papers in one document, each as if it stood alone; of the newest day's format."""
    first, *others = papers
    if not others:
        return first
    blocks = [*first.blocks, *(block for paper in others for block in (NewPaper(paper.foot), *paper.blocks))]
    days = [paper.day for paper in papers if paper.day is not None]
    return replace(first, blocks=tuple(blocks), day=max(days, default=None))


def plain(text: str) -> tuple[Run, ...]:
    """Text in the ordinary face."""
    return (Run(text),)


def split_lines(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """Runs cut at line ends: each piece is a paragraph of its own, or justified lines would be stretched."""
    pieces: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        if first:
            pieces[-1].append(Run(first, run.bold, run.italic))
        for line in rest:
            pieces.append([Run(line, run.bold, run.italic)] if line else [])
    return [tuple(piece) for piece in pieces if piece]
