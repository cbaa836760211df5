"""The program starts quickly: heavy libraries are loaded by the function that needs them, not by its file."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"reportlab", "openpyxl", "alembic", "docx", "python_calamine"}
START = """
import importlib, json, pkgutil, sys
import app.ui
names = [m.name for m in pkgutil.walk_packages(app.ui.__path__, "app.ui.")]
for name in names:
    importlib.import_module(name)
print(json.dumps([len(names), sorted({m.partition(".")[0] for m in sys.modules})]))
"""


def loaded_with_the_file(node: ast.AST) -> Iterator[str]:
    """Names of libraries that `import file` itself loads: not in functions, not for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (name.name.partition(".")[0] for name in child.names)
        elif isinstance(child, ast.ImportFrom) and not child.level:
            yield (child.module or "").partition(".")[0]
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        elif not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from loaded_with_the_file(child)


def test_the_check_itself_sees_through_conditions_and_not_into_functions() -> None:
    text = "try:\n  import docx\nexcept OSError: pass\ndef f():\n  import openpyxl\n"
    text += "if TYPE_CHECKING:\n  import alembic"
    assert list(loaded_with_the_file(ast.parse(text))) == ["docx"]


DRAWERS = {"app.exports.drawing", "app.exports.writing"}
"""Files that are nothing but calls of one heavy library: they count as that library."""


def test_no_file_of_the_program_loads_a_heavy_library_by_itself() -> None:
    # Alembic itself runs the migrations.
    files = [path for path in (ROOT / "app").rglob("*.py") if "migrations" not in path.parts]
    found = set()
    for path in files:
        tree = ast.parse(path.read_text("utf-8"))
        if ".".join(path.relative_to(ROOT).with_suffix("").parts) not in DRAWERS:
            loaded = {name for name in loaded_with_the_file(tree) if name in HEAVY}
            found |= {f"{path.relative_to(ROOT)}: {name}" for name in loaded | drawers_of(tree)}
    assert files
    assert found == set()


def drawers_of(node: ast.AST) -> set[str]:
    """Drawers a file imports outside its functions."""
    found = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            names = {f"{child.module}.{name.name}" for name in child.names} | {str(child.module)}
            found |= names & DRAWERS
        elif not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            found |= drawers_of(child)
    return found


def test_the_interface_starts_without_heavy_libraries() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", START],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    count, modules = json.loads(done.stdout)
    assert count > 0
    assert HEAVY & set(modules) == set()


OPENING = """
import sys
from pathlib import Path
from app.procedures.office import open_office
from app.reports import members
with open_office(Path(sys.argv[1]), sys.argv[2]) as workspace, workspace.plain() as records:
    assert members.count(records, members.Query(workspace.organisation_id)) == 0
    assert workspace.name == "Chi bộ"
print("sqlalchemy" in sys.modules)
"""


def test_a_workspace_and_its_list_open_before_the_tables_are_mapped(tmp_path: Path) -> None:
    from app.procedures.office import create_office

    create_office(tmp_path / "so", name="Chi bộ", code="1", type="cell", password="mật khẩu dài")[0].close()
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(tmp_path / "so"), "mật khẩu dài"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "False", done.stderr
