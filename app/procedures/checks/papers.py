"""V20–V22, V44: opinions asked, figures that add up, papers still good, documents cited in force."""

from __future__ import annotations

import datetime
import re

from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.checks.eligibility import resolution_day
from app.procedures.dossier import Dossier, partial
from app.regulations.dates import add_months
from app.regulations.rules import Document
from app.words import N_, _, day_text

ASKED = {
    "residence": ("residence", N_("Chưa có ý kiến của chi ủy (chi bộ) nơi cư trú.")),
    "unions_joined": ("union", N_("Chưa có ý kiến của đoàn thể nơi sinh hoạt.")),
    "employer": ("employer", N_("Chưa có ý kiến của nơi công tác.")),
    "parents": ("parents", N_("Chưa có ý kiến của cha mẹ.")),
}
"""Whom a rule asks -> the kind of a row, and what to say where it lacks."""


@check("V20")
def opinions_there(d: Dossier) -> Verdict | None:
    rule = d.rules(resolution_day(d))["admission.opinions.asked"]
    if d.fact("opinions", "exception"):
        return good(_("Được miễn lấy ý kiến theo quy định của Ban Bí thư"), rule)
    kinds = {r.get("kind") for r in d.rows("opinions", "asked")}
    for item in rule.items if rule.known else ("residence", "unions_joined"):
        kind, message = ASKED[item]
        if kind not in kinds:
            return bad(_(message), rule, field="opinions.asked")
    if d.paper("5-KNĐ") is None:
        return bad(_("Chưa có bản tổng hợp ý kiến nhận xét (5-KNĐ)."), rule, field="paper:5-KNĐ")
    return good(_("Đủ ý kiến đoàn thể và nơi cư trú"), rule)


@check("V21")
def counts_agree(d: Dossier) -> Verdict | None:
    counts = [
        (
            f"opinions.asked.{n}.total",
            r.get("organisation", ""),
            r.get("for"),
            r.get("against"),
            r.get("total"),
            r.get("percent"),
        )
        for n, r in enumerate(d.rows("opinions", "asked"), 1)
    ]
    fact = d.fact
    counts.append(
        (
            "introduction.resolution_total",
            _("Ban chấp hành"),
            fact("introduction", "resolution_for"),
            fact("introduction", "resolution_against"),
            fact("introduction", "resolution_total"),
            fact("introduction", "resolution_percent"),
        )
    )
    seen = False
    for where, name, yes, no, total, percent in counts:
        if yes is None or total is None:
            continue
        seen = True
        if yes + (no or 0) != total:
            return bad(
                _("{name}: tán thành và không tán thành cộng lại {sum}, khác tổng số {total}.").format(
                    name=name, sum=yes + (no or 0), total=total
                ),
                field=where,
            )
        if percent is not None and total and abs(percent - 100 * yes / total) >= 1:
            return bad(_("{name}: tỷ lệ {p} % không đúng.").format(name=name, p=percent), field=where)
    return good(_("Số phiếu ý kiến khớp tổng số")) if seen else None


@check("V22")
def dossier_not_too_old(d: Dossier) -> Verdict | None:
    made = d.day_of("cv_certificate.dossier_day") or d.day_of("cv_certificate.day")
    day = resolution_day(d)
    rule, again = d.rules(day)["admission.dossier.validity"], d.rules(day)["admission.dossier.redo"]
    if made is None:
        return None
    if not rule.known:
        last_known = d.rules(day).last_known("admission.dossier.validity")
        if last_known is None or day <= add_months(made, last_known.number):
            return None
        return unknown(
            _("Hồ sơ lập xong ngày {made}; chưa có nguồn nói bao lâu thì phải làm lại giấy tờ.").format(
                made=day_text(made)
            ),
            rule,
            field="cell_resolution.redone",
        )
    last = add_months(made, rule.number)
    if day <= last:
        return good(_("Hồ sơ lập chưa quá {n} tháng").format(n=rule.number), rule, due=last)
    if d.fact("cell_resolution", "redone") is not True:
        return bad(
            _(
                "Hồ sơ lập xong ngày {made}, quá {n} tháng: phải làm lại "
                "giấy giới thiệu, nghị quyết đoàn thể, ý kiến và thẩm tra bổ sung."
            ).format(made=day_text(made), n=rule.number),
            rule,
            field="cell_resolution.redone",
            due=last,
        )
    dated = {p.form: found for p in d.papers if (found := d.date(f"{p.form}.date")) is not None}
    old = [form for form in again.items if form in dated and dated[form].last() <= made]
    if old:
        return bad(
            _("Ghi đã làm lại giấy tờ quá {n} tháng, nhưng {form} vẫn ghi ngày {day}.").format(
                n=rule.number, form=old[0], day=dated[old[0]].text()
            ),
            again,
            field=f"paper:{old[0]}",
            severity="warn",
        )
    return good(_("Đã làm lại giấy tờ quá {n} tháng").format(n=rule.number), rule)


@check("V44")
def cited_in_force(d: Dossier) -> Verdict | None:
    """Documents a paper cites, as "number@date" or by the number alone, several parted by ";"."""
    seen = False
    for paper in d.papers:
        day = partial(paper.date)
        for cited in re.split(r"[;\n]", str(paper.data.get("cites") or "")):
            named = _documents(d, cited.strip())
            if day is None or not named:
                continue
            seen = True
            if any(_may_hold(document, day.first(), day.last()) for document in named):
                continue
            text = _("{form} viện dẫn {document} không còn hoặc chưa có hiệu lực vào ngày ký.")
            sure = all(_sure(d, document) for document in named)
            doubt = "" if sure else " " + _("Ngày có hiệu lực chưa xác định được, tính theo ngày ban hành.")
            return bad(
                text.format(form=paper.form, document=named[0].number) + doubt,
                field=f"paper:{paper.form}",
            )
    return good(_("Văn bản viện dẫn còn hiệu lực")) if seen else None


def _documents(d: Dossier, cited: str) -> list[Document]:
    """The documents a citation may mean: numbers repeat over the years."""
    if (found := d.rulebook.document(cited)) is not None:
        return [found]
    return [document for document in d.rulebook.documents.values() if document.number == cited]


def _may_hold(document: Document, first: datetime.date, last: datetime.date) -> bool:
    return document.in_force(first) or document.in_force(last)


def _sure(d: Dossier, document: Document) -> bool:
    """Whether the life of a document is known: its beginning, and that of what replaced it."""
    doubtful = [document, *d.rulebook.replaced_by(document.id)]
    return all(one.start_confidence != "assumed" for one in doubtful)
