"""Columns that wrap: long cells take lines instead of room, and nothing is dropped for them."""

from __future__ import annotations

import pytest

from app.ui import theme
from app.ui.widgets.table import Column, PagedTableModel, TablePanel, rows_of
from app.ui.widgets.table.delegate import broken

LONG = "Chính người vào Đảng, cha đẻ, mẹ đẻ, cha vợ (chồng), mẹ vợ (chồng), người trực tiếp nuôi dưỡng"


@pytest.mark.parametrize("most", [1, 2, 5])
def test_words_are_broken_between_words_and_what_is_left_out_is_said(themed, most):
    lines = broken(LONG, 200, most)
    assert len(lines) <= most
    assert all(theme.width(line) <= 200 for line in lines)
    whole = " ".join(lines)
    assert whole == LONG or (whole.endswith(" …") and LONG.startswith(whole.removesuffix(" …")))


def test_one_long_word_stands_alone(themed):
    assert broken("một official_cell_with_comment_and_more hai", 60, 3)[1].startswith("official_cell")
    assert broken("", 60, 2) == []


def test_a_long_cell_drops_no_column(show):
    columns = [
        Column("title", "Quy định", width=200, grow=True, must=True, wrap=True),
        Column("value", "Giá trị", width=120, priority=2, wrap=True),
        Column("source", "Nguồn", width=120, priority=3, wrap=True),
    ]
    rows = [{"id": n, "title": LONG, "value": LONG, "source": LONG} for n in range(3)]
    model = PagedTableModel(columns, rows_of(rows), count=lambda _where: len(rows))
    panel = show(TablePanel(model, row_height=52), 520, 300)
    model.reload()
    panel.view.fit_columns()
    assert panel.view.dropped == []
    assert panel.view.horizontalScrollBar().maximum() == 0
    panel.grab()
    model_text = model.cell(0, 1).text
    assert model_text == LONG, "copying and screen readers have all of it"
