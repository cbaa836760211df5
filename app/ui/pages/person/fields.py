"""The fields of a person's record in groups, and the editor each of them gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.procedures.people import DATES
from app.procedures.titles import FIELD_TITLES, STATE_TITLES
from app.ui.pages.common import LEFT_TITLES, date_words
from app.ui.widgets.date_edit import DateEdit, parse_date
from app.ui.widgets.editors import Choice, LineEdit, LongText
from app.ui.widgets.field import Field
from app.words import N_, _

if TYPE_CHECKING:
    from app.models import Person, PersonStanding

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("Bản thân"),
        ("name", "other_name", "sex", "birth", "ethnicity", "religion", "occupation", "position", "phone"),
    ),
    (
        N_("Trong Đảng"),
        ("admission_date", "official_date", "activity", "activity_date", "file_number", "youth_union_date"),
    ),
    (
        N_("Giấy tờ"),
        ("personal_number", "old_id_number", "card_number", "card_issue_date", "card_issued_at",
         "old_card_number"),
    ),
    (N_("Trình độ"), ("education", "professional", "political_theory")),
    (N_("Nơi ở"), ("residence_province", "residence_address", "residence", "residence_country")),
    (N_("Quê quán"), ("home_province", "home_address", "home_town", "home_country")),
    (N_("Nơi khai sinh"), ("birth_province", "birth_address", "birth_place", "birth_country")),
    (N_("Khác"), ("organisation", "note")),
)  # fmt: skip
"""Title of the group, and its fields in the order one fills them in."""
LIFE = {"admission_date", "official_date", "activity", "activity_date"}
"""Fields told by events, not by the record itself."""
NEW = ("name", "sex", "birth", "occupation", "phone", "residence_address")
"""What a new person's form asks first; the rest follows in the record."""
SEXES = {"male": N_("Nam"), "female": N_("Nữ")}


class IsoDateEdit(DateEdit):
    """A date field whose value is ISO text, as records keep it."""

    def value(self) -> Any:
        found = super().value()
        return found.iso() if found is not None else None

    def set_value(self, value: Any) -> None:
        super().set_value(parse_date(value) if isinstance(value, str) else value)


def activities(standing: PersonStanding | None) -> list[tuple[Any, str]]:
    """What may be said of taking part: a state, or how a member left."""
    found: list[tuple[Any, str]] = [(None, _("Đang sinh hoạt"))]
    found += [(key, _(words)) for key, words in STATE_TITLES.items()]
    if standing is not None and standing.status in ("full", "probationary", "former"):
        found += [(key, _(words)) for key, words in LEFT_TITLES.items() if key not in ("left", "annulled")]
    return found


def editor(name: str, standing: PersonStanding | None = None) -> Any:
    """The editor of a field."""
    if name == "sex":
        return Choice([(key, _(words)) for key, words in SEXES.items()])
    if name == "activity":
        return Choice(activities(standing))
    if name == "note":
        return LongText(lines=3)
    if name in DATES:
        return IsoDateEdit()
    return LineEdit()


def field(name: str, standing: PersonStanding | None = None) -> Field:
    """A field with its label."""
    return Field(_(FIELD_TITLES.get(name, name)), editor(name, standing))


def value_of(name: str, record: Person, standing: PersonStanding, since: str | None) -> Any:
    """The value as records keep it; `since` is the day the state in force began."""
    match name:
        case "admission_date" | "official_date":
            return getattr(standing, name)
        case "activity":
            return standing.state or (standing.left_reason if standing.status == "former" else None)
        case "activity_date":
            return since
    return getattr(record, name, None)


def words_of(name: str, value: Any) -> str:
    """A value as it is read, "–" for none."""
    if value in (None, "", False, "active"):
        return _("Đang sinh hoạt") if name == "activity" else "–"
    if name in DATES:
        return date_words(str(value))
    if name == "sex":
        return _(SEXES.get(str(value), str(value)))
    if name == "activity":
        return _(STATE_TITLES.get(str(value)) or LEFT_TITLES.get(str(value)) or str(value))
    return _("Có") if value is True else str(value)
