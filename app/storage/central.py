"""The rules from above an office last looked at: those of the program, and settings of its superior.

Both hold as soon as they are here. What was looked at before is kept until somebody has seen what became
different. (A superior's pack is another matter: it waits until it is switched on, `app.storage.rulebooks`.)
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Meta, Peer, Setting
from app.regulations import rulebook
from app.regulations.rulebook import Rulebook
from app.storage.workspace import Workspace

SEEN = "rules.seen"
"""Fact of the workspace: digest and texts of the rules last looked at, entries of settings from above."""


@dataclass(frozen=True)
class News:
    """What came since somebody looked."""

    program: bool
    settings: tuple[Setting, ...]

    def __bool__(self) -> bool:
        return self.program or bool(self.settings)


@lru_cache(maxsize=1)
def digest() -> str:
    """What tells the program's central rules from those of another version."""
    return hashlib.sha256(json.dumps(dict(rulebook.central_texts())).encode()).hexdigest()[:16]


def put_seen(workspace: Workspace, session: Session) -> None:
    """Note that all rules from above were looked at; in a running transaction."""
    texts = json.dumps(dict(rulebook.central_texts()), ensure_ascii=False).encode()
    seen = {
        "digest": digest(),
        "texts": base64.b64encode(zlib.compress(texts, 9)).decode(),
        "settings": sorted(one.entry for one in _from_above(session)),
    }
    workspace.set_meta(session, SEEN, json.dumps(seen))


def is_noted(session: Session) -> bool:
    """Whether any rules were noted as looked at: an older program did not note them."""
    return session.get(Meta, SEEN) is not None


def news(session: Session) -> News:
    """What of the rules from above nobody has looked at yet."""
    seen = _seen(session)
    if not seen:
        return News(False, ())
    known = set(seen["settings"])
    fresh = tuple(one for one in _from_above(session) if one.entry not in known)
    return News(seen["digest"] != digest(), fresh)


def seen_rules(session: Session) -> Rulebook:
    """The central rules last looked at, under the keys of this program too.

    Raises Refused("bad_pack") when this program cannot read them any more.
    """
    seen = _seen(session)
    if not seen or seen["digest"] == digest():
        return rulebook.load_central()
    texts = json.loads(zlib.decompress(base64.b64decode(seen["texts"])))
    return rulebook.read_central(texts, rulebook.load_central().keys)


def _seen(session: Session) -> dict[str, Any]:
    text = session.scalar(select(Meta.value).where(Meta.key == SEEN))
    return dict(json.loads(text)) if text else {}


def _from_above(session: Session) -> list[Setting]:
    """Settings of rules by offices above, in the order of their keys."""
    above = select(Peer.id).where(Peer.relation == "above")
    wanted = select(Setting).where(Setting.owner.in_(above), Setting.gone.is_(False)).order_by(Setting.key)
    keys = rulebook.load_central().keys
    return [one for one in session.scalars(wanted) if one.key in keys]
