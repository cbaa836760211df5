"""What the tests of the interface share: no screen, one application with the theme, and small makers."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def qapp_args():
    return ["so-chi-bo"]


@pytest.fixture
def themed(qapp):
    """The application in the light theme."""
    from app.ui import theme

    theme.apply(qapp, "light")
    yield qapp
    theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def nothing_left_open(tmp_path):
    """Free closed windows before the folder they read goes: their timers would fire in the next test."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def show(qtbot, themed):
    """Show a widget as a person sees it and free it afterwards."""

    def shown(widget, width=900, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        themed.processEvents()
        return widget

    return shown


@pytest.fixture
def press(qtbot):
    """Press keys on a widget, one after the other."""

    def pressed(widget, *keys):
        for key in keys:
            if isinstance(key, str):
                for letter in key:
                    if letter.isascii():
                        qtbot.keyClicks(widget, letter)
                    else:  # as input methods do
                        commit = QInputMethodEvent()
                        commit.setCommitString(letter)
                        QApplication.sendEvent(widget, commit)
            else:
                qtbot.keyClick(widget, key)

    return pressed


@pytest.fixture
def click(qtbot):
    """Click in the middle of a widget."""
    return lambda widget: qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def pytest_collection_modifyitems(items):
    """The screenless plugin warns about least sizes of windows, which it does not know; that is no fault."""
    for item in items:
        if "tests/ui/" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
