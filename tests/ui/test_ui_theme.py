"""The theme: contrast of every text colour, fonts, icons, and a sheet without forgotten names."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.shots import shot
from app.ui.theme import icons, state
from app.ui.theme.tokens import THEMES, TONES


def luminance(colour: str) -> float:
    parts = [channel / 255 for channel in QColor(colour).getRgb()[:3]]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_colour_can_be_read(name):
    flat = THEMES[name].flat()
    pairs = [
        (text, under)
        for text in ("text", "text2", "text3")
        for under in ("bg", "surface", "sel", "side", "hover")
    ]
    pairs += [(tone, f"{tone}_ground") for tone in TONES] + [(tone, "surface") for tone in TONES]
    pairs += [("on_accent", under) for under in ("accent", "accent_hover", "accent_pressed")]
    pairs += [("on_toast", "toast"), ("accent_mark", "side"), ("text", "raised"), ("text2", "raised")]
    weak = {pair: round(contrast(flat[pair[0]], flat[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", THEMES)
def test_edges_bars_and_the_focus_ring_are_seen(name):
    flat = THEMES[name].flat()
    for tone in TONES:
        assert contrast(flat[f"{tone}_fill"], flat["surface"]) >= 3
    assert contrast(flat["ctl"], flat["surface"]) >= 3
    assert contrast(flat["ctl"], flat["bg"]) >= 3
    assert contrast(flat["focus"], flat["bg"]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_applying_a_theme_colours_window_and_sheet(themed, name):
    theme.apply(themed, name)
    assert state.colours().name == name
    assert themed.palette().window().color() == QColor(THEMES[name].bg)
    assert "$" not in themed.styleSheet()
    assert THEMES[name].surface in themed.styleSheet()


def test_roles_have_their_sizes_and_two_weights(themed):
    assert theme.metrics("title").height() > theme.metrics("base").height() > theme.metrics("small").height()
    assert theme.font("base", True).weight() > theme.font("base").weight()
    assert theme.width("1111", "base") == theme.width("8888", "base")  # tabular figures


NAMES = (
    "task group user-add medal user-search arrow-left-right file-text bar-chart-2 usb book-read question "
    "search lock-2 settings-3 user-3 arrow-left arrow-down-s arrow-right-s arrow-up-s add printer "
    "file-excel-2 upload-2 download-2 folder-open layout-column history eye mail-open user checkbox-circle "
    "checkbox-circle-fill checkbox-blank-circle check error-warning forbid time information shield-check "
    "archive close"
)


def test_every_icon_of_the_design_is_drawn_inside_its_square(themed):
    for name in NAMES.split():
        box = icons.outline(name).boundingRect()
        assert box.width() > 8 and box.height() > 8, name
        assert box.left() >= -1 and box.top() >= -1 and box.right() <= 65 and box.bottom() <= 65, name


def test_an_icon_follows_the_theme(themed):
    made = theme.icon("check")
    seen = []
    for name in THEMES:
        theme.apply(themed, name)
        image = made.pixmap(18, 18).toImage()
        seen.append(max((QColor(image.pixelColor(x, y)).name() for x in range(18) for y in range(18)
                         if image.pixelColor(x, y).alpha() == 255), default=""))  # fmt: skip
    assert seen[0] and seen[1] and seen[0] != seen[1]


def test_an_unknown_icon_is_an_error_of_the_maker(themed):
    image = QImage(10, 10, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    with pytest.raises(KeyError):
        icons.paint(painter, "no-such-icon", image.rect())
    painter.end()


@pytest.mark.parametrize(("asked", "given"), [(150, "1.5"), (90, None), (300, "2"), (100, None)])
def test_the_scale_stays_between_100_and_200_percent(monkeypatch, asked, given):
    import os

    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    calls = []
    monkeypatch.setattr(theme.QGuiApplication, "setHighDpiScaleFactorRoundingPolicy", calls.append)
    theme.prepare(asked)
    assert os.environ.get("QT_SCALE_FACTOR") == given
    assert calls == [theme.Qt.HighDpiScaleFactorRoundingPolicy.PassThrough]
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)


def test_a_picture_has_the_size_and_ground_it_was_asked_for(themed, qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    made = QImage(str(shot(window, tmp_path / "window.png", 300, 200, "dark")))
    assert (made.width(), made.height()) == (300, 200)
    assert made.pixelColor(150, 100) == QColor(THEMES["dark"].bg)
