"""What the status bar and the counts of the navigation say of a workspace."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.models import Duty, Meta, PackageRow, Peer
from app.reports import received
from app.reports.home import unsent
from app.storage.journal import newest
from app.storage.rulebooks import held_packs
from app.words import _, count_text

if TYPE_CHECKING:
    from app.ui.session import Sitting


@dataclass(frozen=True)
class Facts:
    """Words for each place as (full, short), and the counts."""

    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    unsent: int = 0
    duties: int = 0
    late: bool = False
    received: int = 0
    """Dossiers a committee has to act on, and whether one is late."""
    received_late: bool = False
    packs: int = 0
    """Packs of the superior that wait to be switched on."""


def local(at: str) -> datetime.datetime:
    """A UTC time of the journal in the time of this PC."""
    return datetime.datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()


def day_words(day: datetime.date, today: datetime.date) -> str:
    """A day near today by its name."""
    if day == today:
        return _("hôm nay")
    if day == today - datetime.timedelta(days=1):
        return _("hôm qua, {day}").format(day=f"{day:%d/%m/%Y}")
    return f"{day:%d/%m/%Y}"


def read(sitting: Sitting) -> Facts:
    """The facts as they are now."""
    today = sitting.today
    with sitting.reading() as session:
        last = newest(session)[2]
        linked = bool(session.scalar(select(func.count()).select_from(Peer)))
        waiting = unsent(session) if linked else 0
        sent = session.scalar(select(func.max(PackageRow.at)).where(PackageRow.direction == "out"))
        backup = session.scalar(select(Meta.value).where(Meta.key == "last_backup"))
        month_end = (today.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        due = select(func.count()).select_from(Duty).where(Duty.owner == sitting.office)
        duties = session.scalar(due.where(Duty.due < month_end.isoformat())) or 0
        late = bool(session.scalar(due.where(Duty.due < today.isoformat())))
        packs = sum(held.waits for held in held_packs(session, sitting.workspace.organisation_id))
        committee = sitting.committee
        queue = received.counts(session, sitting.office)["here"] if committee else 0
        queue_late = bool(queue and received.late(session, sitting.office, today.isoformat()))
    saved = ""
    if last:
        at = local(last)
        saved = (
            _("Đã lưu lúc {time}").format(time=f"{at:%H:%M}")
            if at.date() == today
            else _("Đã lưu ngày {day}").format(day=f"{at:%d/%m/%Y}")
        )
    kept = _("Chưa sao lưu")
    if backup:
        kept = _("Sao lưu {day}").format(day=day_words(local(backup).date(), today))
    words = {
        "saved": (saved, ""),
        "sent": (_("Gửi lần cuối {day}").format(day=f"{local(sent):%d/%m/%Y}") if sent else "", ""),
        "unsent": (_("{n} thay đổi chưa gửi").format(n=count_text(waiting)) if waiting else "", ""),
        "backup": (kept, kept.partition(",")[0]),
    }
    return Facts(words, waiting, duties, late, queue, queue_late, packs)
