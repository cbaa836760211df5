"""The schema of `records.db` and how an older one becomes today's: Alembic, each step atomic."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.trouble import Refused, Trouble
from app.words import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

HEAD = "0003"
"""Newest migration; a test holds it against the files. Known here so that opening needs no Alembic."""

KNOWN = {"0001", "0002", "0003"}


def version(connection: Any) -> str | None:
    """The migration the database of a bare connection stands at; None when it has no tables."""
    known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.execute(known).fetchone()[0]:
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None


def check(connection: Any, engine: Callable[[], Engine]) -> None:
    """Bring an older schema up; refuse a newer one. Raises Refused("newer_version"), Trouble("damaged")."""
    found = version(connection)
    if found == HEAD:
        return
    if found is None:
        raise Trouble("damaged", _("Tệp dữ liệu của sổ bị hỏng."), _("Khôi phục từ bản sao lưu gần nhất."))
    if found not in KNOWN:
        raise Refused(
            "newer_version",
            _("Sổ này do phiên bản mới hơn của chương trình lập."),
            _("Cài phiên bản mới rồi mở lại; sổ không bị thay đổi."),
        )
    made = engine()
    try:
        upgrade(made)
    finally:
        made.dispose()


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
