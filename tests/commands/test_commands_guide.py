"""The guide of the command line names every command and every stable error code."""

import ast
import re
from pathlib import Path

from app.commands.table import TABLE
from app.imports.files import WRONG_TYPES
from app.sync.refusals import SENTENCES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "dong-lenh.md").read_text("utf-8")
FAILURES = {"Refused", "Trouble", "WrongKey", "WrongUse", "refused"}


def constants(node):
    """The texts a first argument may be: itself, or either side of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from constants(one)
            yield from constants(other)


def raised():
    """Every code that is raised somewhere in the program, with the file that raises it."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in FAILURES:
                    yield from ((code, path.name) for code in constants(node.args[0]))
    yield from ((code, "refusals.py") for code in SENTENCES)
    yield from ((f"wrong_type_{kind}", "files.py") for kind in WRONG_TYPES)


def test_every_code_is_in_the_guide():
    listed = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    missing = {(code, file) for code, file in raised() if code not in listed}
    assert len(listed) > 100
    assert not missing


def test_every_command_is_in_the_guide():
    blocks = "\n".join(re.findall(r"```sh\n(.+?)```", GUIDE, re.DOTALL))
    for line in TABLE:
        shown = re.search(rf"so-chi-bo( -w \S+)? {re.escape(line.path)}\b", blocks)
        assert shown or f"`{line.path}`" in GUIDE, line.path


def test_examples_of_the_guide_are_understood():
    import shlex

    from app.commands.line import build_parser

    examples = re.findall(r"^so-chi-bo .+$", GUIDE, re.MULTILINE)
    assert len(examples) > 30
    for example in examples:
        words = shlex.split(example, comments=True)[1:]
        assert build_parser().parse_args(words).path in {line.path for line in TABLE}
