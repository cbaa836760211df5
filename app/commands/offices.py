"""Workspaces and offices: samples, a new workspace, invitations, settings, seats."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from app.commands.answers import Answer, WrongUse, columns
from app.commands.desk import Desk, text_of
from app.commands.parser import pairs
from app.words import _

TEXT_SETTINGS = ("office.", "place")
"""Settings kept as text even when they look like numbers."""


def demo(desk: Desk) -> Answer:
    """Build linked sample workspaces."""
    from app.demo import build

    words = desk.words
    given = {name: getattr(words, name) for name in ("cells", "members", "seed")}
    wanted = {name: value for name, value in given.items() if value is not None}
    made = build(Path(words.dir), today=desk.today, **wanted)
    lines = columns([(one["name"], one["kind"], one["path"], one["password"]) for one in made])
    return Answer({"workspaces": made}, [_("Đã lập các sổ mẫu (tên, loại, thư mục, mật khẩu):"), *lines])


def init(desk: Desk) -> Answer:
    """A new workspace, joined to its superior when there is an invitation."""
    from app.procedures.day import bring_to_today
    from app.procedures.office import create_office
    from app.sync import identity

    words, path = desk.words, Path(desk.words.dir)
    opened = _invitation(desk)
    note = opened.note if opened is not None else None
    name, code = words.name or (note and note.name), words.code or (note and note.code)
    kind = words.kind or (note and note.type)
    if not (name and code and kind):
        raise WrongUse("wrong_use", _("Cần --name, --code và --kind, hoặc thư mời kết nối."))
    if note is not None and (code, kind) != (note.code, note.type):
        from app.sync.refusals import refused

        raise refused("invitation_other_office")
    before = set(path.iterdir()) if path.is_dir() else None
    sheet = (
        Path(words.recovery_sheet) if words.recovery_sheet else path.parent / f"{path.name}-to-khoi-phuc.pdf"
    )
    workspace, secret = create_office(
        path,
        clock=desk.clock,
        name=name,
        code=code,
        type=kind,
        place=words.place,
        password=desk.password(first=True),
        user=words.user or _("Bí thư"),
    )
    try:
        with workspace:
            if opened is not None:
                from app.sync import joining

                with desk.writing(workspace) as unit:
                    unit.begin("office.join")
                    joining.accept(unit, opened)
            bring_to_today(workspace, desk.clock)
            _recovery_sheet(sheet, name, code, secret, desk)
            keys = workspace.office_keys
            assert keys is not None  # who makes a workspace may send
            fingerprint = identity.fingerprint(keys.sign_public, keys.age_recipient)
            organisation = workspace.organisation_id
    except BaseException:
        _take_away(path, before)
        raise
    data = {
        "path": str(path),
        "organisation": organisation,
        "name": name,
        "code": code,
        "kind": kind,
        "fingerprint": fingerprint,
        "recovery_sheet": str(sheet),
        "superior": {
            "name": note.superior.name,
            "code": note.superior.code,
            "fingerprint": note.superior.fingerprint,
        }
        if note is not None
        else None,
    }
    lines = [
        _("Đã lập sổ {name} tại {path}.").format(name=name, path=path),
        _("Dấu khóa: {fingerprint}").format(fingerprint=fingerprint),
        _("In tờ khôi phục {file}, cất nơi có khóa, rồi xóa tệp.").format(file=sheet),
    ]
    if note is not None:
        lines.append(
            _("Đã nhận thư mời của {name}; đối chiếu qua điện thoại dấu khóa: {fingerprint}").format(
                name=note.superior.name, fingerprint=note.superior.fingerprint
            )
        )
    return Answer(data, lines)


def _invitation(desk: Desk) -> Any:
    """The invitation opened with its join code, before anything is made; None without one."""
    words = desk.words
    if not words.invitation:
        return None
    if not words.join_code:
        raise WrongUse(
            "wrong_use", _("Thư mời cần mã kết nối."), _("Thêm --join-code và mã cấp trên đã đọc.")
        )
    from app.sync.joining import read_invitation

    return read_invitation(Path(words.invitation), words.join_code)


def _recovery_sheet(path: Path, name: str, code: str, secret: str, desk: Desk) -> None:
    from app.exports.recovery_sheet import write_recovery_sheet

    write_recovery_sheet(path, workspace=name, code=code, secret=secret, day=desk.today)


def _take_away(path: Path, before: set[Path] | None) -> None:
    """A workspace whose recovery sheet or joining failed is not left half made."""
    if before is None:
        shutil.rmtree(path, ignore_errors=True)
        return
    for made in set(path.iterdir()) - before:
        if made.is_dir():
            shutil.rmtree(made, ignore_errors=True)
        else:
            made.unlink(missing_ok=True)


def invite(desk: Desk) -> Answer:
    """Let an office below join."""
    from app.sync import joining

    words = desk.words
    with desk.office() as workspace, desk.writing(workspace) as unit:
        unit.begin("office.invite")
        made = joining.invite(unit, name=words.name, code=words.code, type=words.kind, out=Path(words.out))
    data = {
        "file": str(made.file),
        "organisation": made.organisation,
        "code": words.code,
        "name": words.name,
        "kind": words.kind,
        "fingerprint": made.fingerprint,
        "join_code": made.join_code,
    }
    return Answer(
        data,
        [
            _("Đã ghi thư mời {file}.").format(file=made.file),
            _("Mã kết nối (chỉ hiện một lần; báo bằng giấy hoặc điện thoại): {code}").format(
                code=made.join_code
            ),
            _("Dấu khóa của sổ này: {fingerprint}").format(fingerprint=made.fingerprint),
        ],
    )


def settings(desk: Desk) -> Answer:
    """Show the dated settings, or set some."""
    from app.models import Setting

    words = desk.words
    values = {key: _value(key, text) for key, text in pairs(words.values, _("Thiết lập")).items()}
    with desk.office() as workspace:
        if values:
            from app.procedures.offices import PutSetting

            desk.do(workspace, PutSetting(values, words.start or "", words.document))
        with desk.looking(workspace) as unit:
            rows = sorted(unit.all(Setting), key=lambda s: (s.key, s.from_))
            own = desk.office_id(workspace)
            told = [
                {
                    "key": s.key,
                    "value": s.value.get("value"),
                    "unit": s.value.get("unit") or "",
                    "from": s.from_,
                    "to": s.to,
                    "document": s.document,
                    "own": s.owner == own,
                }
                for s in rows
            ]
    lines = (
        columns([(s["key"], s["value"], s["from"], s["document"]) for s in told])
        if told
        else [_("Chưa có thiết lập nào.")]
    )
    return Answer({"settings": told}, lines)


def _value(key: str, text: str) -> Any:
    """A value as it was typed: 2/3, 30 working_days, JSON for numbers and lists, else text."""
    if key.startswith(TEXT_SETTINGS):
        return text
    if share := re.fullmatch(r"(\d+)/(\d+)", text):
        return {"share": [int(share[1]), int(share[2])]}
    if period := re.fullmatch(r"(\d+)\s*([a-z_]+)", text):
        return {"value": int(period[1]), "unit": period[2]}
    try:
        return json.loads(text)
    except ValueError:
        return text


def seat(desk: Desk) -> Answer:
    """Show who sits in a body, or say so."""
    from app.models import Seat
    from app.procedures.offices import PutSeat

    words = desk.words
    with desk.office() as workspace:
        if words.name:
            desk.do(
                workspace,
                PutSeat(words.body, words.name, words.post, words.start or "", words.end, words.person),
            )
        with desk.looking(workspace) as unit:
            rows = sorted(unit.all(Seat, body=words.body), key=lambda s: (s.from_, s.name))
            told = [
                {
                    "id": s.id,
                    "body": s.body,
                    "name": s.name,
                    "post": s.post,
                    "person": s.person,
                    "from": s.from_,
                    "to": s.to,
                    "owner": s.owner,
                }
                for s in rows
            ]
    lines = columns([(s["name"], s["post"], s["from"], s["to"]) for s in told]) if told else [text_of(None)]
    return Answer({"seats": told}, lines)
