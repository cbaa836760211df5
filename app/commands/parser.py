"""Reading what was typed: argparse in Vietnamese, common options before or after the command."""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from app.commands.answers import WrongUse
from app.words import N_, _

PROGRAM = "so-chi-bo"

_MESSAGES = (
    (r"the following arguments are required: (.+)", N_("Còn thiếu: {0}.")),
    (r"unrecognized arguments: (.+)", N_("Không hiểu: {0}.")),
    (
        r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        N_("{0}: không có “{1}”. Chọn một trong: {2}."),
    ),
    (r"argument (.+?): invalid \w+ value: '(.*)'", N_("{0}: “{1}” không đúng kiểu.")),
    (r"argument (.+?): expected .*", N_("{0}: còn thiếu giá trị.")),
    (r"argument (.+?): not allowed with argument (.+)", N_("{0} và {1} không dùng cùng nhau.")),
    (r"one of the arguments (.+) is required", N_("Cần một trong: {0}.")),
)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("Cách dùng: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese and raises WrongUse where others would exit."""

    def __init__(self, **settings: Any) -> None:
        settings |= {"allow_abbrev": False, "add_help": False, "formatter_class": _Help}
        super().__init__(**settings)
        self._positionals.title, self._optionals.title = _("Tham số"), _("Tùy chọn")
        self.add_argument("-h", "--help", action="help", help=_("cho xem cách dùng rồi thôi"))

    def error(self, message: str) -> NoReturn:
        text = message
        for pattern, sentence in _MESSAGES:
            if match := re.fullmatch(pattern, message):
                text = _(sentence).format(*match.groups())
                break
        raise WrongUse("wrong_use", text, " ".join(self.format_usage().split()))


def add_common(parser: argparse.ArgumentParser, *, inner: bool) -> None:
    """The options every command knows; `inner` ones do not undo what stood before the command."""

    def add(*names: str, default: Any = None, **how: Any) -> None:
        group.add_argument(*names, default=argparse.SUPPRESS if inner else default, **how)

    group = parser.add_argument_group(_("Tùy chọn chung"))
    add("-w", "--workspace", metavar="DIR", help=_("thư mục của sổ"))
    add(
        "--book",
        metavar="CODE",
        help=_("mã của sổ giữ hộ; không nêu thì là sổ của chính mình"),
    )
    add("--user", metavar="NAME", help=_("người mở sổ; không nêu thì là người có mật khẩu này"))
    add("--password-file", metavar="F", help=_("tệp chứa mật khẩu; hoặc biến SO_CHI_BO_PASSWORD"))
    add("--json", action="store_true", default=False, help=_("trả lời bằng một đối tượng JSON"))
    add("--today", type=_day, metavar="YYYY-MM-DD", help=_("ngày chương trình coi là hôm nay"))
    add("--yes", action="store_true", default=False, help=_("không hỏi lại"))


def _day(text: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return datetime.date.fromisoformat(text)


_day.__name__ = "day"


def pairs(texts: Iterable[str], option: str = "--set") -> dict[str, str]:
    """Texts "name=value" by name; the last of several wins. WrongUse when one has no "="."""
    return dict(each_pair(texts, option))


def each_pair(texts: Iterable[str], option: str) -> list[tuple[str, str]]:
    """Texts "name=value" in their order; WrongUse when one has no "="."""
    found = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise WrongUse(
                "wrong_use",
                _("{option}: “{text}” thiếu dấu bằng.").format(option=option, text=text),
                _("Ghi tên=giá trị, ví dụ {example}.").format(example='name="Nguyễn Văn An"'),
            )
        found.append((name.strip(), value))
    return found
