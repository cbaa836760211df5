"""What the papers of screening say: one form for many steps, its words chosen by procedure and step.

`resources/codes/screening_papers.toml` names the forms of every step and the sentence each outcome gives.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.exports.filled_persons import written
from app.exports.filled_votes import authority, percent
from app.models import Act, Person, Vote
from app.procedures import engine, offices
from app.procedures.dossier import Dossier, partial
from app.regulations.procedure_parts import FactDef, Step
from app.trouble import Refused
from app.words import N_, _, lower_first

WRITERS = ("forms", "cell", "committee")
_HIDDEN = {"named_by", "not_examined", "told_consequence", "addressee", "rights_given", "agreed_by"}
"""Facts of a first step that no paper repeats."""
_CONCLUSION = ("conclusion_body", "conclusion_number", "conclusion_date")
_SHORT = {"cell": "CB", "committee": "ĐU"}
ELSEWHERE = N_("theo quy định của cấp ủy")


@lru_cache(maxsize=1)
def chosen() -> dict[str, dict[str, dict[str, Any]]]:
    """By procedure and step: who writes which forms, and their words."""
    from app.regulations.resources import resource_folder

    return tomllib.loads((resource_folder("codes") / "screening_papers.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """The forms that are told by step."""
    told = [step for steps in chosen().values() for step in steps.values()]
    return frozenset(code for step in told for name in WRITERS for code in step.get(name, ()))


def forms_at(dossier: Dossier, step: Step) -> list[str]:
    """The forms this office writes at a step, in the order they come."""
    told = chosen().get(dossier.case.procedure, {}).get(step.id)
    if told is None:
        return []
    unit = dossier.unit
    found: list[str] = []
    if engine.office_of(dossier, step).id == unit.organisation:
        found += told.get("forms", ())
    if unit.office().type == "committee":
        found += told.get("committee", ())
    if dossier.case.owner == unit.organisation:
        found += told.get("cell", ())
    vote = _newest(dossier, step.id)
    open_vote = vote is not None and not vote.secret
    said = dossier.counting(step.id)
    given = step.id == "statement" and said is not None and said.outcome == "given"
    left_out = {"BBKP-SL"} if open_vote else {"BBKTB-SL"} if given else set()
    return [code for code in found if code not in left_out]


def chosen_step(dossier: Dossier, code: str, wanted: str | None) -> Step:
    """The step a form is printed for: the one named, else the newest done that has it, else the first.

    Raises Refused: wrong_step.
    """
    able = [step for step in dossier.procedure.steps if code in forms_at(dossier, step)]
    if wanted is not None:
        able = [step for step in able if step.id == wanted]
    if not able:
        raise Refused(
            "wrong_step",
            _("Mẫu {form} không do đơn vị này lập ở bước ấy.").format(form=code),
            _("Chọn bước khác hoặc mẫu khác."),
        )
    done = [(act.date or "", at, step) for at, step in enumerate(able) if (act := dossier.latest(step.id))]
    return max(done, key=lambda one: one[:2])[2] if done else able[0]


def of_step(dossier: Dossier, code: str, wanted: str | None = None) -> dict[str, Any]:
    """The values of a form at a step of the case. Raises Refused: wrong_step."""
    step = chosen_step(dossier, code, wanted)
    told = chosen()[dossier.case.procedure][step.id]
    about = dossier.procedure.step(told["of"]) if "of" in told else step
    assert about is not None
    words = chosen()[dossier.case.procedure].get(about.id, told)
    asked = dossier.procedure.step("invitation") if code == "GM-SL" and step.id != "hearing" else None
    author = _author(dossier, code, step, told)
    act = _act_for(dossier, code, asked or step)
    if act is not None and code in told.get("cell", ()) and (act.from_paper or act.owner != author.id):
        act = None  # what another office did has its own day and number
    matter = _(told["deciding"] if code == "QĐ-SL" and "deciding" in told else told["matter"])
    if code == "BC-SL" and step.vote is not None:
        matter = _("kết quả {matter}").format(matter=matter)
    found: dict[str, Any] = _writer(dossier, step) | {
        "matter": matter,
        "subject": matter[:1].upper() + matter[1:],
        "cell": dossier.cell.name if dossier.cell is not None else None,
        "grounds": _grounds(dossier) or None,
        "bases": _bases(dossier, step, told.get("rules", ())) or None,
        "asks": _(told.get("asks", "")),
        "with_rights": bool(told.get("rights")),
    }
    found |= _vote(dossier, about, words)
    found |= _statement(dossier)
    decided = _decided(dossier, about, words)
    found["decided"] = decided
    found["told"] = _(told["told"]) if "told" in told else decided
    if act is not None:
        day = partial(act.date)
        number = re.match(r"\d+", str(act.facts.get("number") or ""))
        if day is not None and day.whole and not (code == "BC-SL" and step.vote):
            found["day"] = day.first()
        found |= {"number": int(number[0])} if number else {}
    held = dossier.latest(about.id)
    found["meeting_day"] = held.date if held is not None else None
    if code == "QĐ-SL":
        found |= _decision(dossier, step, told, author)
    if code == "KH-SL":
        found |= _plan(dossier, step)
    if code == "BBKTB-SL":
        found["invited"] = _invited(dossier) or None
    if asked is not None:
        found["turn"] = len(dossier.attempts(asked.id)) + (act is None)
    return {name: value for name, value in found.items() if value not in (None, "")}


def _act_for(dossier: Dossier, code: str, step: Step) -> Act | None:
    """What was recorded of the step; an invitation of another day is another letter."""
    act = dossier.latest(step.id)
    if code == "GM-SL" and act is not None and act.date != dossier.unit.today.isoformat():
        return None
    return act


def _author(dossier: Dossier, code: str, step: Step, told: Mapping[str, Any]) -> offices.Office:
    """Whose paper it is: of the office that does the step, unless the cell or only a committee writes it."""
    if code in told.get("cell", ()):
        return dossier.office_of("cell")
    if code in told.get("committee", ()):
        own = dossier.unit.office()
        return offices.Office("deciding", own.id, own.code, own.name)
    return engine.office_of(dossier, step)


def _writer(dossier: Dossier, step: Step) -> dict[str, Any]:
    """For whom the paper is written and signed."""
    short, vote = _SHORT[dossier.unit.office().type], _newest(dossier, step.id)
    found: dict[str, Any] = {"short": short}
    if short == "CB":
        found["authority"] = _("CHI BỘ")
    elif vote is not None and (said := authority(vote.body)):
        found["authority"] = said
    return found


def _grounds(dossier: Dossier) -> list[dict[str, str]]:
    """What the case is about, from its first step: the matter, and who concluded what under which number."""
    step = dossier.procedure.steps[0]
    act = dossier.latest(step.id)
    if act is None:
        return []
    found = [
        {"what": _(fact.title or name), "told": _ended(fact_text(dossier, fact, act.facts[name]))}
        for name, fact in step.facts.items()
        if name not in _HIDDEN and name not in _CONCLUSION and act.facts.get(name) not in (None, "")
    ]
    body, number, day = (str(act.facts.get(name) or "") for name in _CONCLUSION)
    if body:
        told = [body]
        told += [_("số {number}").format(number=number)] if number else []
        told += [_("ngày {day}").format(day=written(partial(day)))] if day else []
        found.append({"what": _("Kết luận, văn bản"), "told": _ended(", ".join(told))})
    for row in dossier.rows(step.id, "evidence"):
        parts = [str(row.get("what") or ""), str(row.get("number") or ""), written(partial(row.get("date")))]
        found.append({"what": _("Giấy tờ chứng minh"), "told": _ended(", ".join(filter(None, parts)))})
    return found


def fact_text(dossier: Dossier, fact: FactDef, value: Any) -> str:
    """A fact as papers write it: choices by their titles, days with strokes, people by name."""
    match fact.type:
        case "choice":
            return _(fact.choices.get(str(value), str(value)))
        case "date":
            return written(partial(str(value)))
        case "yes_no":
            return _("có") if value in (True, "True", "có") else _("không")
        case "person":
            person = dossier.unit.session.get(Person, str(value))
            return person.name if person is not None else str(value)
    return str(value)


def _ended(text: str) -> str:
    return text.rstrip(". ") + "."


def _bases(dossier: Dossier, step: Step, keys: tuple[str, ...] | list[str]) -> list[dict[str, str]]:
    """The documents a paper rests on, each once; a rule nobody knows is none."""
    rules = dossier.rules(dossier.day_of(f"{step.id}.day"))
    found: dict[str, dict[str, str]] = {}
    for key in keys:
        rule = rules[key]
        document = dossier.rulebook.document(rule.document) if rule.known else None
        if document is None:
            continue
        point = rule.source_text().partition(", ")[2]
        issued = written(partial(document.dated))
        cited = f"{document.number}, {_('ngày {day}').format(day=issued)}" if issued else document.number
        text = ", ".join(filter(None, (f"{document.title} ({cited})", point)))
        found.setdefault(text, {"text": text, "words": _ended(_(rule.text))} if rule.text else {"text": text})
    return list(found.values())


def _newest(dossier: Dossier, step: str) -> Vote | None:
    act = dossier.latest(step)
    return dossier.vote(step, act.attempt) if act is not None else None


def _vote(dossier: Dossier, step: Step, words: Mapping[str, Any]) -> dict[str, Any]:
    """The vote of a step, one row for each motion."""
    from app.exports.filled_votes import of_vote

    found = of_vote(dossier, step.id)
    if not found:
        return {"voted": step.vote is not None or bool(words.get("motion"))}
    act = dossier.latest(step.id)
    assert act is not None
    rows = []
    for vote in dossier.votes_of(step.id, act.attempt):
        motion = _motion(dossier, vote, words)
        rows.append(
            {
                "motion": motion,
                "motion_for": vote.for_,
                "motion_percent": percent(vote.for_, vote.base),
                "motion_against": vote.against,
                "motion_blank": vote.blank,
            }
        )
    own = ("base", "needed", "voting", "present", "absent", "full_members", "absentees", "excluded")
    told = {name: found[name] for name in (*own, "chair", "writer")}
    newest = _newest(dossier, step.id)
    if newest is not None:
        told["collected"] = newest.for_ + newest.against + newest.blank
    return told | {"votes": rows, "voted": True}


def _motion(dossier: Dossier, vote: Vote, words: Mapping[str, Any]) -> str:
    from app.exports.filled_votes import MOTIONS

    if vote.motion:
        return _(MOTIONS.get(vote.motion, vote.motion))
    return _(words.get("motion") or dossier.procedure.title)


def _statement(dossier: Dossier) -> dict[str, Any]:
    """Whether the member stated their view, and what they said."""
    for name in ("statement", "hearing"):
        step, act = dossier.procedure.step(name), dossier.counting(name)
        if step is None or act is None:
            continue
        outcome = engine.outcome_of(step, act)
        title = _(outcome.title) if outcome is not None else _("đã trình bày")
        return {"statement": title[:1].lower() + title[1:], "statement_text": act.facts.get("text")}
    return {}


def _decided(dossier: Dossier, step: Step, words: Mapping[str, Any]) -> str:
    """The sentence the recorded outcome gives; "" while there is none."""
    act = dossier.latest(step.id)
    sentences = words.get("decided", {})
    if act is None:
        return ""
    outcome = act.outcome or ("done" if "done" in sentences else "")
    if not outcome or outcome not in sentences:
        return ""
    until = written(partial(str(act.facts.get("until") or "")))
    facts = {
        name: fact_text(dossier, fact, act.facts[name])
        for name, fact in step.facts.items()
        if act.facts.get(name) not in (None, "")
    }
    first = dossier.procedure.steps[0].id
    told = _Blank(
        facts,
        name=dossier.person.name,
        until=_(", đến ngày {day}").format(day=until) if until else "",
        decision_number=str(dossier.fact(first, "decision_number") or "……"),
    )
    if "proposed" in facts:
        told["proposed"] = facts["proposed"].lower()
    return _(sentences[outcome]).format_map(told)


class _Blank(dict[str, str]):
    """What nobody has recorded becomes dots."""

    def __missing__(self, key: str) -> str:
        return "……"


def _decision(
    dossier: Dossier, step: Step, told: Mapping[str, Any], office: offices.Office
) -> dict[str, Any]:
    """Who decides, on whose proposal, and how one may complain."""
    vote = _newest(dossier, step.id)
    body = offices.BODY_TITLES.get(vote.body) if vote is not None else None
    standing = vote is not None and vote.body == "standing_committee" and body is not None
    name = office.name or _(offices.ROLE_TITLES[office.role])
    found: dict[str, Any] = {"decider": f"{_(body or '')} {name}".strip() if standing else name}
    if office.id != dossier.case.owner and dossier.cell is not None and "committee" not in told:
        found["proposer"] = dossier.cell.name
    else:
        found["own_vote"] = step.vote is not None
    if "complaint" in told:
        rule = dossier.rules(dossier.day_of(f"{step.id}.day"))[told["complaint"]]
        term = lower_first(_(rule.text)) if rule.known and rule.text else _(ELSEWHERE)
        found |= {"complaint": term, "addressee": complaint_to(dossier, step)}
    return found


def complaint_to(dossier: Dossier, step: Step | None = None) -> str:
    """To whom one complains: as the case says, else the committee above the decider, by name where known.

    The rules name only the level; where they name none the committee does.
    """
    stated = dossier.fact("filed", "addressee")
    if stated:
        return str(stated)
    if dossier.case.procedure not in COMPLAINED:
        return _(ELSEWHERE)
    decider = step or _decider(dossier)
    if decider is not None and engine.role_of(dossier, decider) == "cell":
        above = dossier.office_of("superior")
        return above.name or _(offices.ROLE_TITLES["superior"])
    office = engine.office_of(dossier, decider) if decider is not None else None
    if office is None or not office.id:
        return _("cấp ủy cấp trên của nơi ra quyết định")
    return _("cấp ủy cấp trên của {office}").format(office=office.name)


COMPLAINED = ("deletion", "discipline", "recognition")
"""Where the rules say to which level one complains: deletion (of probationary members too), discipline."""


def _decider(dossier: Dossier) -> Step | None:
    """The step that decides: above, unless the cell decided itself."""
    if dossier.case.procedure == "discipline":
        act = dossier.counting("cell_resolution")
        own = act is not None and act.outcome in ("reprimand", "warning")
        return dossier.procedure.step("cell_resolution" if own else "decision")
    return dossier.procedure.step("decision")


def _plan(dossier: Dossier, step: Step) -> dict[str, Any]:
    """The plan of help as it was recorded; how long is for the committee to say."""
    session = dossier.unit.session
    helpers = []
    for row in dossier.rows(step.id, "helpers"):
        person = session.get(Person, str(row.get("person") or ""))
        name = person.name if person is not None else str(row.get("name") or "")
        helpers.append({"name": name, "from": row.get("from"), "to": row.get("to")})
    until = dossier.fact(step.id, "until")
    told = _("đến ngày {day}").format(day=written(partial(str(until)))) if until else _(ELSEWHERE)
    return {"helpers": helpers or None, "until": told, "content": dossier.fact(step.id, "content")}


def _invited(dossier: Dossier) -> list[dict[str, Any]]:
    """Every request to write or invitation to come, with what came of it."""
    step = dossier.procedure.step("invitation") or dossier.procedure.step("notice")
    found = []
    for turn, act in enumerate(dossier.attempts(step.id) if step is not None else (), 1):
        assert step is not None
        manner = step.facts.get("manner")
        told = fact_text(dossier, manner, act.facts["manner"]) if manner and act.facts.get("manner") else ""
        got = act.facts.get("delivered", act.facts.get("received"))
        came = act.facts.get("came")
        results = [
            "" if got in (None, "") else _("đã đến tay") if got in (True, "True") else _("chưa đến tay"),
            "" if came in (None, "") else _("đã đến") if came in (True, "True") else _("không đến"),
        ]
        found.append(
            {
                "turn": str(turn),
                "on": written(partial(act.date)),
                "manner": told,
                "came": ", ".join(filter(None, results)),
                "reason": act.facts.get("reason_absent"),
            }
        )
    return found
