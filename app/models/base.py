"""What every record has, and the register of the kinds of record.

A record is a row whose present state is the state of its newest entry (`app.models.entry`). Days are
ISO text, YYYY[-MM[-DD]], as precise as they are known. Fields are only ever added; fields a newer
program wrote are kept in `unknown` and written back with every later change.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, String
from sqlalchemy.orm import DeclarativeBase, Mapped, class_mapper, mapped_column


class Base(DeclarativeBase):
    type_annotation_map: ClassVar[dict[Any, Any]] = {dict[str, Any]: JSON, list[Any]: JSON, str: String}


KINDS: dict[str, type[Record]] = {}
"""Kind of record as entries name it -> its table."""

_OF_THE_ENTRY = {"id", "owner", "revision", "handover", "entry", "unknown"}


class Record:
    """Mixin of all journaled tables. `kind` names the record in entries and never changes.

    `audience` is to whom an office sends its own records of this kind: "up" (the office above),
    "below" (all offices below), "both" or "" (never travels). An act for another office's case
    names that office instead (`Unit.write`).
    """

    kind: ClassVar[str] = ""
    audience: ClassVar[str] = "up"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    """Organisation that alone may write the record."""
    revision: Mapped[int] = mapped_column(default=0)
    handover: Mapped[int] = mapped_column(default=0)
    """How often ownership has moved."""
    entry: Mapped[str] = mapped_column(default="")
    """Hash of the entry this row shows."""
    gone: Mapped[bool] = mapped_column(default=False)
    """Annulled or undone: kept for the history, counted nowhere."""
    reason: Mapped[str | None] = mapped_column(default=None)
    """Why the newest revision was made, where it corrects or annuls."""
    unknown: Mapped[dict[str, Any]] = mapped_column(default=dict)

    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ...

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("kind"):
            KINDS[cls.kind] = cls


def new_id() -> str:
    """A random id for a new record."""
    return uuid.uuid4().hex


_ATTRIBUTES: dict[str, dict[str, str]] = {}


def _attributes(kind: type[Record]) -> dict[str, str]:
    """Field as states name it -> attribute of the class (other for `for`, `from`)."""
    if kind.kind not in _ATTRIBUTES:
        columns = ((a.columns[0].name, a.key) for a in class_mapper(kind).column_attrs)
        _ATTRIBUTES[kind.kind] = {name: key for name, key in columns if name not in _OF_THE_ENTRY}
    return _ATTRIBUTES[kind.kind]


def fields_of(kind: type[Record]) -> list[str]:
    """Names of the fields that make up the state of a kind."""
    return list(_attributes(kind))


def state_of(record: Record) -> dict[str, Any]:
    """The state as an entry holds it: empty fields left out, a newer program's fields kept."""
    state = {name: getattr(record, key) for name, key in _attributes(type(record)).items()}
    return dict(record.unknown or {}) | {k: v for k, v in state.items() if not _is_empty(v)}


def _is_empty(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, (str, list, dict)) and not value)


def put_state(record: Record, state: dict[str, Any]) -> None:
    """Make `record` show `state`; what this program does not know is kept."""
    names = _attributes(type(record))
    columns = type(record).__table__.columns  # type: ignore[attr-defined]
    for name, key in names.items():
        value = state.get(name)
        if value is None and not columns[name].nullable:
            default = columns[name].default
            value = default.arg if default is not None and default.is_scalar else _empty(columns[name])
        setattr(record, key, value)
    record.unknown = {k: v for k, v in state.items() if k not in names}


def _empty(column: Any) -> Any:
    return column.type.python_type() if column.type.python_type in (dict, list, str, int, bool) else None
