"""One run of the program from its words to its exit code. The door hands in what only it can open."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from app.commands.answers import BUG, DONE, Answer, WrongUse, tell, tell_failure
from app.commands.desk import Desk
from app.commands.parser import PROGRAM, Parser, add_common
from app.commands.table import GROUPS, TABLE
from app.trouble import Failure, Refused
from app.words import _

_HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

Door = Callable[[Desk], Answer | int]
"""Opens the window (""), or plays the tour ("tour"); given by app/__main__.py."""


@cache
def build_parser() -> Parser:
    """The whole command line; reading a line leaves nothing in it."""
    top = Parser(prog=PROGRAM, description=_("Sổ Chi bộ. Không nêu lệnh thì mở cửa sổ."))
    add_common(top, inner=False)
    top.set_defaults(path="", run=None)
    commands = top.add_subparsers(title=_("Lệnh"), metavar=_("LỆNH"), parser_class=Parser)
    groups: dict[str, Any] = {}
    for line in TABLE:
        group, _blank, name = line.path.rpartition(" ")
        if group and group not in groups:
            made = commands.add_parser(group, help=_(GROUPS[group]))
            add_common(made, inner=True)
            groups[group] = made.add_subparsers(title=_("Lệnh"), metavar=_("LỆNH"), required=True, dest="sub")
        where = groups[group] if group else commands
        parser = where.add_parser(name, help=_(line.about), description=_(line.about))
        for names, how in line.takes:
            parser.add_argument(*names, **how | ({"help": _(how["help"])} if "help" in how else {}))
        add_common(parser, inner=True)
        parser.set_defaults(path=line.path, run=line.run)
    return top


def run(argv: Sequence[str], doors: Mapping[str, Door]) -> int:
    """Do what was typed; the exit code. Nothing is raised but the end of `--help`."""
    speak_utf8()
    as_json = "--json" in argv
    try:
        words = build_parser().parse_args(argv)
        return _perform(words, doors)
    except Failure as failure:
        return tell_failure(_for_the_line(failure), as_json)
    except KeyboardInterrupt:
        return tell_failure(Refused("cancelled", _("Đã dừng theo yêu cầu.")), as_json)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whoever read the answer has had enough of it
        return DONE
    except OSError as error:
        from app.storage.files import machine_failure

        name = os.path.basename(str(error.filename or "")) or _("tệp")
        return tell_failure(machine_failure(error, name), as_json)
    except Exception as error:
        return _bug(error, as_json)


def _perform(words: argparse.Namespace, doors: Mapping[str, Door]) -> int:
    desk = Desk(words)
    answer = words.run(desk) if words.run is not None else doors[words.path](desk)
    return tell(answer, words.json) if isinstance(answer, Answer) else answer


def _for_the_line(failure: Failure) -> Failure:
    """A question the window asks is answered here by an option."""
    if failure.code == "clock_behind":
        failure.hint = f"{failure.hint} {_('Trên dòng lệnh: thêm --yes.')}"
    return failure


def _bug(error: Exception, as_json: bool) -> int:
    """One sentence and the place in the program; what was being worked on stays out of it."""
    if os.environ.get("SO_CHI_BO_DEBUG") == "1":
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(_HOME)]
    frame = (own or frames)[-1]
    place = f"{type(error).__name__}, {os.path.basename(frame.filename)}:{frame.lineno}"
    message = _("Chương trình gặp lỗi ngoài dự kiến ({place}).").format(place=place)
    hint = _("Việc đang làm dở không được ghi. Chạy lại với SO_CHI_BO_DEBUG=1 để xem chi tiết và báo lỗi.")
    tell_failure(WrongUse("bug", message, hint), as_json)
    return BUG


def speak_utf8() -> None:
    """Vietnamese on every console and in every pipe, whatever the code page."""
    for stream in (sys.stdout, sys.stderr):
        if (getattr(stream, "encoding", None) or "").lower().replace("-", "") != "utf8" and hasattr(
            stream, "reconfigure"
        ):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
