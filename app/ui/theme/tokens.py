"""Colours, type, spaces and sizes of the interface: the one place where they are written down."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Tone:
    """A state: its words, the pale ground of its badge, and the fill of its bars (3:1 on a surface)."""

    text: str
    ground: str
    fill: str


@dataclass(frozen=True)
class Colours:
    """All colours of one theme; every text colour keeps 4.5:1 on window, surface and selected row."""

    name: str
    text: str
    text2: str  # labels, reasons
    text3: str  # dates, hints, placeholders
    bg: str  # window, page
    surface: str  # card, table, field, active page in the navigation
    raised: str  # paper of a report, cell being typed, menu
    side: str  # navigation, status bar
    hover: str
    sel: str
    track: str  # empty part of a bar or ring
    line: str  # hairline
    ctl: str  # edge of buttons and fields
    focus: str  # focus ring, and nothing else
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_mark: str  # marker of the active page, current step
    on_accent: str
    toast: str
    on_toast: str
    green: Tone
    amber: Tone
    rust: Tone
    gold: Tone
    grey: Tone

    def flat(self) -> dict[str, str]:
        """Every colour by name; a tone gives three: green, green_ground, green_fill."""
        found: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Tone):
                found[field.name] = value.text
                found[f"{field.name}_ground"] = value.ground
                found[f"{field.name}_fill"] = value.fill
            elif field.name != "name":
                found[field.name] = value
        return found


LIGHT = Colours(
    name="light",
    text="#221E1A",
    text2="#534B42",
    text3="#6B6257",
    bg="#F8F5F0",
    surface="#FFFDFA",
    raised="#FFFFFF",
    side="#F2EDE4",
    hover="#F3EDE3",
    sel="#EFE7D9",
    track="#E9E2D6",
    line="#E6DFD3",
    ctl="#91877A",
    focus="#1F5A8A",
    accent="#8E1B1F",
    accent_hover="#771518",
    accent_pressed="#601013",
    accent_mark="#8E1B1F",
    on_accent="#FFFFFF",
    toast="#221E1A",
    on_toast="#F8F5F0",
    green=Tone("#2C6540", "#E5F0E6", "#5E9A70"),
    amber=Tone("#7F4A00", "#FBEED3", "#BC7F24"),
    rust=Tone("#9A3412", "#FAE6DB", "#C8623A"),
    gold=Tone("#785300", "#F8EBC4", "#AE8719"),
    grey=Tone("#534B42", "#ECE6DB", "#958A7B"),
)

DARK = Colours(
    name="dark",
    text="#F0EBE3",
    text2="#CBC2B6",
    text3="#A89E91",
    bg="#1A1816",
    surface="#221F1C",
    raised="#2A2623",
    side="#151311",
    hover="#2B2723",
    sel="#342E28",
    track="#342F2A",
    line="#38322C",
    ctl="#7D7367",
    focus="#7FB6E6",
    accent="#B4393B",
    accent_hover="#C24749",
    accent_pressed="#9C2F31",
    accent_mark="#E2706E",
    on_accent="#FFFFFF",
    toast="#3F3730",
    on_toast="#F0EBE3",
    green=Tone("#93CDA2", "#23352A", "#5E9A70"),
    amber=Tone("#EBB970", "#3A2E1A", "#C8933E"),
    rust=Tone("#F2A183", "#402519", "#C8623A"),
    gold=Tone("#E6C669", "#3A3119", "#C8A136"),
    grey=Tone("#CBC2B6", "#322D28", "#857A6D"),
)

THEMES = {"light": LIGHT, "dark": DARK}
TONES = ("green", "amber", "rust", "gold", "grey")

# Type: role -> (points in Segoe UI, pixels in Open Sans and Noto Sans)
ROLES: dict[str, tuple[float, int]] = {
    "figure": (22, 29),
    "title": (16, 22),
    "section": (13, 17),
    "lead": (11.5, 15),
    "base": (11, 14),
    "small": (10, 13),
    "chart": (9, 12),  # only the numbers under a small chart
}

# Space in logical pixels
S1, S2, S3, S4, S5 = 4, 8, 12, 16, 24
PAGE_MARGIN = 24
CARD_PADDING = 20

# Shape
RADIUS = 6
BADGE_RADIUS = 11
CHIP_RADIUS = 17

# Heights
TOP_BAR, TOP_BAR_SMALL = 56, 48
HEAD, HEAD_SMALL = 72, 54
STATUS_BAR = 32
NAV_ENTRY = 40
CONTROL = 36
CONTROL_LARGE = 44
CHIP = 34
BADGE = 22
ROW, ROW_OFFICIAL, ROW_PREVIEW = 38, 30, 44
TABLE_HEAD = 38
CHECKLIST_ROW, CHECKLIST_ROW_TIGHT = 36, 32
GROUP_HEAD = 36
TILE = 88

# Widths
NAV, NAV_FOLDED = 216, 60
SEARCH = 380
PANE = 296
SIDE_PANEL = 304
TIMELINE = 244
DUTY_BUTTON = 164
DRAWER = 320

# Window widths at which the page changes (logical pixels)
WIDE, MEDIUM, NARROW = 1320, 1240, 1000
LOW = 700  # below this height the page scrolls inside
