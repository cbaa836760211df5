"""The encrypted database: SQLCipher with a raw key, through the ordinary sqlite dialect.

Transactions are begun here, because the driver by itself would leave statements that change the
schema outside of them; those that write take the write lock at once (execution option `writing`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event

from app.trouble import Trouble
from app.words import _


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine on `path`, made if missing. Raises Trouble("damaged") when the right key does not open it."""
    import sqlcipher3.dbapi2 as driver

    def connect() -> Any:
        connection = driver.connect(str(path), check_same_thread=False, timeout=10)
        connection.isolation_level = None
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except driver.DatabaseError as error:
            connection.close()
            raise damaged(error) from error
        return connection

    engine = create_engine("sqlite://", creator=connect, module=driver)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def damaged(error: Exception) -> Trouble:
    """The trouble of a database that cannot be read, by what the driver said."""
    text = str(error)
    if "readonly" in text or "unable to open" in text:
        return Trouble(
            "read_only", _("Không ghi được vào tệp của sổ."), _("Bỏ thuộc tính chỉ đọc rồi mở lại.")
        )
    if "disk is full" in text or "disk I/O" in text:
        return Trouble(
            "disk_full",
            _("Ổ đĩa đã đầy hoặc không ghi được."),
            _("Giải phóng chỗ rồi làm lại; sổ không mất gì."),
        )
    if "locked" in text:
        return Trouble("in_use", _("Sổ đang được ghi ở nơi khác."), _("Chờ một lát rồi làm lại."))
    return Trouble("damaged", _("Tệp dữ liệu của sổ bị hỏng."), _("Khôi phục từ bản sao lưu gần nhất."))
