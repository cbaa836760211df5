"""The vote of a step: how it was taken, the counter, and the base name by name."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.procedures import engine, voting
from app.ui.widgets.base import Label, box, column, mark, row, shown
from app.ui.widgets.field import Glyph
from app.ui.widgets.vote import VoteCounter, Votes, need_judge
from app.words import _

if TYPE_CHECKING:
    from app.regulations.procedures import Step
    from app.storage.unit import Unit
    from app.trouble import Failure


@dataclass(frozen=True)
class Tally:
    """Who counts on a day: the base name by name and the votes needed."""

    body: str = "cell"
    number: int | None = None
    counted: tuple[dict[str, Any], ...] = ()
    excluded: tuple[dict[str, Any], ...] = ()
    text: str = ""
    needed: int | None = None
    how: str = ""
    known: bool = True

    @property
    def came(self) -> int:
        """How many of the base came."""
        return sum(1 for who in self.counted if who["present"])


def tally(
    unit: Unit, case: str, step: Step, day: datetime.date, present: Sequence[str], absent: Sequence[str]
) -> Tally:
    """The base of the step's vote on a day, as the deed itself will count it."""
    dossier = engine.load_case(unit, case, day)
    _rule, link = engine.link_of(dossier, step, day)
    body = link.body if link is not None else step.vote.body if step.vote is not None else "committee"
    share = link.vote if link is not None else step.vote.rule if step.vote is not None else None
    found = voting.count(unit, body, unit.organisation, day, present=present, absent=absent)
    needed, how = voting.needed(unit.rulebook.on(day), share or None, found.number)
    return Tally(
        body, found.number, tuple(found.counted), tuple(found.excluded), found.text, needed, how, found.known
    )


def recorded(vote: dict[str, Any]) -> Tally:
    """The base as it was counted when the vote was recorded, by whichever office."""
    text = _("Tính trên {n} người có tên trong biểu quyết.").format(n=vote["base"]) if vote["base"] else ""
    return Tally(
        vote["body"], vote["base"], vote["counted"], vote["excluded"], text, vote["needed"], vote["how"]
    )


@dataclass
class Came:
    """Who was named present and absent, and a base corrected by hand with its reason."""

    present: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    base: int | None = None
    reason: str = ""


class VotePart(QWidget):
    """Counter with its sentence; `names_asked` wants the dialog with the names."""

    changed = Signal()
    names_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tally = Tally()
        self.came = Came()
        self._touched = False
        self.counter = VoteCounter()
        self.sentence = Label("", "small", "rust", wrap=True)
        self._wrong = box(row(column(2, Glyph("error-warning", "rust", 16), None), (self.sentence, 1), gap=6))
        self.setLayout(column(self.counter, self._wrong))
        shown(self._wrong, False)
        self.counter.changed.connect(self._typed)
        self.counter.names_asked.connect(self.names_asked)

    @property
    def base(self) -> int | None:
        """The base as it will be recorded."""
        return self.came.base if self.came.base is not None else self.tally.number

    def set_tally(self, found: Tally) -> None:
        """Show who counts; the number present follows the names until it is typed."""
        self.tally = found
        base = self.base
        needed = self.needed
        text = found.text or (
            _("Chưa ghi ai là thành viên; bấm “Xem từng người” để ghi tổng số.") if base is None else ""
        )
        if self.came.base is not None:
            text = _("Tổng số {n} sửa bằng tay: {reason}.").format(
                n=base, reason=self.came.reason.rstrip(".")
            )
        elif not found.known:
            text += " " + _("Chưa có nguồn nói ai không tính vào tổng số trong thời gian này.")
        judge = need_judge(needed) if needed is not None else self._unknown
        votes = self.counter.votes()
        self.counter.set_base(base or 0, needed or 0, text, judge)
        if not self._touched and base is not None:
            came = found.came if self.came.base is None else base
            self.counter.set_votes(Votes(came, votes.agree, votes.against))

    @property
    def needed(self) -> int | None:
        """Votes needed of the base shown; None where no share is known."""
        if self.tally.needed is None or self.base is None:
            return None
        if self.came.base is None:
            return self.tally.needed
        return None  # counted anew when it is recorded

    @staticmethod
    def _unknown(votes: Votes) -> tuple[str, str]:
        return (_("Chưa có nguồn về số phiếu cần"), "amber") if votes.agree is not None else ("", "grey")

    def show_kept(self, vote: dict[str, Any] | None, meeting: dict[str, Any]) -> None:
        """Show a recorded vote, or an empty counter."""
        self.came = Came(list(meeting.get("present", ())), list(meeting.get("absent", ())))
        self._touched = False
        self.complain("")
        if vote is None:
            self.counter.set_votes(Votes())
            return
        self.came.absent = sorted({*self.came.absent, *vote["absent"]})
        if vote.get("corrected"):
            self.came.base, self.came.reason = vote["base"], vote["corrected"]
        self.counter.set_votes(Votes(None, vote["for"], vote["against"]))

    def put_back(self, votes: Votes, came: Came) -> None:
        """Show figures and names typed before."""
        self.counter.set_votes(votes)
        self.came, self._touched = came, True

    def name(self, came: Came) -> None:
        """Who came, as named; the number present follows."""
        self.came, self._touched = came, False

    def typed(self) -> dict[str, Any] | None:
        """What RecordVote takes; None while nothing was typed."""
        votes = self.counter.votes()
        if votes.agree is None and votes.against is None:
            return None
        agree, against = votes.agree or 0, votes.against or 0
        came = votes.present if votes.present is not None else self.tally.came
        found: dict[str, Any] = {
            "for_": agree,
            "against": against,
            "blank": max(0, (came or 0) - agree - against),
            "absent": tuple(self.came.absent),
            "present": tuple(self.came.present),
        }
        if self.came.base is not None:
            found |= {"base": self.came.base, "reason": self.came.reason}
        return found

    def settle(self) -> bool:
        """Read the figures; False with a sentence when they cannot be true together."""
        fields = (self.counter.present, self.counter.agree, self.counter.against)
        wrong = [f for f in fields if not f.editor.settle()]
        if wrong:
            wrong[0].editor.setFocus()
            return False
        votes = self.counter.votes()
        if not self.counter.consistent:
            self.counter.agree.editor.setFocus()
            return False
        named = self.tally.came if self.came.base is None else None
        if (
            votes.agree is not None
            and votes.present is not None
            and named is not None
            and votes.present != named
        ):
            self.complain(
                _(
                    "Ghi có mặt {n} nhưng danh sách có {named} người; mở “Xem từng người” để ghi ai vắng."
                ).format(n=votes.present, named=named)
            )
            self.counter.names.setFocus()
            return False
        return True

    def complain(self, sentence: str) -> None:
        """Say below the counter what is wrong; "" takes it away."""
        self.sentence.setText(sentence)
        shown(self._wrong, bool(sentence))
        mark(self.counter.agree.editor, wrong=bool(sentence))

    def refuse(self, wrong: Failure) -> None:
        """A refusal about the votes, with the keyboard where it is mended."""
        self.complain(f"{wrong.message} {wrong.hint}".strip())
        self.counter.agree.editor.setFocus()

    def outcome(self) -> bool | None:
        """Whether the votes suffice; None while that cannot be said."""
        votes = self.counter.votes()
        if votes.agree is None or self.needed is None or not self.counter.consistent:
            return None
        return votes.agree >= self.needed

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.counter.set_read_only(read_only)

    def _typed(self, votes: Votes) -> None:
        if votes.present is not None and votes.present != self.tally.came:
            self._touched = True
        self.complain("")
        self.changed.emit()
