"""The one style sheet of the application, made from the tokens.

Buttons, chips, badges, cards, tables and charts paint themselves; the sheet dresses what Qt draws:
labels, fields, menus, tabs, scroll bars. States come from dynamic properties (see `widgets.base.mark`).
"""

from __future__ import annotations

from string import Template

from app.ui.theme import fonts, state
from app.ui.theme.tokens import ROLES, TONES

_BODY = Template("""
QLabel { background: transparent; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="focus"] { color: $focus; }
QWidget[ground="bg"] { background: $bg; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="side"] { background: $side; }
QWidget[ground="raised"] { background: $raised; }
QWidget[ground="none"], QScrollArea { background: transparent; }
QLineEdit, QPlainTextEdit, QComboBox {
  margin: 1px; border: 1px solid $ctl; border-radius: 6px; padding: 0 11px;
  background: $surface; color: $text;
  selection-background-color: $focus; selection-color: $surface; placeholder-text-color: $text3;
}
QLineEdit, QComboBox { min-height: 34px; max-height: 34px; }
QPlainTextEdit { padding: 5px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QComboBox:on {
  margin: 0; border: 2px solid $focus;
}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  margin: 0; border: 2px solid $rust;
}
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus {
  border: 2px solid $focus;
}
QLineEdit:read-only, QPlainTextEdit:read-only,
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: $bg; border-color: $line; color: $text2;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $text3; }
QLineEdit[large="true"] { min-height: 42px; max-height: 42px; font-size: $lead; }
QLineEdit[count="true"] {
  min-height: 42px; max-height: 42px; padding: 0 4px; font-size: $figure_small; font-weight: 600;
}
QLineEdit[leading="true"] { padding-left: 31px; }
QComboBox { padding-left: 13px; padding-right: 30px; combobox-popup: 0; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QListView[popup="true"] {
  background: $raised; border: 1px solid $line; color: $text; outline: none; padding: 4px;
  selection-background-color: $sel; selection-color: $text;
}
QComboBox QAbstractItemView::item, QListView[popup="true"]::item { min-height: 32px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected, QListView[popup="true"]::item:selected {
  background: $sel; color: $text; border-radius: 4px;
}
QMenu { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 6px; }
QMenu::item { padding: 8px 28px 8px 12px; border-radius: 4px; color: $text; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $text3; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $ctl; padding: 5px 8px; }
QTabWidget::pane { border: none; }
QTabBar { background: transparent; }
QTabBar::tab {
  padding: 9px 2px; margin-right: 26px; color: $text2; border: none; border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 3px solid $text2; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $focus; }
QTableView, QListView, QTreeView { background: $surface; border: none; color: $text; }
QHeaderView { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $grey_fill; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
""")


def sheet() -> str:
    """The style sheet of the theme in use."""
    values = dict(state.colours().flat())
    values["lead"] = fonts.size_css("lead")
    values["figure_small"] = "15pt" if fonts.in_points() else "20px"
    rules = [_BODY.substitute(values)]
    for role in ROLES:
        rules.append(f'QLabel[role="{role}"] {{ font-size: {fonts.size_css(role)}; }}')
    rules.append('QLabel[bold="true"] { font-weight: 600; }')
    rules += [f'QLabel[tone="{tone}"] {{ color: {values[tone]}; }}' for tone in TONES]
    return "\n".join(rules)
