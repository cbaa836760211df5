"""The rulebook: which rule holds on a day, whose it is, where it comes from and how sure it is."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from app.regulations.packs import Addition, Pack, parse_keys, parse_pack, read_pack, read_value
from app.regulations.resources import resource_folder
from app.regulations.rules import FAR, LAYERS, Document, Key, Rule
from app.regulations.tables import Table, bad_pack
from app.regulations.tightening import loosening
from app.trouble import Refused
from app.words import _

BEGINNING = datetime.date(2016, 7, 25)  # the first day of the oldest Charter regulation in the packs
SEVERITIES = ("none", "remind", "warn", "block")
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Setting:
    """A value an office or its superior sets itself, resting on a document of its own ("number@date")."""

    key: str
    value: object
    document: str
    start: datetime.date
    unit: str = ""
    base: str = ""
    end: datetime.date | None = None
    layer: str = "office"
    issuer: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A key whose rule is another on the second of two days."""

    key: str
    title: str
    before: Rule
    after: Rule


def severity_cap(rules_read: Iterable[Rule]) -> str:
    """The gravest severity a check may have that reads these rules: block, warn, remind or none.

    All confirmed: "block"; one only reported: "warn"; one assumed: "remind"; one unknown: "none".
    """
    cap = len(SEVERITIES) - 1
    for rule in rules_read:
        level = {"confirmed": 3, "reported": 2, "assumed": 1}[rule.confidence] if rule.known else 0
        cap = min(cap, level)
    return SEVERITIES[cap]


class Rules(Mapping[str, Rule]):
    """The rules of one day. A key always gives a rule; an unknown one has the value None."""

    def __init__(self, book: Rulebook, day: datetime.date) -> None:
        self.book = book
        self.day = day
        self._found: dict[str, Rule] = {}

    def __getitem__(self, key: str) -> Rule:
        if key not in self._found:
            self._found[key] = self.book.rule(key, self.day)
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.book.keys)

    def __len__(self) -> int:
        return len(self.book.keys)

    def last_known(self, key: str) -> Rule | None:
        """The rule with a value that held last before the day: shown greyed, never used."""
        known = [rule for rule in self.book.history(key) if rule.known and rule.start <= self.day]
        return max(known, key=lambda rule: rule.start, default=None)

    def document(self, identity: str) -> Document | None:
        """A document of the catalogue by "number@date"."""
        return self.book.document(identity)

    def cap(self, *keys: str) -> str:
        """`severity_cap` of the rules of these keys on this day."""
        return severity_cap(self[key] for key in keys)


class Rulebook:
    """All packs together. Immutable: adding a pack or settings gives another rulebook."""

    def __init__(
        self,
        packs: Sequence[Pack],
        keys: Mapping[str, Key],
        settings: Sequence[Setting] = (),
        set_aside: Sequence[Refused] = (),
    ) -> None:
        _refuse_doubles(packs)
        self.packs = tuple(packs)
        self.keys = keys
        self.settings = tuple(settings)
        self.set_aside = tuple(set_aside)
        self.documents = _catalogue(packs)
        self._rules: dict[str, dict[str, list[Rule]]] = {}
        for pack in packs:
            for rule in pack.rules:
                self._put(in_window(rule, self.documents, pack))
        for setting in settings:
            self._put(self._based(_rule_of(setting, keys)))
        for layers in self._rules.values():
            for found in layers.values():
                found.sort(key=lambda rule: rule.start)
        self._settle_overlaps()
        self._check_lower_layers()

    def _put(self, rule: Rule) -> None:
        self._rules.setdefault(rule.key, {}).setdefault(rule.layer, []).append(rule)

    def _based(self, rule: Rule) -> Rule:
        """A setting that names no base day counts from where the rule above counts, or last counted."""
        if rule.base:
            return rule
        above = [other for other in self.history(rule.key) if other.base and other.start <= rule.start]
        return replace(rule, base=above[-1].base) if above else rule

    def on(self, day: datetime.date) -> Rules:
        """The rules of a day."""
        return Rules(self, day)

    def rule(self, key: str, day: datetime.date) -> Rule:
        """The rule of a key on a day: the lowest layer that knows a value, else the explicit unknown.

        KeyError for a key that no pack declares (a mistake of the program).
        """
        if key not in self.keys:
            raise KeyError(key)
        layers = self._rules.get(key, {})
        unknown: Rule | None = None
        for layer in reversed(LAYERS):
            for rule in layers.get(layer, ()):
                if rule.lives(day):
                    if rule.known:
                        return rule
                    unknown = rule
        return unknown or Rule(key, None, "", "", "", "", "assumed", "", day, day)

    def history(self, key: str) -> list[Rule]:
        """All rules of a key in all layers, oldest first."""
        return sorted(
            (rule for found in self._rules.get(key, {}).values() for rule in found),
            key=lambda rule: rule.start,
        )

    def document(self, identity: str) -> Document | None:
        """A document by "number@date"; None when the catalogue lacks it."""
        return self.documents.get(identity)

    def stands_in_for(self, key: str, day: datetime.date) -> Rule:
        """The rule an office's value stands in for: its unit and base day hold where it names none."""
        return self.on(day).last_known(key) or self.rule(key, day)

    def documents_in_force(self, day: datetime.date) -> list[Document]:
        """The documents in force on a day, newest first."""
        found = [document for document in self.documents.values() if document.in_force(day)]
        return sorted(found, key=lambda document: document.start, reverse=True)

    def replaced_by(self, identity: str) -> list[Document]:
        """The documents that replaced this one."""
        return [document for document in self.documents.values() if identity in document.replaces]

    def compare(self, before: datetime.date, after: datetime.date) -> list[Difference]:
        """The keys whose value, unit, base, source or confidence differs between two days."""
        found = []
        for key in self.keys.values():
            one, two = self.rule(key.name, before), self.rule(key.name, after)
            if replace(one, start=two.start, end=two.end) != two:
                found.append(Difference(key.name, key.title, one, two))
        return found

    def unknown_keys(self, day: datetime.date) -> list[str]:
        """The keys that have begun and have no value on a day."""
        begun = (key for key in self.keys.values() if (key.start or BEGINNING) <= day)
        return [key.name for key in begun if not self.rule(key.name, day).known]

    @property
    def local_checks(self) -> frozenset[str]:
        """The checks marked local that a pack of a lower layer switches on."""
        return frozenset(check for pack in self.packs for check in pack.checks)

    def additions(self, procedure: str, opened: datetime.date) -> tuple[Addition, ...]:
        """What packs add to a procedure for a case opened on a day, higher layers first."""
        layers = sorted(self.packs, key=lambda pack: (LAYERS.index(pack.layer), pack.id))
        return tuple(
            addition
            for pack in layers
            for addition in pack.additions
            if addition.extends == procedure and addition.start <= opened
        )

    def with_packs(self, more: Sequence[Pack], *, lenient: bool = False) -> Rulebook:
        """This rulebook and more packs; an older version of the same pack gives way.

        `Refused("bad_pack")` when a pack contradicts another, `Refused("loosens_rule")` when a lower
        layer loosens a confirmed rule above. `lenient`: for packs taken in long ago, when rules above
        may have changed since; what no longer fits is left out and named in `set_aside`.
        """

        def add(book: Rulebook, packs: Sequence[Pack]) -> Rulebook:
            _refuse_doubles([*book.packs, *packs])
            kept = [pack for pack in book.packs if pack.id not in {other.id for other in packs}]
            return Rulebook([*kept, *packs], book.keys, book.settings, book.set_aside)

        return self._added(add, sorted(more, key=lambda pack: LAYERS.index(pack.layer)), lenient)

    def with_settings(self, settings: Sequence[Setting], *, lenient: bool = False) -> Rulebook:
        """This rulebook with these settings in place of those it had.

        `Refused("setting_without_document")`, `Refused("loosens_rule")`, `Refused("bad_pack")`;
        `lenient` as in `with_packs`.
        """

        def add(book: Rulebook, more: Sequence[Setting]) -> Rulebook:
            return Rulebook(book.packs, book.keys, [*book.settings, *more], book.set_aside)

        bare = Rulebook(self.packs, self.keys, (), self.set_aside)
        return bare._added(add, sorted(settings, key=lambda setting: LAYERS.index(setting.layer)), lenient)

    def _added(
        self, add: Callable[[Rulebook, Sequence[Any]], Rulebook], things: Sequence[Any], lenient: bool
    ) -> Rulebook:
        try:
            return add(self, things)
        except Refused:
            if not lenient:
                raise
        book = self
        for thing in things:
            try:
                book = add(book, [thing])
            except Refused as refused:
                book = Rulebook(book.packs, book.keys, book.settings, (*book.set_aside, refused))
        return book

    def _settle_overlaps(self) -> None:
        """The rule of a newer file ends the older one's; within one file an overlap is a slip.

        So a regulation of tomorrow is one file more: the guidance below the regulation it replaces need
        not be named for each key it changes.
        """
        for layers in self._rules.values():
            for found in layers.values():
                for at, (one, two) in enumerate(zip(found, found[1:], strict=False)):
                    if two.start > (one.end or FAR):
                        continue
                    if one.pack == two.pack or one.start == two.start:
                        raise bad_pack(
                            two.pack or two.document,
                            two.key,
                            _("hai quy định cùng khóa trùng ngày {day}.").format(day=f"{two.start:%d/%m/%Y}"),
                            _("Ghi “from”, “to” để mỗi ngày chỉ có một quy định."),
                        )
                    found[at] = replace(one, end=two.start - _DAY)

    def _check_lower_layers(self) -> None:
        for key, layers in self._rules.items():
            for position, layer in enumerate(LAYERS):
                upper = [rule for name in LAYERS[:position] for rule in layers.get(name, ())]
                for rule in layers.get(layer, ()):
                    if rule.known:
                        for other in upper:
                            if (refused := loosening(self.keys[key], rule, other)) is not None:
                                raise refused


def _refuse_doubles(packs: Sequence[Pack]) -> None:
    seen: dict[tuple[str, str], Pack] = {}
    for pack in packs:
        other = seen.setdefault((pack.id, pack.version), pack)
        if other.content_hash != pack.content_hash:
            raise bad_pack(
                pack.file,
                f"{pack.id} {pack.version}",
                _("đã có bộ quy định cùng mã, cùng phiên bản nhưng nội dung khác."),
                _("Hỏi nơi gửi; nội dung mới phải có phiên bản mới."),
            )


def _catalogue(packs: Sequence[Pack]) -> dict[str, Document]:
    """All documents; a replaced one ends the day before the one that replaces it begins."""
    documents: dict[str, Document] = {}
    for pack in packs:
        for document in pack.documents:
            if documents.setdefault(document.id, document) != document:
                raise bad_pack(
                    pack.file,
                    document.id,
                    _("văn bản đã có trong danh mục với nội dung khác."),
                    _("Dùng đúng bản ghi đã có, hoặc bỏ bản ghi này."),
                )
    for pack in packs:
        for document in pack.documents:
            for replaced in document.replaces:
                if replaced not in documents:
                    raise bad_pack(
                        pack.file,
                        document.id,
                        _("thay thế văn bản chưa có trong danh mục: {other}.").format(other=replaced),
                        _("Thêm văn bản ấy hoặc sửa “replaces”."),
                    )
                old = documents[replaced]
                end = document.start - _DAY
                documents[replaced] = replace(old, end=min(old.end or FAR, end))
    return documents


def in_window(rule: Rule, documents: Mapping[str, Document], pack: Pack) -> Rule:
    """The rule with its days: its own, else those of its document."""
    document = documents.get(rule.document)
    if document is None:
        raise bad_pack(
            pack.file,
            rule.key,
            _("văn bản “{id}” không có trong danh mục.").format(id=rule.document),
            _("Thêm [[document]] hoặc sửa số và ngày."),
        )
    start = document.start if rule.start == datetime.date.min else rule.start
    end = rule.end or document.end
    if end and end < start:
        raise bad_pack(pack.file, rule.key, _("ngày kết thúc trước ngày bắt đầu."), _("Sửa “from”, “to”."))
    return replace(rule, start=start, end=end)


def _rule_of(setting: Setting, keys: Mapping[str, Key]) -> Rule:
    key = keys.get(setting.key)
    if key is None:
        raise bad_pack("", setting.key, _("khóa chưa được khai báo."), _("Chọn khóa trong danh sách."))
    number, at, dated = setting.document.partition("@")
    if not (number.strip() and at and dated.strip()):
        raise Refused(
            "setting_without_document",
            _("“{title}” phải dựa vào một văn bản.").format(title=_(key.title)),
            _("Ghi số và ngày của văn bản quy định giá trị này."),
            key=key.name,
        )
    table = Table({}, _("thiết lập của đơn vị"), key.name)
    value = read_value(table, key, setting.value, setting.unit)
    return Rule(
        setting.key,
        value,
        setting.unit,
        setting.base,
        setting.document,
        "",
        "confirmed",
        setting.text,
        setting.start,
        setting.end,
        setting.layer,
        setting.issuer,
    )


KEYS = "keys.toml"


def central_texts() -> Mapping[str, str]:
    """The files of the central packs that come with the program, and their keys: name -> text."""
    files = sorted(resource_folder("regulations").glob("*.toml"))
    return {path.name: path.read_text("utf-8") for path in files if path.name != "calendar.toml"}


def read_central(texts: Mapping[str, str], more: Mapping[str, Key] | None = None) -> Rulebook:
    """The rulebook of such files; `more`: keys of a newer program beside theirs.

    Raises Refused("bad_pack").
    """
    keys = {**parse_keys(texts[KEYS], KEYS), **(more or {})}
    return Rulebook([parse_pack(text, name, keys) for name, text in texts.items() if name != KEYS], keys)


@lru_cache(maxsize=1)
def load_central() -> Rulebook:
    """The rulebook of the central packs that come with the program; parsed once."""
    return read_central(central_texts())


def load_overlay(name: str) -> Pack:
    """An example pack of `resources/regulations/overlays/`, not in use until it is switched on."""
    return read_pack(resource_folder("regulations") / "overlays" / f"{name}.toml", load_central().keys)
