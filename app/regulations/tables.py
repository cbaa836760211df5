"""Reading one table of a data file, so that each fault names the file, the item and the remedy."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from app.regulations.dates import PartialDate
from app.trouble import Refused
from app.words import _

_MISSING = object()


def bad_pack(file: str, item: str, fault: str, remedy: str) -> Refused:
    """The refusal for a data file that cannot be used, code `bad_pack`."""
    where = _("Tệp {file}, mục {item}: {fault}") if item else _("Tệp {file}: {fault}")
    return Refused("bad_pack", where.format(file=file, item=item, fault=fault), remedy, file=file, item=item)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; `Refused("bad_pack")` when it is missing or broken."""
    try:
        return parse_toml(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise bad_pack(
            path.name, "", _("không đọc được."), _("Chép lại tệp rồi thử lại; tệp phải là văn bản UTF-8.")
        ) from error


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The content of a TOML text; the refusal says line and column as the parser found them."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise bad_pack(
            file,
            "",
            _("sai cú pháp TOML ({error}).").format(error=error),
            _("Sửa dòng được nêu rồi nạp lại."),
        ) from error


class Table:
    """One table: values are taken by name and type; `done` refuses what nobody asked for."""

    def __init__(self, content: Mapping[str, Any], file: str, item: str) -> None:
        if not isinstance(content, Mapping):
            raise bad_pack(file, item, _("phải là một bảng."), _("Viết dạng { tên = giá trị }."))
        self.content = content
        self.file = file
        self.item = item
        self._asked: set[str] = set()

    def fail(self, fault: str, remedy: str) -> NoReturn:
        """Refuse this table."""
        raise bad_pack(self.file, self.item, fault, remedy)

    def any(self, name: str, default: Any = _MISSING) -> Any:
        """The value as it stands; without `default` it is mandatory."""
        self._asked.add(name)
        if name in self.content:
            return self.content[name]
        if default is _MISSING:
            self.fail(_("thiếu “{name}”.").format(name=name), _("Thêm “{name}”.").format(name=name))
        return default

    def _typed(self, name: str, kind: type | tuple[type, ...], words: str, default: Any) -> Any:
        value = self.any(name, default)
        if value is default and name not in self.content:
            return value
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(
                _("“{name}” phải là {kind}.").format(name=name, kind=words),
                _("Sửa “{name}”.").format(name=name),
            )
        return value

    def text(self, name: str, default: Any = _MISSING) -> str:
        """A text."""
        return str(self._typed(name, str, _("văn bản"), default))

    def flag(self, name: str, default: Any = False) -> bool:
        """A yes or no."""
        return bool(self._typed(name, bool, "true / false", default))

    def number(self, name: str, default: Any = _MISSING) -> int:
        """A whole number."""
        return int(self._typed(name, int, _("số nguyên"), default))

    def texts(self, name: str, default: Any = ()) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self._typed(name, (str, list, tuple), _("danh sách văn bản"), default)
        items = (value,) if isinstance(value, str) else tuple(value)
        if not all(isinstance(item, str) for item in items):
            self.fail(
                _("“{name}” phải là danh sách văn bản.").format(name=name),
                _("Sửa “{name}”.").format(name=name),
            )
        return items

    def day(self, name: str, *, last: bool = False) -> datetime.date | None:
        """A day, or the first (`last`: the last) day of a partial date written as text; None when absent."""
        value = self._typed(name, (datetime.date, str), _("ngày"), None)
        if value is None or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
            return value
        try:
            partial = PartialDate.parse(str(value))
        except Refused as error:
            self.fail(error.message, error.hint)
        return partial.last() if last else partial.first()

    def choice(self, name: str, among: Iterable[str], default: Any = _MISSING) -> str:
        """A text that is one of `among`."""
        value = self.text(name, default)
        known = tuple(among)
        if value not in known and name in self.content:
            self.fail(
                _("“{name}” có giá trị lạ “{value}”.").format(name=name, value=value),
                _("Chọn một trong: {list}.").format(list=", ".join(known)),
            )
        return value

    def tables(self, name: str) -> list[Mapping[str, Any]]:
        """A list of tables; one table alone counts as a list of one."""
        value = self._typed(name, (list, dict), _("danh sách bảng"), [])
        return [value] if isinstance(value, dict) else list(value)

    def mapping(self, name: str) -> dict[str, Any]:
        """A table inside this one."""
        return dict(self._typed(name, dict, _("bảng"), {}))

    def done(self) -> None:
        """Refuse the table when it holds a name that was never asked for (a slip of the pen)."""
        strange = sorted(set(self.content) - self._asked)
        if strange:
            self.fail(
                _("có khóa lạ “{name}”.").format(name=strange[0]),
                _("Bỏ đi hoặc sửa tên; các khóa được dùng: {list}.").format(
                    list=", ".join(sorted(self._asked))
                ),
            )
