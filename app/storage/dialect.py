"""The SQL all workspaces speak: one dialect, so that a statement translated for one book serves the next.

SQLAlchemy keeps translated statements per engine and dialect object; a committee that opens many books,
and every command of a script, would translate the same few hundred statements again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

TRANSLATED: LRUCache[Any, Any] = LRUCache(2000)
"""Statement -> its SQL; the number is statements, several times what the program has."""


class Dialect(SQLiteDialect_pysqlite):
    """SQLite as this program sets it up, always alike: any two are equal."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))
