"""Makes a fresh checkout ready: the `.venv` with the pinned packages, and what the system must bring.

`python3 tools/prepare.py run` or `... test`. Standard library only; runs on Linux and Windows.
What is there already is not fetched again, so a prepared checkout needs no network.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
STAMP = ROOT / "build" / "prepared.json"


class Need(NamedTuple):
    """A Debian package, the sign that it is there (`lib:`, `font:`, `program:`), what lacks without it."""

    package: str
    sign: str
    without: str


WINDOW = [
    Need("libegl1", "lib:libEGL.so.1", "the window"),
    Need("libgl1", "lib:libGL.so.1", "the window"),
    Need("libglib2.0-0", "lib:libglib-2.0.so.0", "the window"),
    Need("libdbus-1-3", "lib:libdbus-1.so.3", "the window"),
    Need("libfontconfig1", "lib:libfontconfig.so.1", "the window"),
    Need("libxkbcommon0", "lib:libxkbcommon.so.0", "the window"),
]
SCREEN = [
    Need("libxkbcommon-x11-0", "lib:libxkbcommon-x11.so.0", "the window on an X screen"),
    Need("libxcb-cursor0", "lib:libxcb-cursor.so.0", "the window on an X screen"),
    Need("libxcb-icccm4", "lib:libxcb-icccm.so.4", "the window on an X screen"),
    Need("libxcb-keysyms1", "lib:libxcb-keysyms.so.1", "the window on an X screen"),
    Need("libxcb-shape0", "lib:libxcb-shape.so.0", "the window on an X screen"),
]
FONTS = [
    Need("fonts-dejavu-core", "font:DejaVuSans.ttf", "letters on screen as designed"),
    Need(
        "fonts-liberation2", "font:liberation2/LiberationSerif-Regular.ttf", "the letters of printed papers"
    ),
    Need("fonts-open-sans", "font:OpenSans-Regular.ttf", "letters on screen as designed"),
]
TESTS = [
    Need("age", "program:age", "packages opened by the reference program"),
    Need("zstd", "program:zstd", "packages opened by the reference program"),
    Need("openssl", "program:openssl", "signatures checked by the reference program"),
    Need("poppler-utils", "program:pdftotext", "PDF papers read back by another program"),
    Need("libreoffice-writer", "program:soffice", "DOCX papers opened by an office program"),
]


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(f"prepare: {text}", flush=True)


def has_screen() -> bool:
    """Whether a window could open on a screen (whether it really can, only Qt can tell)."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def is_there(need: Need) -> bool:
    """Look for the sign of a package; works on any Linux, not only where dpkg is."""
    kind, _, name = need.sign.partition(":")
    if kind == "program":
        return shutil.which(name) is not None
    if kind == "font":
        folders = [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            Path.home() / ".local/share/fonts",
        ]
        return any(next(folder.rglob(name), None) for folder in folders if folder.is_dir())
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing(purpose: str) -> list[Need]:
    """What the system lacks for "run" or "test"; nothing on Windows and macOS, whose Qt brings all."""
    if not sys.platform.startswith("linux"):
        return [need for need in TESTS if purpose == "test" and not is_there(need)]
    wanted = WINDOW + FONTS + (SCREEN if has_screen() else []) + (TESTS if purpose == "test" else [])
    return [need for need in wanted if not is_there(need)]


def install_line(needs: Iterable[Need]) -> str:
    """The one line that brings these packages on Debian."""
    return "apt-get install -y --no-install-recommends " + " ".join(need.package for need in needs)


def may_install() -> list[str] | None:
    """How apt may be called here ([] as root, ["sudo", "-n"]), or None when it may not."""
    if not shutil.which("apt-get") or os.environ.get("SO_CHI_BO_KEEP_SYSTEM"):
        return None
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt(prefix: list[str], words: list[str]) -> bool:
    """Run apt-get quietly; a network that does not answer ends it soon."""
    options = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=120"]
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *options, *words]
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def prepare_system(purpose: str, tried: list[str]) -> list[str]:
    """Install what the system lacks where that is allowed, else name it; returns what is still missing."""
    lacking = missing(purpose)
    names = [need.package for need in lacking]
    prefix = may_install()
    if lacking and prefix is not None and not set(names) <= set(tried):
        say(f"installing {' '.join(names)}")
        words = install_line(lacking).split()[1:]
        if not apt(prefix, words) and not (apt(prefix, ["update"]) and apt(prefix, words)):
            for need in lacking:  # one that cannot come must not keep the others away
                apt(prefix, install_line([need]).split()[1:])
        lacking = missing(purpose)
    for need in lacking:
        say(f"missing {need.package}: without it, {need.without} will not work")
    if lacking and sys.platform.startswith("linux"):
        say(f"to install (as root): {install_line(lacking)}")
    if any(need in WINDOW for need in lacking):
        raise SystemExit("prepare: the libraries of the window are missing; install them first")
    return [need.package for need in lacking]


def prepare_packages() -> None:
    """Make `.venv` and bring it to the lock; every file is checked against its hash."""
    if not PYTHON.exists():
        say(f"making {VENV.name} with Python {sys.version.split()[0]}")
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, ImportError):
            shutil.rmtree(VENV, ignore_errors=True)
            raise SystemExit(
                "prepare: Python comes without venv here; as root: apt-get install python3-venv"
            ) from None
    say("installing the pinned packages (the first time some 150 MB)")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)]).returncode:
        raise SystemExit("prepare: the packages could not be installed; the lines above say why")


def main(purpose: str) -> None:
    """Prepare for "run" or "test"; quick when nothing changed since the last time."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file an older Python may meet
        raise SystemExit("prepare: Python 3.11 or newer is needed")
    state = json.loads(STAMP.read_text("utf-8")) if STAMP.exists() else {}
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    # The system first: without its libraries the packages are of no use.
    state["tried"] = sorted({*state.get("tried", []), *prepare_system(purpose, state.get("tried", []))})
    if state.get("lock") != lock or not PYTHON.exists():
        prepare_packages()
        state["lock"] = lock
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(json.dumps(state, indent=1), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
