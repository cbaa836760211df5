"""The table: pages of rows, sorting, opening, columns that leave when it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.ui.widgets.empty import EmptyState
from app.ui.widgets.table import Cell, Column, PagedTableModel, TablePanel, TableView, rows_of

KEY = Qt.Key
COLUMNS = [
    Column("name", "Họ và tên", must=True, grow=True, tone="text"),
    Column("born", "Ngày sinh", priority=3),
    Column("age", "Tuổi đảng", align="right", priority=4),
    Column("status", "Tình trạng", priority=2),
    Column("note", "Ghi chú", hidden=True),
]


def people(count):
    return [
        {
            "id": f"p{i}",
            "name": f"Người {i:04}",
            "born": "01/01/1970",
            "age": i,
            "status": Cell("Dự bị", "amber"),
        }
        for i in range(count)
    ]


class Source:
    """Rows, and how they were asked for."""

    def __init__(self, count):
        self.rows = people(count)
        self.asked = []
        self._fetch = rows_of(self.rows)

    def fetch(self, offset, limit, sort, where):
        self.asked.append((offset, limit))
        return self._fetch(offset, limit, sort, where)


@pytest.fixture
def source():
    return Source(2000)


def model_of(source, counted=True):
    model = PagedTableModel(
        COLUMNS, source.fetch, count=(lambda _where: len(source.rows)) if counted else None
    )
    model.reload()
    return model


def test_only_the_pages_shown_are_fetched(show, source):
    panel = show(TablePanel(model_of(source), noun="người"))
    assert panel.model.total == 2000
    assert sum(limit for _offset, limit in source.asked) <= 3 * PagedTableModel.PAGE
    panel.view.scrollToBottom()
    panel.view.viewport().grab()
    assert panel.model.cell(1999, 0).text == "Người 1999"
    assert sum(limit for _offset, limit in source.asked) <= 6 * PagedTableModel.PAGE


def test_only_a_window_of_rows_is_kept(source):
    model = model_of(source)
    for row in range(0, 2000, PagedTableModel.PAGE):
        model.row_at(row)
    assert len(model._pages) <= PagedTableModel.KEPT
    assert model.id_at(0) == "p0"
    assert model.row_of("p1990") == 1990


def test_without_a_count_pages_are_added_as_one_scrolls(show, source):
    view = show(TableView(model_of(source, counted=False)))
    assert view.model().rowCount() == PagedTableModel.PAGE and view.model().total is None
    while view.model().canFetchMore():
        view.model().fetchMore()
    assert view.model().total == 2000


def test_enter_and_double_click_open_the_row(show, press, qtbot, source):
    view = show(TableView(model_of(source)))
    opened = []
    view.opened.connect(opened.append)
    view.setFocus()
    press(view, KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    spot = view.visualRect(view.model().index(4, 0)).center()
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == ["p2", "p4"]


def test_the_selection_is_told(show, press, source):
    view = show(TableView(model_of(source)))
    chosen = []
    view.chosen.connect(chosen.append)
    view.setFocus()
    press(view, KEY.Key_Down, KEY.Key_End, KEY.Key_Home)
    assert chosen == ["p1", "p1999", "p0"]


def test_a_click_on_the_head_sorts_and_a_second_turns_it_round(show, qtbot, source):
    view = show(TableView(model_of(source)))
    view.choose("p3")
    header = view.horizontalHeader()
    spot = header.viewport().rect().topLeft()
    spot.setX(header.sectionViewportPosition(2) + 30)
    spot.setY(15)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.model().sort_by == ("age", False)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.model().sort_by == ("age", True)
    assert view.model().cell(0, 2).text == "1999"


def test_narrow_tables_drop_columns_by_priority_but_never_the_name(show, source):
    view = show(TableView(model_of(source)), 900, 400)
    assert view.dropped == []
    view.resize(420, 400)
    assert view.dropped[:1] == ["age"]
    view.resize(240, 400)
    assert not view.isColumnHidden(0)
    assert set(view.dropped) >= {"age", "born"}
    view.resize(900, 400)
    assert view.dropped == []


def test_the_column_chooser_shows_and_hides(show, source):
    panel = show(TablePanel(model_of(source)))
    button = panel.column_button()
    button.setParent(panel)
    button.build()
    assert "name" not in button.ticks
    assert not button.ticks["note"].isChecked()
    button.ticks["note"].setChecked(True)
    button.ticks["age"].setChecked(False)
    assert not panel.view.isColumnHidden(4) and panel.view.isColumnHidden(2)


def test_the_footer_counts_and_an_empty_table_says_what_to_do(show, source):
    empty = EmptyState("group", "Chưa có ai trong sổ", "Thêm từng người.")
    panel = show(TablePanel(model_of(source), noun="người", empty=empty))
    assert "2.000 người" in panel.left.text()
    source.rows.clear()
    panel.model.reload()
    assert empty.isVisible() and not panel.view.isVisible()


def test_a_filter_asks_anew(source):
    model = model_of(source, counted=False)
    model.ask(lambda row: row["age"] < 5)
    assert model.total == 5


def test_copying_and_screen_readers_get_the_words(show, press, themed, source):
    view = show(TableView(model_of(source)))
    view.choose("p0")
    view.copy()
    assert themed.clipboard().text() == "Người 0000\t01/01/1970\t0\tDự bị"
    index = view.model().index(0, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Dự bị"


def test_refreshing_some_rows_keeps_the_place(show, source):
    view = show(TableView(model_of(source)))
    view.choose("p30")
    source.rows[30]["name"] = "Người khác"
    view.model().refresh_ids({"p30"})
    assert view.current_id() == "p30"
    assert view.model().cell(30, 0).text == "Người khác"


def test_a_grid_tells_what_was_typed_in_which_cell(show, press, source):
    view = show(TableView(model_of(source), cell_ring=True))
    typed = []
    view.typed.connect(lambda *what: typed.append(what))
    view.setCurrentIndex(view.model().index(1, 3))
    press(view, "2", Qt.Key.Key_Down, "1", ",", Qt.Key.Key_Backspace)
    assert typed == [("p1", "status", "2"), *(("p2", "status", key) for key in ("1", ",", "\b"))]


def test_numbers_sort_by_value():
    fetch = rows_of([{"id": i, "n": value} for i, value in enumerate(("10", "9", "1.240", None))])
    assert [row["n"] for row in fetch(0, 9, ("n", False), None)][:3] == ["9", "10", "1.240"]
