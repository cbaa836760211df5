"""Checks the whole project: style, types, rooms, tests; runs all, fails at the end if one failed.

`python tools/check.py [lint]`, with the Python of `.venv`; `lint` leaves the tests out.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from prepare import ROOT, missing

_SCRIPTS = Path(sys.executable).parent
LINT = {
    "style": [sys.executable, "-m", "ruff", "check", "."],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "types": [sys.executable, "-m", "mypy"],
    "rooms": [str(_SCRIPTS / "lint-imports"), "--cache-dir", "build/import-linter"],
}
TESTS = {"tests": [sys.executable, "-m", "pytest", "-q", "-n", str(min(max(2, os.cpu_count() or 2), 8))]}


MEMORY = Path("/dev/shm")
ROOM = 3 << 30
"""Bytes that must be free in memory before the tests' workspaces, thrown away at once, are made there."""


@contextlib.contextmanager
def scratch() -> Iterator[dict[str, str]]:
    """Where tests put their files: in memory where there is room, since they wait for the disk otherwise."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM):
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="so-chi-bo-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def run(checks: dict[str, list[str]]) -> dict[str, tuple[bool, float]]:
    """Run each check to its end; its name -> whether it passed, and the seconds it took."""
    results = {}
    for name, command in checks.items():
        print(f"\n== {name}", flush=True)
        start = time.monotonic()
        with scratch() as where:
            env = {**os.environ, "PYTHONUTF8": "1", **where}
            passed = subprocess.run(command, cwd=ROOT, env=env).returncode == 0
        results[name] = (passed, time.monotonic() - start)
    return results


def main(only_lint: bool) -> int:
    """Run the checks, say what failed and what could not run; 0 when nothing failed."""
    results = run(LINT if only_lint else LINT | TESTS)
    print("\n== summary")
    for name, (passed, seconds) in results.items():
        print(f"{'passed' if passed else 'FAILED'}  {name} ({seconds:.0f} s)")
    if not only_lint:
        for need in missing("test"):
            print(f"not run  {need.without}: {need.package} is not installed")
        print("not run  the records on Postgres: not built yet")
    return 0 if all(passed for passed, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["lint"]))
