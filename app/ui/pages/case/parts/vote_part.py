"""The vote of a step: the counter of each motion, how many are needed, and the base name by name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.procedures import engine, voting
from app.ui.widgets.base import Label, box, column, mark, row, shown
from app.ui.widgets.buttons import Button
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
    needed_for: Mapping[str, int | None] = field(default_factory=dict)
    """Votes needed by motion, where motions have rules of their own."""

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
    rules = unit.rulebook.on(day)
    motions = step.vote.motions if step.vote is not None else ()
    left_out = voting.left_out(step, link)
    found = voting.count(
        unit, body, unit.organisation, day, present=present, absent=absent, left_out=left_out
    )
    first = next(iter(motions), None)
    needed, how = voting.needed(rules, voting.share_of(step, link, first), found.number)
    return Tally(
        body,
        found.number,
        tuple(found.counted),
        tuple(found.excluded),
        found.text,
        needed,
        how,
        found.known,
        {m: voting.needed(rules, voting.share_of(step, link, m), found.number)[0] for m in motions},
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
    """Counters with their sentences; `names_asked` wants the dialog with the names.

    `motions` are (id, words) of what is put to the vote one after the other; without them there is one
    question, whose motion has no name. `before` tells earlier attempts.
    """

    changed = Signal()
    names_asked = Signal()
    entered = Signal()

    def __init__(self, motions: Sequence[tuple[str, str]] = (), before: Sequence[str] = ()) -> None:
        super().__init__()
        self.tally = Tally()
        self.came = Came()
        self._touched = False
        self._read_only = False
        self.counters: dict[str, VoteCounter] = {}
        self.links: dict[str, Button] = {}
        self._holders: dict[str, QWidget] = {}
        parts: list[Any] = []
        for text in before:
            parts += [Label(text, "small", "text2", wrap=True), 4]
        for name, title in motions or [("", "")]:
            parts += self._counter(name, title)
        self.counter = next(iter(self.counters.values()))
        self.sentence = Label("", "small", "rust", wrap=True)
        self._wrong = box(row(column(2, Glyph("error-warning", "rust", 16), None), (self.sentence, 1), gap=6))
        self.setLayout(column(*parts, self._wrong))
        shown(self._wrong, False)
        for name in list(self.counters)[1:]:
            self._show_motion(name, False)

    def _counter(self, name: str, title: str) -> list[Any]:
        made = VoteCounter(_("Biểu quyết: {motion}").format(motion=title) if title else "")
        first = not self.counters
        self.counters[name] = made
        made.changed.connect(lambda votes, name=name: self._typed(name, votes))
        made.names_asked.connect(self.names_asked)
        made.present.editor.returnPressed.connect(made.agree.editor.setFocus)
        made.agree.editor.returnPressed.connect(made.against.editor.setFocus)
        made.against.editor.returnPressed.connect(lambda: self._entered(name))
        if first:
            return [made]
        shown(made.present, False)
        shown(made.names, False)
        link = Button(_("Biểu quyết tiếp: {motion}").format(motion=title), "link")
        link.clicked.connect(lambda: self.open_motion(name))
        self.links[name] = link
        self._holders[name] = box(column(12, made))
        return [8, row(link, None), self._holders[name]]

    def _show_motion(self, name: str, wanted: bool) -> None:
        shown(self._holders[name], wanted)
        shown(self.links[name], not wanted and not self._read_only)

    def open_motion(self, name: str) -> None:
        """Put a further motion to the vote of the same evening."""
        self._show_motion(name, True)
        self.counters[name].agree.editor.setFocus()

    def _entered(self, name: str) -> None:
        names = list(self.counters)
        after = next((n for n in names[names.index(name) + 1 :] if not self._holders[n].isHidden()), None)
        if after is not None:
            self.counters[after].agree.editor.setFocus()
        else:
            self.entered.emit()

    @property
    def base(self) -> int | None:
        """The base as it will be recorded."""
        return self.came.base if self.came.base is not None else self.tally.number

    def set_tally(self, found: Tally) -> None:
        """Show who counts; the number present follows the names until it is typed."""
        self.tally = found
        base = self.base
        text = found.text or (
            _("Chưa ghi ai là thành viên; bấm “Xem từng người” để ghi tổng số.") if base is None else ""
        )
        if self.came.base is not None:
            text = _("Tổng số {n} sửa bằng tay: {reason}.").format(
                n=base, reason=self.came.reason.rstrip(".")
            )
        elif not found.known:
            text += " " + _("Chưa có nguồn nói ai không tính vào tổng số trong thời gian này.")
        for name, counter in self.counters.items():
            needed = self.needed(name)
            judge = need_judge(needed) if needed is not None else self._unknown
            counter.set_base(base or 0, needed or 0, text if counter is self.counter else "", judge)
        if not self._touched and base is not None:
            votes = self.counter.votes()
            came = found.came if self.came.base is None else base
            self.counter.set_votes(Votes(came, votes.agree, votes.against))
        self._share_present()

    def needed(self, motion: str = "") -> int | None:
        """Votes a motion needs of the base shown; None where no share is known."""
        if self.base is None or self.came.base is not None:
            return None  # a corrected base is counted anew when it is recorded
        return self.tally.needed_for.get(motion, self.tally.needed)

    def _share_present(self) -> None:
        came = self.counter.votes().present
        for counter in self.counters.values():
            if counter is not self.counter:
                votes = counter.votes()
                counter.set_votes(Votes(came, votes.agree, votes.against))

    @staticmethod
    def _unknown(votes: Votes) -> tuple[str, str]:
        return (_("Chưa có nguồn về số phiếu cần"), "amber") if votes.agree is not None else ("", "grey")

    def show_kept(self, votes: Mapping[str, dict[str, Any]], meeting: dict[str, Any]) -> None:
        """Show recorded votes by motion, or empty counters."""
        self.came = Came(list(meeting.get("present", ())), list(meeting.get("absent", ())))
        self._touched = False
        self.complain("")
        for name, counter in self.counters.items():
            vote = votes.get(name)
            counter.set_votes(Votes(None, vote["for"], vote["against"]) if vote is not None else Votes())
            if name in self._holders:
                self._show_motion(name, vote is not None)
            if vote is not None:
                self.came.absent = sorted({*self.came.absent, *vote["absent"]})
                if vote.get("corrected"):
                    self.came.base, self.came.reason = vote["base"], vote["corrected"]

    def votes(self) -> dict[str, Votes]:
        """What stands in the counters shown, by motion."""
        return {
            name: counter.votes()
            for name, counter in self.counters.items()
            if name not in self._holders or not self._holders[name].isHidden()
        }

    def put_back(self, votes: Mapping[str, Votes], came: Came) -> None:
        """Show figures and names typed before."""
        for name, typed in votes.items():
            if name in self.counters:
                self.counters[name].set_votes(typed)
                if name in self._holders:
                    self._show_motion(name, True)
        self.came, self._touched = came, True

    def name(self, came: Came) -> None:
        """Who came, as named; the number present follows."""
        self.came, self._touched = came, False

    def ballots(self) -> list[tuple[str, dict[str, Any]]]:
        """What RecordVote takes for each motion that was put to the vote, in their order."""
        found = []
        votes = self.votes()
        present = self.counter.votes().present
        for name, typed in votes.items():
            if typed.agree is None and typed.against is None:
                continue
            agree, against = typed.agree or 0, typed.against or 0
            came = present if present is not None else self.tally.came
            fields: dict[str, Any] = {
                "for_": agree,
                "against": against,
                "blank": max(0, (came or 0) - agree - against),
                "absent": tuple(self.came.absent),
                "present": tuple(self.came.present),
            }
            if self.came.base is not None:
                fields |= {"base": self.came.base, "reason": self.came.reason}
            found.append((name, fields))
        return found

    def settle(self) -> bool:
        """Read the figures; False with a sentence when they cannot be true together."""
        shown_ones = [self.counters[name] for name in self.votes()]
        fields = [f for c in shown_ones for f in (c.present, c.agree, c.against)]
        wrong = [f for f in fields if not f.editor.settle()]
        if wrong:
            wrong[0].editor.setFocus()
            return False
        for counter in shown_ones:
            if not counter.consistent:
                counter.agree.editor.setFocus()
                return False
        votes = self.counter.votes()
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

    def passed(self) -> dict[str, bool | None]:
        """Whether the votes of each motion suffice; None while that cannot be said."""
        found: dict[str, bool | None] = {}
        for name, votes in self.votes().items():
            needed = self.needed(name)
            if votes.agree is None and name != next(iter(self.counters)):
                continue  # a further motion that was not put to the vote
            known = votes.agree is not None and needed is not None and self.counters[name].consistent
            found[name] = votes.agree >= needed if known else None  # type: ignore[operator]
        return found

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self._read_only = read_only
        for name, counter in self.counters.items():
            counter.set_read_only(read_only)
            if name in self.links:
                shown(self.links[name], not read_only and self._holders[name].isHidden())

    def _typed(self, name: str, votes: Votes) -> None:
        if self.counters[name] is self.counter:
            if votes.present is not None and votes.present != self.tally.came:
                self._touched = True
            self._share_present()
        self.complain("")
        self.changed.emit()
