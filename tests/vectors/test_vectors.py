"""Named packages with one defect each: how receiving them ends, and that nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlalchemy import select

from app.models import Base
from app.storage import keys
from app.storage.clock import Clock
from app.sync import inbox
from app.trouble import Refused
from tests.vectors.make import TODAY, VECTORS, Bench

ENDINGS: dict[str, str] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))


class QuickCodes:
    """Stands in for age's passphrases, which take seconds on purpose."""

    @staticmethod
    def encrypt(data: bytes, code: str) -> bytes:
        return b"age-encryption.org/v1\n-> scrypt " + hashlib.sha256(code.encode()).digest() + data

    @staticmethod
    def decrypt(data: bytes, code: str) -> bytes:
        return data[len(QuickCodes.encrypt(b"", code)) :]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "MEMORY_KIB", 64)
        patch.setattr(keys, "PASSES", 1)
        patch.setattr(pyrage, "passphrase", QuickCodes)
        made = Bench(tmp_path_factory.mktemp("vectors") / "offices")
    yield made
    made.close()


def rows(bench: Bench) -> dict[str, list[Any]]:
    with bench.top.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name != "package"
        }


def ending(bench: Bench, file: Path, **how: Any) -> str:
    try:
        outcome = inbox.unpack(bench.top, file, clock=Clock(TODAY), **how)
    except Refused as refusal:
        assert refusal.message and refusal.hint
        return refusal.code
    return ", ".join([outcome.status, *(f"parked {one['reason']}" for one in outcome.parked)])


def test_every_package_has_its_ending() -> None:
    assert set(ENDINGS) == set(VECTORS) and len(ENDINGS) >= 25


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_a_named_package_ends_as_it_must(bench: Bench, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"{name}.sochibo"
    file.write_bytes(VECTORS[name](bench))
    before = rows(bench)
    assert ending(bench, file, dry_run=True) == ENDINGS[name]
    if not ENDINGS[name].startswith(("applied", "waiting")):
        assert ending(bench, file) == ENDINGS[name]
    assert rows(bench) == before
    assert not list(bench.top.inbox.iterdir())
