"""Removable drives and the packages that lie on them, looked for beside the window's thread."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QStorageInfo, QThreadPool, QTimer, Signal

from app.trouble import Failure
from app.words import _

SUFFIX = ".sochibo"
MOST_FILES = 500
"""Files looked at on one drive: a stick full of photos is not searched for ever."""
_PLACES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_FIXED = {"overlay", "nfs", "nfs4", "cifs", "9p", "tmpfs", "virtiofs"}
"""Kinds of file system no stick has, though they may be mounted where sticks are."""
_REMOVABLE = 2  # DRIVE_REMOVABLE of Windows


@dataclass(frozen=True)
class Stick:
    """A removable drive: its folder and its name in words, as "USB (E:)"."""

    path: Path
    name: str


@dataclass(frozen=True)
class Found:
    """A package on a drive, as its first line names it."""

    file: Path
    stick: str
    id: str
    key: str
    """Short name of the key it is sealed to."""
    changed: float
    """When the file was written, in seconds since the epoch."""


def sticks() -> list[Stick]:
    """The removable drives there are now."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if (
            volume.isValid()
            and volume.isReady()
            and _is_removable(root, bytes(volume.fileSystemType().data()).decode())
        ):
            found.append(Stick(Path(root), _("USB ({name})").format(name=_name(root, volume.name()))))
    return sorted(found, key=lambda stick: stick.name)


def _is_removable(root: str, kind: str = "") -> bool:
    if sys.platform == "win32":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\").rstrip("\\") + "\\") == _REMOVABLE
    return (root.rstrip("/") + "/").startswith(_PLACES) and kind not in _FIXED


def _name(root: str, label: str) -> str:
    return root[:2] if sys.platform == "win32" else label or Path(root).name


def packages_on(stick: Stick) -> list[Found]:
    """Packages at the top of a drive and one folder below, the newest first; unreadable ones are left out."""
    from app.sync.reading import read_header

    found = []
    for file in _files(stick.path):
        try:
            header, changed = read_header(file), file.stat().st_mtime
        except (Failure, OSError):
            continue
        found.append(Found(file, stick.name, header.id, header.key, changed))
    return sorted(found, key=lambda one: one.changed, reverse=True)


def _files(folder: Path, deeper: bool = True) -> list[Path]:
    found: list[Path] = []
    try:
        with os.scandir(folder) as listed:
            for at, entry in enumerate(listed):
                if at >= MOST_FILES:
                    break
                if entry.name.endswith(SUFFIX) and entry.is_file():
                    found.append(Path(entry.path))
                elif deeper and not entry.name.startswith((".", "$")) and entry.is_dir(follow_symlinks=False):
                    found += _files(Path(entry.path), False)
    except OSError:
        pass  # pulled while looked at
    return found


@dataclass(frozen=True)
class Seen:
    """The drives and their packages at one look."""

    sticks: tuple[Stick, ...] = ()
    packages: tuple[Found, ...] = ()


class StickWatch(QObject):
    """Looks every few seconds while wanted; `seen` comes in the window's thread when something changed."""

    seen = Signal(object)
    _looked = Signal(object)
    EVERY = 3000  # ms

    def __init__(self, parent: QObject, find: Callable[[], Sequence[Stick]] = sticks) -> None:
        super().__init__(parent)
        self.find = find
        self.last = Seen()
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(self.EVERY)
        self._timer.timeout.connect(self.look)
        self._looked.connect(self._take)

    def watch(self, wanted: bool) -> None:
        """Begin or end looking."""
        if wanted:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Look now, beside the window."""
        if not self._busy:
            self._busy = True
            QThreadPool.globalInstance().start(_Look(self))

    def look_here(self) -> Seen:
        """Look now and wait for it."""
        return Seen(
            tuple(found := list(self.find())), tuple(p for stick in found for p in packages_on(stick))
        )

    def _take(self, seen: Seen) -> None:
        self._busy = False
        if seen != self.last:
            self.last = seen
            self.seen.emit(seen)


class _Look(QRunnable):
    def __init__(self, watch: StickWatch) -> None:
        super().__init__()
        self.watch = watch

    def run(self) -> None:
        try:
            self.watch._looked.emit(self.watch.look_here())
        except RuntimeError:
            pass  # the window went away meanwhile
