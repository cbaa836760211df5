"""The central rules an office last looked at, kept beside those that come with the program.

An update of the program brings new rules, which hold at once; what was looked at before is kept until
somebody has seen what became different.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Meta
from app.regulations import rulebook
from app.regulations.rulebook import Rulebook
from app.storage.workspace import Workspace

SEEN = "rules.seen"
"""Fact of the workspace: digest of the rules last looked at, and their texts."""


@lru_cache(maxsize=1)
def digest() -> str:
    """What tells the program's central rules from those of another version."""
    return hashlib.sha256(json.dumps(dict(rulebook.central_texts())).encode()).hexdigest()[:16]


def put_seen(workspace: Workspace, session: Session) -> None:
    """Note that the program's rules were looked at; in a running transaction."""
    texts = json.dumps(dict(rulebook.central_texts()), ensure_ascii=False).encode()
    packed = base64.b64encode(zlib.compress(texts, 9)).decode()
    workspace.set_meta(session, SEEN, f"{digest()} {packed}")


def is_noted(session: Session) -> bool:
    """Whether any rules were noted as looked at: an older program did not note them."""
    return session.get(Meta, SEEN) is not None


def is_new(session: Session) -> bool:
    """Whether the program's rules are others than those last looked at."""
    seen = session.scalar(select(Meta.value).where(Meta.key == SEEN))
    return seen is not None and seen.partition(" ")[0] != digest()


def seen_rules(session: Session) -> Rulebook:
    """The central rules last looked at, under the keys of this program too.

    Raises Refused("bad_pack") when this program cannot read them any more.
    """
    row = session.get(Meta, SEEN)
    if row is None:
        return rulebook.load_central()
    texts = json.loads(zlib.decompress(base64.b64decode(row.value.partition(" ")[2])))
    return rulebook.read_central(texts, rulebook.load_central().keys)
