"""The encrypted database: SQLCipher with a raw key, through the ordinary sqlite dialect.

Transactions are begun here, because the driver by itself would leave statements that change the
schema outside of them; those that write take the write lock at once (execution option `writing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.trouble import Failure, Trouble
from app.words import _

if TYPE_CHECKING:
    from sqlalchemy import Engine


def connect(path: Path, key: bytes) -> Any:
    """A bare connection to `path`, made if missing; it needs no SQLAlchemy, so that the window opens quickly.

    Raises Trouble("damaged") when the right key does not open it.
    """
    import sqlcipher3.dbapi2 as driver

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


def rows(records: Any, sql: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """All rows of plain SQL, through a bare connection or a SQLAlchemy session."""
    if hasattr(records, "connection"):
        return [tuple(row) for row in records.connection().exec_driver_sql(sql, dict(values or {}))]
    return list(records.execute(sql, dict(values or {})))


def open_engine(path: Path, key: bytes, prepare: Callable[[Any], None] | None = None) -> Engine:
    """An engine on `path`, made if missing; raises as `connect`. `prepare` is given each bare connection."""
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy import create_engine, event
    from sqlalchemy.dialects import registry

    from app.storage.dialect import TRANSLATED, Dialect

    registry.register("sochibo", Dialect.__module__, Dialect.__name__)

    def made() -> Any:
        connection = connect(path, key)
        if prepare is not None:
            prepare(connection)
        return connection

    engine = create_engine(
        "sochibo://", creator=made, module=driver, execution_options={"compiled_cache": TRANSLATED}
    )

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


@contextmanager
def machine_trouble() -> Iterator[None]:
    """Turn what the database driver says of a full or damaged disk into Trouble."""
    try:
        yield
    except Failure:
        raise
    except Exception as error:
        said = getattr(error, "orig", error)  # SQLAlchemy wraps what the driver raised
        if isinstance(said, Failure):
            raise said from error
        if type(said).__name__ in ("OperationalError", "DatabaseError") and any(
            w in str(said) for w in _MACHINE
        ):
            raise damaged(said) from error
        raise


_MACHINE = ("full", "readonly", "unable to open", "I/O", "malformed", "not a database", "locked")
