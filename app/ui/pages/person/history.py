"""What happened to a person, and who wrote what: the tabs Quá trình, Việc, Giấy tờ and Nhật ký."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Act, Case, CaseStanding, EntryRow, Event, Happening, Paper
from app.models import entry as entries
from app.procedures.rating.rounds import LEVELS, NOT_NEEDED
from app.procedures.titles import FIELD_TITLES, STATE_TITLES
from app.reports.rating import YearRated, last_years
from app.ui.pages.common import LEFT_TITLES, date_words
from app.ui.pages.person.fields import words_of
from app.ui.status_facts import local
from app.words import N_, _, document_text

EVENTS = {
    "sympathiser": N_("Vào danh sách cảm tình Đảng"), "applicant": N_("Có đơn xin vào Đảng"),
    "admitted": N_("Được kết nạp"), "official": N_("Được công nhận chính thức"), "left": N_("Ra khỏi Đảng"),
    "restored": N_("Được khôi phục đảng tịch"), "party_age_from": N_("Tuổi đảng tính từ ngày này"),
    "card": N_("Được trao thẻ đảng viên"), "discipline": N_("Bị kỷ luật"),
}  # fmt: skip
MEASURES = {
    "reprimand": N_("Khiển trách"), "warning": N_("Cảnh cáo"), "dismissal": N_("Cách chức"),
    "expulsion": N_("Khai trừ"),
}  # fmt: skip
DEEDS = {
    "person.add": N_("Thêm người"),
    "person.set": N_("Sửa hồ sơ"),
    "undo": N_("Hoàn tác"),
    "import": N_("Nhập từ danh sách"),
    "case.open": N_("Mở việc"),
    "case.record": N_("Ghi bước"),
    "case.vote": N_("Ghi biểu quyết"),
    "case.paper": N_("Ghi giấy tờ"),
    "case.annul": N_("Hủy một bước"),
    "case.except": N_("Ghi văn bản cho phép"),
}
_WORDS = {
    **FIELD_TITLES,
    "what": N_("Biến động"),
    "value": N_("Nội dung"),
    "date": N_("Ngày"),
    "until": N_("Đến ngày"),
    "document": N_("Văn bản"),
    "procedure": N_("Thủ tục"),
    "opened": N_("Ngày mở"),
    "step": N_("Bước"),
    "outcome": N_("Kết quả"),
    "form": N_("Mẫu"),
    "number": N_("Số"),
    "signer": N_("Người ký"),
    "kept": N_("Nơi giữ"),
}
_ORDER = {name: at for at, name in enumerate(_WORDS)}
_SILENT = {
    "reason",
    "source",
    "person",
    "case",
    "detail",
    "facts",
    "rules",
    "data",
    "dossier",
    "judged",
    "guide",
    "id",
}


@dataclass(frozen=True)
class Happened:
    """One line of the course of a life in the Party."""

    day: str
    words: str
    source: str


def happened(session: Session, person: str) -> list[Happened]:
    """Dated events and effects of cases, the newest first."""
    rows = list(session.scalars(select(Happening).where(Happening.person == person)))
    events = {e.id: e for e in session.scalars(select(Event).where(Event.person == person))}
    rows.sort(key=lambda row: (row.date or "", row.id), reverse=True)
    return [Happened(date_words(row.date), _event_words(row), _source(session, row, events)) for row in rows]


def rated(session: Session, person: str, year: int) -> list[Happened]:
    """The self-reviews and levels of three years, to the last one that has a rating; none where none has."""
    found = last_years(session, person, year)
    if not found[0].round:
        found = last_years(session, person, year - 1)
    if not any(one.round for one in found):
        return []
    return [Happened(str(one.year), _level_words(one), _review_words(one)) for one in found]


def _level_words(one: YearRated) -> str:
    if one.decided:
        words = _("{level} (số {number}, {day})")
        return words.format(level=_(LEVELS[one.decided]), number=one.number, day=date_words(one.date))
    if level := one.levels.get("cell"):
        return _("Chi bộ đề nghị: {level}").format(level=_(LEVELS[level]).lower())
    return _("Chưa có mức") if one.round else _("Chưa có đợt xếp loại trong sổ")


def _review_words(one: YearRated) -> str:
    if not one.round:
        return ""
    if not one.reviewed:
        return _("Không thuộc diện kiểm điểm")
    if one.received == NOT_NEEDED:
        told = [_("Không cần bản tự kiểm điểm")]
    elif one.received:
        told = [_("Bản tự kiểm điểm nộp {day}").format(day=date_words(one.received))]
    else:
        told = [_("Chưa nộp bản tự kiểm điểm")]
    if level := one.levels.get("self"):
        told.append(_("tự xếp loại: {level}").format(level=_(LEVELS[level]).lower()))
    if one.points is not None:
        told.append(_("{n} điểm").format(n=f"{one.points.normalize():f}".replace(".", ",")))
    return " · ".join(told)


def _event_words(row: Happening) -> str:
    if row.what == "state":
        words = _(STATE_TITLES.get(row.value or "", row.value or ""))
        return _("{words}, đến {day}").format(words=words, day=date_words(row.until)) if row.until else words
    if row.what == "discipline" and row.value in MEASURES:
        return _("Bị kỷ luật: {measure}").format(measure=_(MEASURES[row.value]).lower())
    if row.what == "left" and row.value in LEFT_TITLES:
        return _(LEFT_TITLES[row.value])
    return _(EVENTS.get(row.what, row.what))


def _source(session: Session, row: Happening, events: dict[str, Event]) -> str:
    kind, _colon, key = row.source.partition(":")
    if kind == "act":
        act = session.get(Act, key)
        case = session.get(Case, act.case) if act else None
        title = _procedure(case.procedure) if case else ""
        return _("Theo việc: {title}").format(title=title) if title else ""
    event = events.get(key)
    if event is None:
        return ""
    if event.document:
        return _("Văn bản {number}").format(number=document_text(event.document.partition("@")[0]))
    return {"list": _("Theo danh sách đã nhập"), "paper": _("Ghi theo hồ sơ giấy")}.get(
        event.source or "", ""
    )


def _procedure(name: str) -> str:
    from app.procedures.definitions import procedures

    found = procedures().get(name)
    return _(found.title) if found else name


@dataclass(frozen=True)
class CaseLine:
    """A case of the person."""

    case: str
    title: str
    opened: str
    now: str
    open: bool


def cases(session: Session, person: str) -> list[CaseLine]:
    """Cases of a person, open ones first, then the newest."""
    from app.procedures.definitions import procedures

    wanted = select(CaseStanding).where(CaseStanding.person == person)
    order = wanted.order_by(CaseStanding.ended.is_not(None), CaseStanding.opened.desc())
    found = []
    for row in session.scalars(order):
        procedure = procedures().get(row.procedure)
        steps = {step.id: _(step.title) for step in procedure.steps} if procedure else {}
        now = (
            _("Xong ngày {day}").format(day=date_words(row.ended))
            if row.ended
            else steps.get(row.step or "", "")
        )
        title = _(procedure.title) if procedure else row.procedure
        found.append(CaseLine(row.case, title, date_words(row.opened), now, row.ended is None))
    return found


@dataclass(frozen=True)
class PaperLine:
    """A paper: what it is and where it is kept."""

    form: str
    title: str
    number: str
    day: str
    signer: str
    kept: str
    id: str
    alone: bool
    """Whether it belongs to no case."""


def papers(session: Session, person: str) -> list[PaperLine]:
    """Papers of a person and of the person's cases, the newest first."""
    from app.regulations.codes import load_forms

    forms = load_forms()
    of_cases = select(Case.id).where(Case.person == person)
    wanted = select(Paper).where(Paper.gone.is_(False), (Paper.person == person) | Paper.case.in_(of_cases))
    return [
        PaperLine(
            document_text(p.form), _(forms[p.form].title) if p.form in forms else document_text(p.form),
            document_text(p.number or ""), date_words(p.date), p.signer or "", p.kept or "",
            p.id, p.case is None,
        )
        for p in sorted(session.scalars(wanted), key=lambda p: p.date or "", reverse=True)
    ]  # fmt: skip


@dataclass
class Noted:
    """A deed in the journal: who, when, what, which fields from what to what, why."""

    at: str
    by: str
    deed: str
    reason: str = ""
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """(field, before, after); before is "" for what is new."""


def noted(session: Session, person: str) -> list[Noted]:
    """Deeds that touched the person's record, events, cases and papers, the newest first."""
    of_cases = select(Case.id).where(Case.person == person)
    records: set[str] = {person, *session.scalars(of_cases)}
    for model, column in ((Event, Event.person), (Paper, Paper.person)):
        records.update(session.scalars(select(model.id).where(column == person)))
    rows = list(
        session.scalars(
            select(EntryRow)
            .where(EntryRow.record.in_(records))
            .order_by(EntryRow.handover, EntryRow.revision)
        )
    )
    before: dict[str, dict[str, Any]] = {}
    deeds: dict[str, Noted] = {}
    for row in rows:
        state = entries.read(row.head, row.state).state() if row.state is not None else None
        made = deeds.setdefault(row.deed, Noted(row.at, row.by, _deed_words(row.what)))
        if state is None:
            made.lines.append((_("Nội dung"), "", _("đã xóa theo yêu cầu")))
            continue
        made.reason = state.get("reason") or made.reason
        made.lines.extend(_changes(row.kind, before.get(row.record), state))
        before[row.record] = state
    ordered = sorted(deeds.values(), key=lambda deed: deed.at, reverse=True)
    return [
        Noted(f"{local(d.at):%d/%m/%Y %H:%M}", d.by, d.deed, d.reason, d.lines) for d in ordered
    ]  # fmt: skip


def _deed_words(what: str) -> str:
    return _(DEEDS.get(what.partition(":")[0], DEEDS.get(what, what)))


def _changes(kind: str, old: dict[str, Any] | None, new: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    if new.get("gone") and not (old or {}).get("gone"):
        yield _kind_words(kind, new), "", _("đã hủy")
        return
    if kind == "event":
        what = str(new.get("what", ""))
        words = _(LEFT_TITLES.get(str(new.get("value")), "")) if what == "left" else _(EVENTS.get(what, what))
        if what == "state":
            words = _(STATE_TITLES.get(str(new.get("value")), ""))
        was = date_words(old.get("date")) if old else ""
        yield words, was, date_words(new.get("date"))
        return
    names = dict.fromkeys([*(old or {}), *new])
    for name in sorted(names, key=lambda name: _ORDER.get(name, 99)):
        have, value = (old or {}).get(name), new.get(name)
        if name in _SILENT or have == value or isinstance(value or have, (dict, list)):
            continue
        yield (
            _(_WORDS.get(name, name)),
            words_of(name, have) if old is not None else "",
            words_of(name, value),
        )


def _kind_words(kind: str, state: dict[str, Any]) -> str:
    if kind == "event":
        return _(EVENTS.get(str(state.get("what", "")), _("Biến động")))
    return {"person": _("Hồ sơ"), "case": _("Việc"), "paper": _("Giấy tờ")}.get(kind, kind)
