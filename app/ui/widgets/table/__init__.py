"""The one table of the application: a paged model, a delegate that paints, a header, a panel around them."""

from app.ui.widgets.table.cells import Cell, Column, cell_of
from app.ui.widgets.table.model import PagedTableModel, rows_of
from app.ui.widgets.table.panel import TablePanel
from app.ui.widgets.table.view import TableView

__all__ = ["Cell", "Column", "PagedTableModel", "TablePanel", "TableView", "cell_of", "rows_of"]
