"""A user without the right role finds no trace of a restricted case: by any page, search, report, export
or command. The pages are those of the window, the commands those of the command line: a new one is asked too.
"""

import dataclasses
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QTabBar, QTextEdit, QWidget

from app.__main__ import main
from app.commands.table import TABLE
from app.demo.build import PASSWORD
from app.models import Person
from app.procedures.definitions import procedures
from app.procedures.office import open_office
from app.storage import keys
from app.storage import workspace as workspaces
from app.storage.clock import Clock
from app.sync import inbox, outbox
from app.ui import pages
from app.ui.preferences import Preferences
from app.ui.session import Sitting
from app.ui.widgets.segment import Segment
from app.ui.window import Window
from app.words import _
from tests import restricted

OFFICES = {"chi-bo-1": "cell", "dang-uy": "committee"}
ROLES = ("clerk", "reader")
PAIRS = [("chi-bo-1", "clerk"), ("dang-uy", "reader")]
GENERAL = ("guide", "rules")
"""Pages that speak of procedures in general, so that their titles stand there."""


class Traces:
    """What must not be found, and a look whether it is."""

    def __init__(self, ids, people):
        self.ids, self.people = ids, people
        states = ("suspension",)  # what becomes of a case is public, and is called the same
        titles = [procedures()[name].title for name in restricted.ENDINGS if name not in states]
        self.titles = [_(title) for title in titles]

    def look(self, texts, where, *, general=False, asked="-"):
        for text in texts:
            low = text.lower().replace(asked, "")
            at = low.find(restricted.MARK)
            assert at < 0, f"{where}: {text[max(at - 80, 0) : at + 80]!r}"
            for one in re.findall(r"[0-9a-f]{32,64}", low):
                assert one not in self.ids, f"{where}: id {one} in {text[:200]!r}"
            for title in () if general else self.titles:
                assert title.lower() not in low, f"{where}: {text[:200]!r}"


@pytest.fixture(scope="session")
def hidden_template(tmp_path_factory, offices_template):
    """The committee and its cell, each with restricted matter, and their clerks and readers; made once."""
    template, day = offices_template
    folder = tmp_path_factory.mktemp("no-trace") / "offices"
    shutil.copytree(template, folder)
    clock, found, people = Clock(day), set(), {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
            patch.setattr(keys, name, value)
        cell, committee = (open_office(folder / name, PASSWORD) for name in OFFICES)
        with cell, committee:
            for workspace in (cell, committee):

                def do(command, workspace=workspace):
                    from app.procedures.deeds import perform

                    with workspace.unit(clock, clock_accepted=True) as unit:
                        return perform(unit, command).result

                made = restricted.fill(do, day.isoformat(), committee=workspace is committee)
                people |= {one: name for name, one in made.people.items()}
                for role in ROLES:
                    workspaces.change_password(workspace, role, PASSWORD, role)
            packed = outbox.pack(cell, folder / "usb", clock=clock)
            taken = inbox.unpack(committee, packed.file, clock=clock)
            assert taken.counts["case"] > 2 * len(restricted.ENDINGS)
            for workspace in (cell, committee):
                with workspace.reading() as session:
                    found |= restricted.ids_of(session)
    return folder, day, found, people


@pytest.fixture
def traces(hidden_template):
    return Traces(hidden_template[2], hidden_template[3])


@pytest.fixture
def opened(tmp_path, hidden_template, monkeypatch):
    """Opens an office of its own as a user."""
    for name, value in (("MEMORY_KIB", 64), ("PASSES", 1), ("LANES", 1)):
        monkeypatch.setattr(keys, name, value)
    folder, day, _ids, _people = hidden_template
    shutil.copytree(folder, tmp_path / "offices")
    return lambda office, user=None: (open_office(tmp_path / "offices" / office, PASSWORD, user=user), day)


# The window


def strings(value, depth=5, seen=None):
    """Every text in a value, and in what it holds."""
    seen = seen if seen is not None else set()
    if isinstance(value, str):
        yield value
        return
    if depth == 0 or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Mapping):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        parts = list(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, one.name) for one in dataclasses.fields(value)]
    else:
        return
    for part in parts:
        yield from strings(part, depth - 1, seen)


ROLES_OF_CELLS = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.UserRole,
)  # fmt: skip
SAYS = (
    "text", "toolTip", "accessibleName", "accessibleDescription", "windowTitle", "placeholderText",
    "statusTip", "title",
)  # fmt: skip


def said(top):
    """All that is shown, spoken or kept by a widget and those in it; what is only painted is kept."""
    for widget in [top, *top.findChildren(QWidget)]:
        for name in SAYS:
            got = getattr(widget, name, None)
            if callable(got):
                try:
                    text = got()
                except TypeError:
                    continue
                if isinstance(text, str):
                    yield text
        yield from strings(dict(getattr(widget, "__dict__", {})))
        if isinstance(widget, QTextEdit):
            yield widget.toPlainText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())
        model = getattr(widget, "model", None)
        model = model() if callable(model) else model
        if model is not None and hasattr(model, "rowCount"):
            for row in range(min(model.rowCount(), 200)):
                for at in range(model.columnCount()):
                    for role in ROLES_OF_CELLS:
                        yield from strings(model.data(model.index(row, at), role))


def everything(window, app):
    """All the page says, part by part: each tab and each choice of it in turn."""
    page = window.pages[window.current]
    app.processEvents()
    yield "", said(page)
    for tabs in page.findChildren(QTabBar):
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            app.processEvents()
            yield tabs.tabText(at), said(page)
    for segment in page.findChildren(Segment):
        for value, words in segment.options:
            segment.set_value(value)
            segment.value_changed.emit(value)
            app.processEvents()
            yield words, said(page)


def ways(key, hidden, workspace):
    """With what each page is opened: alone, and on what a restricted case could be asked for by."""
    _folder, _day, ids, _people = hidden
    found = [{}]
    with workspace.reading() as session:
        everybody = [one for (one,) in session.query(Person.id).filter(Person.name.like("Trần Văn%"))]
    if key == "person":
        found = [{"person": one} for one in everybody]
    elif key == "case":
        found += [{"case": sorted(ids)[0]}]
    elif key in ("screening", "log"):
        found += [{"person": one} for one in everybody]
    elif key == "members":
        found += [{"filter": name} for name in ("former", "all", "incomplete")] + [{"search": "Trần Văn"}]
    elif key == "settings":
        from app.ui.pages.settings.page import PARTS

        found += [{"part": part} for part, _words in PARTS if part != "books" or workspace.is_committee]
    return found


@pytest.mark.parametrize(("office", "role"), PAIRS)
def test_no_page_of_the_window(office, role, opened, hidden_template, traces, show, themed, tmp_path):
    workspace, day = opened(office, role)
    assert workspace.user.role == role
    window = Window(Sitting(workspace, Clock(day)), Preferences(tmp_path / "settings.json"))
    window.tell = lambda wrong: None
    show(window, 1366, 768)
    try:
        for key in [make(window.sitting).id for make in pages.ENTRIES]:
            for where in ways(key, hidden_template, workspace):
                window.go(key, **where)
                window.read_facts()
                assert key == window.current, "no page is passed over"
                for part, texts in everything(window, themed):
                    asked = where.get("case", "-")
                    traces.look(texts, f"{key} {where} {part}", general=key in GENERAL, asked=asked)
                if where == {"search": "Trần Văn"}:
                    page = window.pages[key]
                    for row in range(page.model.rowCount()):
                        page.view.setCurrentIndex(page.model.index(row, 0))
                        themed.processEvents()
                        traces.look(said(page.pane), f"member pane {row}")
        traces.look(said(window), "around the pages", general=True, asked=min(traces.ids))
        for typed in ("Trần Văn", restricted.MARK, "xoa ten", "ky luat", next(iter(traces.ids))):
            traces.look(strings([dataclasses.asdict(hit) for hit in window.find(typed)]), f"search {typed}")
        assert len(window.find("Trần Văn")) >= 4
    finally:
        window.close()


def test_the_same_look_finds_it_for_who_handles_it(opened, hidden_template, traces, show, themed, tmp_path):
    workspace, day = opened("chi-bo-1")
    window = Window(Sitting(workspace, Clock(day)), Preferences(tmp_path / "settings.json"))
    show(window, 1366, 768)
    try:
        for key, where in (("home", {}), ("screening", {}), ("person", {"tab": "cases"})):
            if key == "person":
                where = {"person": next(iter(hidden_template[3])), "tab": "cases"}
            window.go(key, **where)
            themed.processEvents()
            with pytest.raises(AssertionError):
                traces.look(said(window), key)
    finally:
        window.close()


@pytest.mark.parametrize("office", OFFICES)
def test_no_case_that_a_pack_would_touch(office, opened, traces):
    from app.procedures.rule_preview import preview

    pack = """
[pack]
id = "thu/danh-sach"
title = "Thử"
layer = "province"
issuer = "Tỉnh ủy"
version = "2025.11.1"

[[document]]
id = "5-HD/TU@2025-10-01"
title = "Hướng dẫn"
issuer = "Tỉnh ủy"
from = 2025-10-01
confidence = "confirmed"

[[rule]]
key = "help_list.criteria"
value = ["degeneration"]
document = "5-HD/TU@2025-10-01"
confidence = "confirmed"
"""
    touched = {}
    for role in (None, "clerk"):
        workspace, day = opened(office, role)
        with workspace:
            with workspace.unit(Clock(day), clock_accepted=True) as unit:
                found = preview(unit, pack)
            touched[role] = {one.case for one in found.cases}
    assert traces.ids & touched[None] and not traces.ids & touched["clerk"]


# The command line


def texts_of(file):
    """What a written file says."""
    match file.suffix:
        case ".pdf":
            told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True)
            return [told.stdout]
        case ".xlsx" | ".docx":
            with zipfile.ZipFile(file) as parts:
                return [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    return [file.read_bytes().decode("utf-8", "replace")]


CHANGING = {
    "demo", "init", "tour", "restore", "unpack", "inspect", "import-members", "invite", "book keep",
    "book stop",
}  # fmt: skip
"""Commands that make a workspace or take a file of another office: nothing here is theirs to read."""
OUT = {"F.pdf|F.docx": (".pdf", ".docx"), "F.xlsx|F.pdf|F.json": (".xlsx", ".pdf", ".json")}


def arguments(line, of):
    """The words for a command: each argument given what may be there, ids of restricted matter with them."""
    words, outs = line.path.split(), ("",)
    for names, how in line.takes:
        told, needed = how.get("metavar", ""), how.get("required") or not names[0].startswith("-")
        if "F." in told:
            outs = tuple("." + ending.rpartition(".")[2] for ending in told.split("|"))
            continue
        if not needed or how.get("nargs") in ("?", "*"):
            continue
        value = {"CASE": of["case"], "ID": of["person"], "PERSON": of["person"], "ITEM": of["item"],
                 "STEP": "notice", "D": of["day"], "YEAR": of["day"][:4], "F": of["out"] + ".bin",
                 "PROCEDURE": "deletion", "DIR": of["out"]}.get(told)  # fmt: skip
        value = value or (str(how["choices"][0]) if how.get("choices") else "1")
        words += [value] if not names[0].startswith("-") else [names[0], value]
    for ending in outs:
        more = ["--out", of["out"] + ending] if ending else []
        if line.path == "report":
            continue
        yield [*words, *more]
    if line.path == "report":
        from app.commands.tables import TABLES

        yield from (
            ["report", name, "--from", "2020-01-01", "--to", of["day"], "--out", of["out"] + ending]
            for name in TABLES for ending in OUT["F.xlsx|F.pdf|F.json"]
        )  # fmt: skip
    if line.path == "document":
        from app.exports.filled import shipped_forms

        for form in shipped_forms():
            yield ["document", form, "--out", of["out"] + ".docx"]
            yield ["document", form, "--member", of["person"], "--out", of["out"] + ".docx"]
        yield ["document", "QUYEN", "--case", of["case"], "--out", of["out"] + ".pdf"]
    if line.path == "members":
        yield from (["members", "--status", status] for status in ("former", "suspended", "all"))
    if line.path == "case list":
        yield from (["case", "list", "--procedure", name] for name in restricted.ENDINGS)
    if line.path == "rules":
        yield from (["rules", what] for what in ("packs", "unknown", "documents"))


@pytest.mark.parametrize(("office", "role"), PAIRS)
def test_no_command_and_no_file(office, role, opened, hidden_template, traces, tmp_path, monkeypatch, capsys):
    workspace, day = opened(office, role)
    with workspace.reading() as session:
        people = [
            one.id for one in session.query(Person).filter(Person.name.in_(["Trần Văn Mở", "Trần Văn Kết"]))
        ]
    workspace.close()
    monkeypatch.setenv("SO_CHI_BO_PASSWORD", PASSWORD)
    monkeypatch.setenv("SO_CHI_BO_NEW_PASSWORD", "mật khẩu khác nữa")
    ids = sorted(traces.ids)
    ran, wrote, asked = set(), 0, {}
    for line in TABLE:
        if line.path in CHANGING:
            continue
        for person in people[:1]:
            for number, case in enumerate(ids[:1]):
                out = str(tmp_path / f"{line.path.replace(' ', '-')}-{number}")
                of = {"case": case, "person": person, "item": ids[1], "day": day.isoformat(), "out": out}
                for words in arguments(line, of):
                    for file in tmp_path.glob("*-0.*"):
                        file.unlink()
                    told = ["-w", str(workspace.path), "--user", role, "--yes", "--today", day.isoformat()]
                    code = main([*told, *words, "--json"])
                    asked[" ".join(words)] = code
                    shown = capsys.readouterr()
                    spoken = (shown.out + shown.err).replace(case, "").replace(ids[1], "")  # asked for by us
                    general = line.path in ("rules", "case open") or code == 2
                    traces.look([spoken], " ".join(words), general=general)
                    for file in tmp_path.glob("*-0.*"):
                        traces.look(texts_of(file), f"{words} {file.name}")
                        wrote += 1
                    ran.add((line.path, code))
    bugs = [one for one in asked.items() if one[1] == 1]
    assert not bugs
    assert {path for path, code in ran if code == 0} >= {
        "members", "case list", "duties", "report", "document", "exchange", "verify", "rules", "settings",
    }  # fmt: skip
    assert wrote > 20
    assert asked[f"report screening --from 2020-01-01 --to {day} --out {tmp_path}/report-0.xlsx"] == 3
    shown_case = f"case show {ids[0]}"
    assert asked[shown_case] == 3
