"""V05, V07, V09, V10: the same person, days and places in all papers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from app.models.folding import fold, spelling
from app.procedures.checks.base import Verdict, agree, bad, check, firm, good, since_local
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.regulations.codes import load_codes
from app.regulations.dates import PartialDate
from app.words import N_, _


@check("V05")
def certificate_names(d: Dossier) -> Verdict | None:
    name, birth = d.fact("awareness", "certificate_name"), d.fact("awareness", "certificate_birth")
    severity = firm(d.rules(resolution_day(d))["admission.awareness_certificate.validity"])
    if name and spelling(name) != spelling(d.person.name):
        return bad(
            _("Họ tên trên giấy chứng nhận khác họ tên khai sinh."),
            field="awareness.certificate_name",
            severity=severity,
        )
    if birth and d.person.birth and _differ(birth, d.person.birth):
        return bad(
            _("Ngày sinh trên giấy chứng nhận khác ngày sinh trong sổ."),
            field="awareness.certificate_birth",
            severity=severity,
        )
    return good(_("Giấy chứng nhận ghi đúng họ tên, ngày sinh")) if name or birth else None


def _differ(one: str | None, two: str | None) -> bool:
    """Whether two written days cannot be the same, as far as each is known."""
    first, second = partial(one), partial(two)
    return first is not None and second is not None and not agree(first, second)


@check("V07")
def sympathiser_day(d: Dossier) -> Verdict | None:
    written, resolved = d.fact("application", "sympathiser_since"), d.fact("permission", "sympathiser_since")
    if not written or not resolved:
        return None
    if _differ(written, resolved):
        return bad(
            _("Ngày công nhận cảm tình Đảng trong đơn khác nghị quyết của chi bộ."),
            field="application.sympathiser_since",
            # asked for by a local guideline only: it blocks where a pack of that place says so
            severity="block" if since_local(d, "V07") else "warn",
        )
    return good(_("Ngày cảm tình Đảng trong đơn đúng nghị quyết"))


WRITTEN = {
    "name_written": N_("Họ tên ghi không thống nhất giữa các giấy tờ."),
    "birth_written": N_("Ngày sinh ghi không thống nhất giữa các giấy tờ."),
    "home_written": N_("Quê quán ghi không thống nhất giữa các giấy tờ."),
    "birth_place_written": N_("Nơi sinh ghi không thống nhất giữa các giấy tờ."),
}
"""What papers say of the person: facts of these names, whatever the step."""


@check("V09")
def papers_agree(d: Dossier) -> Verdict | None:
    told = [
        (step.id, name, str(value))
        for step in d.procedure.steps
        for name in step.facts
        if name in WRITTEN and (value := d.fact(step.id, name))
    ]
    if not told:
        return None
    severity = firm(d.rules(resolution_day(d))["admission.cv.no_erasure"])
    for step, name, value in told:
        if any(not _same(name, value, known) for known in _known(d, name)):
            return bad(_(WRITTEN[name]), field=f"{step}.{name}", severity=severity)
    return good(_("Các giấy tờ ghi thống nhất về bản thân"))


def _known(d: Dossier, name: str) -> Iterator[str]:
    """What a paper is held against: the book, and the places of the CV (which are no facts of their own)."""
    if name == "name_written":
        yield d.person.name
    elif name == "birth_written" and d.person.birth:
        yield d.person.birth
    elif name == "home_written":
        yield from filter(None, (d.fact("cv", "home"), d.person.home_town))
    elif name == "birth_place_written":
        yield from filter(None, (d.fact("cv", "birth_place"), d.person.birth_place))


def _same(name: str, one: str, two: str) -> bool:
    if name == "birth_written":
        return not _differ(one, two)
    if name == "name_written":
        return spelling(one) == spelling(two)
    return bool(_names(one) & _names(two))


def _names(place: str) -> set[str]:
    """The names of a place: as written, and the old one in brackets; "" where nothing stands."""
    outside, _bracket, rest = place.partition("(")
    return {" ".join(fold(part).replace(",", " ").split()) for part in (outside, rest.partition(")")[0])} - {
        ""
    }


MERGED = datetime.date(2025, 7, 1)
"""From this day the provinces and communes have the names of 2025, and there are no districts."""
_GONE = ("huyện ", "quận ", "thị xã ")


@check("V10")
def places_old_and_new(d: Dossier) -> Verdict | None:
    """A pair is wanted of a place named before 2025 whose name changed; people say where it did not."""
    written = (d.date("cv.day") or PartialDate.of(d.day)).first()
    birth = partial(d.person.birth)
    places = {name: text for name in ("birth_place", "home") if (text := str(d.fact("cv", name) or ""))}
    if not places or written < MERGED or (birth is not None and birth.first() >= MERGED):
        return None
    for name, text in places.items():
        if "(" in text:
            continue
        if _old_name(text):
            return bad(
                _("Nơi sinh hoặc quê quán ghi theo tên cũ: ghi tên mới, tên cũ trong ngoặc."),
                field=f"cv.{name}",
            )
        if d.fact("cv", "places_unchanged") is not True:
            return bad(
                _(
                    "Nơi sinh hoặc quê quán chưa ghi cả tên mới và tên cũ; "
                    "nếu tên không đổi thì đánh dấu là không đổi."
                ),
                field=f"cv.{name}",
                severity="remind",
            )
    return good(_("Địa danh ghi tên mới và tên cũ"))


def _old_name(text: str) -> bool:
    """Whether a place is surely named as before 2025: it has a district, or a province that is no more."""
    low = f" {text.casefold()}"
    if any(f" {word}" in low for word in _GONE):
        return True
    _before, found, province = low.rpartition("tỉnh ")
    known = {fold(code.title) for code in load_codes("provinces").values()}
    return bool(found) and fold(province.strip(" .,")) not in known
