"""What packs hold: documents, keys and rules with their source and confidence, as plain values."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from app.words import N_, _

CONFIDENCES = ("confirmed", "reported", "assumed")
LAYERS = ("central", "province", "superior", "office")
KINDS = ("number", "period", "share", "choice", "list", "chain", "criteria")
LOWER = ("shorter", "longer", "higher", "lower", "add", "nothing")
FAR = datetime.date.max

CONFIDENCE_WORDS = {
    "confirmed": N_("Đã đối chiếu"),
    "reported": N_("Một nguồn cho biết"),
    "assumed": N_("Chưa kiểm chứng"),
}
UNIT_WORDS = {
    "days": N_("ngày"),
    "working_days": N_("ngày làm việc"),
    "months": N_("tháng"),
    "years": N_("năm"),
}
LAYER_WORDS = {
    "central": N_("Trung ương"),
    "province": N_("tỉnh ủy, thành ủy"),
    "superior": N_("cấp ủy cấp trên"),
    "office": N_("đơn vị tự đặt"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a body: "ceil" asks for at least the share, "above" for more than it."""

    part: int
    whole: int
    rounding: str = "ceil"

    def needed(self, base: int) -> int:
        """Votes needed of `base`: ceil(2N/3) for at least 2/3, floor(N/2)+1 for more than 1/2."""
        whole, rest = divmod(base * self.part, self.whole)
        return whole + 1 if self.rounding == "above" or rest else whole

    def text(self) -> str:
        """In words: "2/3 trở lên", "trên 1/2"."""
        share = f"{self.part}/{self.whole}"
        pattern = _("trên {share}") if self.rounding == "above" else _("{share} trở lên")
        return pattern.format(share=share)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the approval chain: the step, the role of the office, its body and the rule of its vote."""

    step: str
    office: str
    body: str
    vote: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a committee's set: the part its points belong to, its name in records, its title, the
    most points, and what it is shown by."""

    part: str
    name: str
    title: str
    most: int
    evidence: str = ""


Value = int | str | Share | tuple[str, ...] | tuple[Link, ...] | tuple[Criterion, ...] | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the catalogue, named "number@date"; `start` and `end` are its life, both included."""

    id: str
    title: str
    issuer: str
    start: datetime.date
    start_confidence: str
    end: datetime.date | None
    replaces: tuple[str, ...]
    confidence: str
    note: str = ""

    @property
    def number(self) -> str:
        """The number without its date: "294-QĐ/TW"."""
        return self.id.partition("@")[0]

    @property
    def dated(self) -> str:
        """The date of issue as ISO text, partial when only the year is known."""
        return self.id.partition("@")[2]

    def in_force(self, day: datetime.date) -> bool:
        """Whether it is in force on a day, as far as known."""
        return self.start <= day <= (self.end or FAR)


@dataclass(frozen=True, slots=True)
class Key:
    """What a rule is about: its kind, its title, what a lower layer may make of it, when it begins."""

    name: str
    kind: str
    title: str
    lower: tuple[str, ...]
    start: datetime.date | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One value with its source, for one window of days. `value` None says: not known."""

    key: str
    value: Value
    unit: str
    base: str
    document: str
    point: str
    confidence: str
    text: str
    start: datetime.date
    end: datetime.date | None
    layer: str = "central"
    issuer: str = ""
    pack: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None

    @property
    def number(self) -> int:
        """The value as a whole number; a mistake of the caller for other kinds."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.key} is not a known number")
        return self.value

    @property
    def share(self) -> Share:
        """The value as a share; a mistake of the caller for other kinds."""
        if not isinstance(self.value, Share):
            raise TypeError(f"{self.key} is not a known share")
        return self.value

    @property
    def items(self) -> tuple[str, ...]:
        """The value as a list of texts; empty when unknown."""
        return self.value if isinstance(self.value, tuple) else ()  # type: ignore[return-value]

    @property
    def links(self) -> tuple[Link, ...]:
        """The value as a chain; empty when unknown."""
        return self.value if isinstance(self.value, tuple) else ()  # type: ignore[return-value]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The value as a set of criteria; empty when unknown."""
        return self.value if isinstance(self.value, tuple) else ()  # type: ignore[return-value]

    def lives(self, day: datetime.date) -> bool:
        """Whether the day lies in the window."""
        return self.start <= day <= (self.end or FAR)

    def source_text(self) -> str:
        """Document and point: "294-QĐ/TW, điểm 9.3"."""
        number = self.document.partition("@")[0]
        if not self.point:
            return number
        point = self.point if not self.point[0].isdigit() else _("điểm {point}").format(point=self.point)
        return f"{number}, {point}"

    def confidence_text(self) -> str:
        """How far the rule is checked, and whose it is, in one sentence."""
        if not self.known:
            sentence = _("Chưa có nguồn cho thời gian này.")
        elif self.confidence == "confirmed":
            sentence = _("Đã đối chiếu với văn bản hoặc nhiều nguồn.")
        elif self.confidence == "reported":
            sentence = _("Mới có một nguồn cho biết, chưa đọc được văn bản; chỉ nhắc, không chặn.")
        else:
            sentence = _("Chưa kiểm chứng hoặc các nguồn nói khác nhau; không dùng để chặn.")
        if self.layer == "central":
            return sentence
        return f"{sentence} " + _("Quy định của {issuer}.").format(
            issuer=self.issuer or _(LAYER_WORDS[self.layer])
        )

    def value_text(self) -> str:
        """The value in words; "chưa có nguồn" for an unknown."""
        return _value_text(self)


def _value_text(rule: Rule) -> str:
    value = rule.value
    if value is None:
        return _("chưa có nguồn")
    if isinstance(value, int):
        if any(part.startswith("age") for part in rule.key.split(".")):
            return _("{n} tuổi").format(n=value)
        return f"{value} {_(UNIT_WORDS[rule.unit])}" if rule.unit in UNIT_WORDS else str(value)
    if isinstance(value, Share):
        return value.text()
    if isinstance(value, tuple):
        return ", ".join(map(_item_text, value))
    return value


def _item_text(item: str | Link | Criterion) -> str:
    match item:
        case Link():
            return item.step
        case Criterion():
            return f"{item.title} ({item.most})"
    return item
