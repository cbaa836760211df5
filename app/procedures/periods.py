"""Periods of a life one after the other: where months are missing between two, or told twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.folding import nfc
from app.procedures.dossier import partial
from app.regulations.dates import PartialDate
from app.words import _


@dataclass(frozen=True)
class Break:
    """Where two periods do not join: the row it stands beside (counted from 0), and the sentence."""

    row: int
    text: str


def breaks(rows: Sequence[Mapping[str, Any]]) -> list[Break]:
    """The breaks of rows with `from` and `to` (partial dates), in the order of time.

    Two periods join where one begins in the month the other ends in, or in the next. Only the last
    period may lack its end.
    """
    dated = [
        (at, first, row) for at, row in enumerate(rows) if (first := partial(row.get("from"))) is not None
    ]
    dated.sort(key=lambda one: one[1].first())
    found = []
    for (at, _from, earlier), (number, start, _later) in zip(dated, dated[1:], strict=False):
        end = partial(earlier.get("to"))
        if end is None:
            text = _("Quá trình công tác: giai đoạn “{what}” chưa ghi đến tháng nào.")
            found.append(Break(at, text.format(what=nfc(str(earlier.get("what", ""))))))
        elif _month(start, last=False) - _month(end, last=True) > 1:
            text = _("Quá trình công tác đứt quãng giữa {a} và {b}.")
            found.append(Break(number, text.format(a=end.text(), b=start.text())))
        elif _month(start, last=True) < _month(end, last=False):
            found.append(Break(number, _("Quá trình công tác trùng nhau quanh {b}.").format(b=start.text())))
    return found


def _month(day: PartialDate, *, last: bool) -> int:
    """The month of a partial date, the last or the first it can mean."""
    found = day.last() if last else day.first()
    return found.year * 12 + found.month
