"""Code lists: forms, ethnic groups, religions, education, occupations, provinces."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache

from app.regulations.resources import resource_folder
from app.regulations.rulebook import load_central
from app.regulations.tables import Table, read_toml


@dataclass(frozen=True, slots=True)
class Form:
    """A form: code, title, and the guides (number@date) whose form it is."""

    code: str
    title: str
    guides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code list: the stable word that is stored, its title, its place in the list."""

    code: str
    title: str
    place: int


@lru_cache(maxsize=1)
def load_forms() -> dict[str, Form]:
    """All forms by code."""
    path = resource_folder("codes") / "forms.toml"
    top = Table(read_toml(path), path.name, "")
    series = top.mapping("series")
    forms = {}
    for code, item in top.mapping("forms").items():
        table = Table(item, path.name, code)
        guides = tuple(series[name] for name in table.texts("series"))
        forms[code] = Form(code, table.text("title"), guides)
        table.done()
    top.done()
    return forms


def form_guide(form: str, day: datetime.date) -> str | None:
    """The guide (number@date) in force on a day that has this form; None when none is known."""
    known = load_forms().get(form)
    documents = load_central().documents
    for guide in known.guides if known else ():
        if guide in documents and documents[guide].in_force(day):
            return guide
    return None


@lru_cache(maxsize=16)
def load_codes(name: str) -> dict[str, Code]:
    """A code list in its own order: ethnic_groups, religions, education, occupations, provinces …"""
    path = resource_folder("codes") / f"{name}.toml"
    top = Table(read_toml(path), path.name, "")
    return {code: Code(code, top.text(code), place) for place, code in enumerate(top.content, start=1)}
