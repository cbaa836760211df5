"""Party age of a person with its arithmetic: from which day, what was taken off, by which rule."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select

from app.models import Happening
from app.models.party_age import Gap, PartyLife, party_life
from app.regulations.dates import PartialDate
from app.regulations.packs import Rule
from app.storage.unit import Unit
from app.words import N_, _, day_text

GAP_TITLES = {
    "expelled": N_("bị khai trừ"),
    "deleted": N_("bị xóa tên"),
    "resigned": N_("đã xin ra khỏi Đảng"),
    "lost_contact": N_("mất liên lạc"),
    "transfer_gap": N_("gián đoạn do chậm chuyển sinh hoạt"),
}


@dataclass(frozen=True)
class PartyAge:
    """Party age on a day. `low` and `high`: complete months; they differ where a day is not fully known."""

    start: PartialDate
    by_decision: bool
    gaps: tuple[Gap, ...]
    low: int
    high: int
    why: str
    """The whole arithmetic in words."""
    notes: tuple[str, ...] = ()
    """What is not certain, each a sentence."""
    rules: tuple[Rule, ...] = ()

    @property
    def years(self) -> int:
        """Complete years that are certain."""
        return self.low // 12

    def text(self) -> str:
        """ "20 năm 9 tháng", "từ 19 năm 2 tháng đến 20 năm"."""
        if self.low == self.high:
            return period_text(self.low)
        return _("từ {low} đến {high}").format(low=period_text(self.low), high=period_text(self.high))


def period_text(months: int) -> str:
    """ "20 năm 9 tháng" of a number of months."""
    years, rest = divmod(months, 12)
    parts = [_("{n} năm").format(n=years)] if years or not rest else []
    parts += [_("{n} tháng").format(n=rest)] if rest else []
    return " ".join(parts)


def party_age(unit: Unit, person: str, day: datetime.date | None = None) -> PartyAge | None:
    """Party age of a person on `day` (today by default); None for one who never was a member.

    Counted from the decision of the first admission (Điều 5 of the Charter; 294-QĐ/TW 4.5); times
    outside the activity of the Party are taken off as the rules of the day say. Where no rule is known
    the lowest figure takes them off, the highest does not, and a note says so.
    """
    on = day or unit.today
    lived = list(unit.session.scalars(select(Happening).where(Happening.person == person)))
    life = party_life(lived, on.isoformat())
    if life is None:
        return None
    rules = unit.rulebook.on(on)
    keys = ("party_age.from", "party_age.gaps", "party_age.readmitted", "party_age.without_decision")
    read = [rules[key] for key in keys]
    gap_rule, again, bare, how = (
        rules["party_age.gaps"],
        rules["party_age.readmitted"],
        rules["party_age.without_decision"],
        rules["party_age.gap_counting"],
    )
    taken = tuple(gap for gap in life.gaps if _is_taken(gap, gap_rule, again) is not False)
    sure = tuple(gap for gap in taken if _is_taken(gap, gap_rule, again))
    low = PartyLife(life.start, life.by_decision, taken).months(on)[0]
    high = PartyLife(life.start, life.by_decision, sure).months(on)[1]
    notes = []
    if not life.by_decision:
        said = bare.source_text() if bare.known else _("chưa có nguồn nói cách tính")
        notes.append(
            _("Chưa ghi ngày quyết định kết nạp; tính từ ngày vào Đảng ({source}).").format(source=said)
        )
    if taken != sure:
        notes.append(_("Chưa có nguồn nói thời gian gián đoạn có bị trừ hay không ở thời điểm này."))
    if taken and how.confidence == "assumed":
        notes.append(_(how.text))
    return PartyAge(
        life.start, life.by_decision, taken, low, high, _why(life, taken, on), tuple(notes), tuple(read)
    )


def _is_taken(gap: Gap, by_kind: Rule, again: Rule) -> bool | None:
    """Whether a gap is taken off; None where no rule is known."""
    if gap.kind in ("lost_contact", "transfer_gap"):
        return gap.kind in by_kind.items if by_kind.known else None
    if again.known or (by_kind.known and gap.kind in by_kind.items):
        return True
    return None


def _why(life: PartyLife, gaps: tuple[Gap, ...], on: datetime.date) -> str:
    base = _("ngày quyết định kết nạp") if life.by_decision else _("ngày vào Đảng")
    text = _("Từ {base} {start} đến {day}").format(base=base, start=life.start.text(), day=day_text(on))
    for gap in gaps:
        kind = _(GAP_TITLES.get(gap.kind, N_("ở ngoài Đảng")))
        text += "; " + _("trừ thời gian {kind} từ {start} đến {end}").format(
            kind=kind, start=gap.start.text(), end=gap.end.text() if gap.end else _("nay")
        )
    return text + "."
