"""The schema of `records.db` and how an older one becomes today's: Alembic, each step atomic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from app.trouble import Failure, Refused, Trouble
from app.words import _

HEAD = "0001"
"""Newest migration; a test holds it against the files. Known here so that opening needs no Alembic."""

KNOWN = {"0001"}


def version(engine: Engine) -> str | None:
    """The migration a database stands at; None when it has no tables."""
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DBAPIError as error:
            if isinstance(error.orig, Failure) or "no such table" not in str(error):
                raise
            return None


def check(engine: Engine) -> None:
    """Bring an older schema up; refuse a newer one. Raises Refused("newer_version")."""
    found = version(engine)
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
    upgrade(engine)


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
