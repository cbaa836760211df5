"""Checks the whole project: style, types, rooms, tests; runs all, fails at the end if one failed.

`python tools/check.py [lint]`, with the Python of `.venv`; `lint` leaves the tests out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from prepare import ROOT, missing

_SCRIPTS = Path(sys.executable).parent
LINT = {
    "style": [sys.executable, "-m", "ruff", "check", "."],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "types": [sys.executable, "-m", "mypy"],
    "rooms": [str(_SCRIPTS / "lint-imports"), "--cache-dir", "build/import-linter"],
}
TESTS = {"tests": [sys.executable, "-m", "pytest", "-q", "-n", "2"]}


def run(checks: dict[str, list[str]]) -> dict[str, tuple[bool, float]]:
    """Run each check to its end; its name -> whether it passed, and the seconds it took."""
    results = {}
    for name, command in checks.items():
        print(f"\n== {name}", flush=True)
        start = time.monotonic()
        passed = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}).returncode == 0
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
