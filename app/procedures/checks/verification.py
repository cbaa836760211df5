"""V13–V15: who verified whom, and when the answers came."""

from __future__ import annotations

from app.models.folding import spelling
from app.procedures.checks.base import Verdict, bad, check, good, unknown
from app.procedures.dossier import Dossier, partial
from app.regulations.calendar import load_calendar
from app.words import _, day_text


@check("V13")
def verifier_is_nobody_of_the_family(d: Dossier) -> Verdict | None:
    rows = d.rows("verification", "asked")
    rule = d.rules(d.day_of("verification.day"))["admission.verification.barred"]
    family = {spelling(str(r["name"])) for r in rows if r.get("name") and r.get("relation") != "other"}
    for number, row in enumerate(rows, 1):
        verifier = spelling(str(row.get("verifier") or ""))
        itself = row.get("verifier_relation") in ("self", "relative")
        if itself or (verifier and verifier == spelling(d.person.name)):
            return bad(
                _("Người vào Đảng và người thân không được đi thẩm tra."),
                rule,
                field=f"verification.asked.{number}.verifier_relation",
            )
        if verifier and verifier in family and row.get("verifier_relation") is None:
            return bad(
                _("Người đi thẩm tra trùng tên một người thân; ghi rõ quan hệ."),
                rule,
                field=f"verification.asked.{number}.verifier_relation",
                severity="warn",
            )
    return good(_("Người thẩm tra không phải người thân"), rule) if rows else None


@check("V14")
def everybody_verified(d: Dossier) -> Verdict | None:
    rules = d.rules(d.day_of("verification.day"))
    scope, exemption = rules["admission.verification.scope"], rules["admission.verification.exemption"]
    if d.counting("verification") is None:
        return None
    rows = d.rows("verification", "asked")
    if not any(r.get("relation") == "self" for r in rows):
        return bad(
            _("Danh sách thẩm tra chưa có chính người vào Đảng."),
            scope,
            field="verification.asked",
            severity="warn",
        )
    for number, row in enumerate(rows, 1):
        if not row.get("replied") and not row.get("exempt"):
            return bad(
                _("{name}: chưa có kết quả thẩm tra hoặc căn cứ miễn.").format(name=row.get("name", "")),
                scope,
                field=f"verification.asked.{number}.replied",
            )
    parents = {"father": _("cha đẻ"), "mother": _("mẹ đẻ")}
    told = {str(r.get("relation")) for r in rows}
    left_out = [title for kind, title in parents.items() if kind in scope.items and kind not in told]
    if left_out and not ({"foster_parent"} & told or any(r.get("exempt") == "one_commune" for r in rows)):
        return bad(
            _("Danh sách thẩm tra chưa có {who}.").format(who=", ".join(left_out)),
            scope,
            field="verification.asked",
            severity="remind",
        )
    for number, row in enumerate(rows, 1):
        if row.get("exempt") and (not exemption.known or exemption.confidence != "confirmed"):
            return bad(
                _("{name}: căn cứ miễn thẩm tra chưa có quy định thống nhất, cấp ủy chọn căn cứ.").format(
                    name=row.get("name", "")
                ),
                exemption,
                field=f"verification.asked.{number}.exempt",
                severity="remind",
            )
    return good(_("Đủ kết quả thẩm tra {n} người").format(n=len(rows)), scope)


@check("V15")
def replies_in_time(d: Dossier) -> Verdict | None:
    late: list[tuple[int, Verdict]] = []
    waits = None
    for number, row in enumerate(d.rows("verification", "asked"), 1):
        sent, replied = partial(row.get("sent")), partial(row.get("replied"))
        if sent is None or not sent.whole or row.get("exempt"):
            continue
        rule = d.rules(sent.first())[
            "admission.verification.reply_abroad" if row.get("abroad") else "admission.verification.reply"
        ]
        name, field = row.get("name", ""), f"verification.asked.{number}.replied"
        if not rule.known:
            if replied is None:
                text = _("{name}: chưa có trả lời thẩm tra; chưa có nguồn nói phải trả lời trong bao lâu.")
                waits = waits or unknown(text.format(name=name), rule, field=field)
            continue
        due = load_calendar().add_period(sent.first(), rule.number, rule.unit)
        over = ((replied.first() if replied else d.day) - due).days
        if over > 0:
            text = (
                _("{name}: trả lời thẩm tra chậm {n} ngày so với hạn {day}.")
                if replied
                else _("{name}: quá hạn trả lời thẩm tra {day} đã {n} ngày.")
            )
            found = bad(text.format(name=name, n=over, day=day_text(due)), rule, field=field, due=due)
            # what still waits comes before what came late
            late.append((over + (0 if replied else 10**6), found))
    return max(late, key=lambda one: one[0])[1] if late else waits
