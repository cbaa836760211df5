"""The named conditions procedure files use."""

from __future__ import annotations

from app.procedures.conditions import condition
from app.procedures.dossier import Dossier


@condition("doan_introduces")
def doan_introduces(dossier: Dossier) -> bool:
    """In youth age, and where the person is active there is a Đoàn organisation (294 §3.1)."""
    return (
        dossier.fact("introduction", "youth_age") is True
        and dossier.fact("introduction", "doan_exists") is True
    )


@condition("union_introduces")
def union_introduces(dossier: Dossier) -> bool:
    """In youth age, no Đoàn there, but a trade union (294 §3.1)."""
    fact = dossier.fact
    return (
        fact("introduction", "youth_age") is True
        and fact("introduction", "doan_exists") is not True
        and fact("introduction", "union_exists") is True
    )
