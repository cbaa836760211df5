"""What a person may expect of the procedure about them: rules in force, in their own words, with days."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from app.exports.filled_screening import complaint_to
from app.exports.layout import layout_on
from app.models import Case, Person, PersonStanding
from app.procedures import duties, engine, offices
from app.procedures.definitions import procedure
from app.procedures.dossier import Dossier
from app.procedures.titles import STATUS_TITLES
from app.regulations.resources import resource_folder
from app.regulations.rulebook import Rules
from app.regulations.rules import CONFIDENCE_WORDS, Rule, Share
from app.storage.unit import Unit
from app.trouble import Refused
from app.words import _


@lru_cache(maxsize=1)
def chosen() -> dict[str, dict[str, Any]]:
    """By procedure: the statuses it is for, and (step, rule) in the order of the sheet."""
    return tomllib.loads((resource_folder("codes") / "rights.toml").read_text("utf-8"))


def of_dossier(dossier: Dossier) -> dict[str, Any]:
    """The sheet for the person of a case. Raises Refused("unknown_form") for another procedure."""
    name = dossier.case.procedure
    if name not in chosen():
        raise Refused(
            "unknown_form",
            _("Thủ tục “{title}” chưa có tờ giải thích.").format(title=_(dossier.procedure.title)),
            ", ".join(_(procedure(other).title) for other in chosen()),
        )
    stands = engine.stand(dossier)
    rows, keys = [], []
    for step_id, key in chosen()[name]["rights"]:
        if not _concerns(dossier, key):
            continue
        if not step_id:
            rows.append(_row(dossier.rules(None), key, _complained(dossier, key)))
            keys.append(key)
            continue
        state = stands.step(step_id)
        if state is None:
            continue  # this case has no such step
        dated = [d for d in duties.of_step(dossier, state) if d.deadline.rule.key == key]
        done = dossier.day_of(f"{step_id}.day") if state.state == engine.DONE else None
        day = dated[0].deadline.rule.start if dated else done
        office = engine.office_of(dossier, state.step)
        who = office.name or _(offices.ROLE_TITLES[office.role])
        rows.append(_row(dossier.rules(day), key, _complained(dossier, key) or who, _until(dated)))
        keys.append(key)
    told: dict[str, Any] = {"procedure": _(dossier.procedure.title), "rights": rows}
    if not rows:
        told["no_rights"] = _(
            "Chưa có nguồn cho quyền và thời hạn trong việc này; chi bộ hỏi cấp trên rồi trả lời."
        )
    if dossier.case.restricted or name == "recognition":
        told["addressee"] = complaint_to(dossier)
    if dossier.case.restricted:
        from app.exports import filled_member_side

        told |= {
            "happened": filled_member_side.happened(dossier),
            "wrongs": filled_member_side.wrongs(dossier),
        }
        counted = []
        for row, key in zip(rows, keys, strict=True):
            until, why = filled_member_side.complaint_until(dossier, key)
            row["until"] = until or row["until"]
            counted += [why] if why else []
        told["counted"] = "\n".join(counted)
    return told


def _concerns(dossier: Dossier, key: str) -> bool:
    """Whether a rule about complaints is about what this complaint is against."""
    against = dossier.fact("filed", "against")
    other = {"deletion": "complaint.discipline.", "discipline": "complaint.deletion."}.get(against or "")
    return other is None or not key.startswith(other)


def _complained(dossier: Dossier, key: str) -> str:
    """Who does what a rule about complaints says: the member complains, the body above answers."""
    if not key.startswith("complaint."):
        return ""
    return _("Đảng viên") if key.endswith(".deadline") else complaint_to(dossier)


def of_member(unit: Unit, person: Person) -> dict[str, Any]:
    """The sheet for a person: of their open case, else only the rules. Raises Refused("wrong_status")."""
    standing = unit.session.get(PersonStanding, person.id)
    status = standing.status if standing is not None else "sympathiser"
    name = next((name for name, told in chosen().items() if status in told["status"]), None)
    if name is None:
        raise Refused(
            "wrong_status",
            _("Tờ này lập cho người đang được xét kết nạp hoặc đang trong thời gian dự bị."),
            _("{name} đang là “{status}”.").format(name=person.name, status=_(STATUS_TITLES[status])),
        )
    for case in unit.all(Case, person=person.id, procedure=name):
        dossier = engine.load(unit, case)
        if engine.stand(dossier).ended is None:
            return of_dossier(dossier)
    steps = {step.id: step for step in procedure(name).steps}
    rules = unit.rulebook.on(unit.today)
    rows = [
        _row(rules, key, _(offices.ROLE_TITLES.get(steps[step].actor or "cell", "")) if step else "")
        for step, key in chosen()[name]["rights"]
    ]
    return {"procedure": _(procedure(name).title), "rights": rows}


def _until(dated: list[duties.StepDeadline]) -> str:
    """The days of a deadline, and whether it was met; several (replies asked for) one below the other."""
    told = []
    for item in dated:
        text = layout_on(None).day(item.deadline.due)
        if item.met:
            text += " " + _("(đã làm)")
        told.append(text)
    return "\n".join(dict.fromkeys(told))


def _row(rules: Rules, key: str, who: str = "", until: str = "") -> dict[str, Any]:
    """One line: the rule in its own words; where none is known it says so, and what held before."""
    rule, title = rules[key], _(rules.book.keys[key].title)
    if rule.known:
        source = f"{rule.source_text()} ({_(CONFIDENCE_WORDS[rule.confidence]).lower()})"
        return {"what": title, "rule": _words(rule, title), "who": who, "until": until, "source": source}
    told = _("Chưa có nguồn cho thời gian này.")
    before = rules.last_known(key)
    if before is not None:
        told += " " + _("Trước đó ({source}): {text}").format(
            source=before.source_text(), text=_words(before, title)
        )
    return {"what": title, "rule": told, "who": who, "until": "", "source": rule.source_text()}


def _words(rule: Rule, title: str) -> str:
    """The rule's text; without one its value, or its title where the value is only a code."""
    plain = isinstance(rule.value, int | Share)
    return rule.text or (rule.value_text() if plain else title)
