"""Packs the one-folder build as a Debian package: `python3 installer/debian/build.py [FOLDER] [OUT]`.

FOLDER is what PyInstaller made (dist/so-chi-bo). Needs dpkg-deb; no root. Prints the package's path.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "tools"))

from prepare import FONTS, SCREEN, WINDOW  # noqa: E402 - one list of what the system must bring


def build(folder: Path, out: Path) -> Path:
    """Lay the files out and pack them. An unfinished build is refused."""
    if not (folder / "so-chi-bo").is_file():
        raise SystemExit(f"no program in {folder}; run PyInstaller first (installer/README.md)")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    machine = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"so-chi-bo_{version}_{machine}.deb"
    with tempfile.TemporaryDirectory() as made:
        top = Path(made) / "package"
        shutil.copytree(folder, top / "opt/so-chi-bo", symlinks=True)
        (top / "usr/bin").mkdir(parents=True)
        (top / "usr/bin/so-chi-bo").symlink_to("/opt/so-chi-bo/so-chi-bo")
        (top / "usr/share/applications").mkdir(parents=True)
        shutil.copy(HERE / "so-chi-bo.desktop", top / "usr/share/applications")
        (top / "usr/share/doc/so-chi-bo").mkdir(parents=True)
        shutil.copy(ROOT / "LICENSE", top / "usr/share/doc/so-chi-bo/copyright")
        (top / "DEBIAN").mkdir()
        kilobytes = sum(path.lstat().st_size for path in top.rglob("*")) // 1024
        needs = ", ".join(need.package for need in WINDOW + SCREEN + FONTS)
        control = (HERE / "control.in").read_text("utf-8")
        (top / "DEBIAN/control").write_text(
            control.format(version=version, machine=machine, kilobytes=kilobytes, needs=needs), "utf-8"
        )
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", top, package], check=True)
    return package


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    print(build(given[0] if given else ROOT / "dist/so-chi-bo", given[1] if given[1:] else ROOT / "dist"))
