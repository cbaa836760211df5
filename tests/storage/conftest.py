"""A small workspace for tests of the storage room."""

import datetime

import pytest

from app.storage import keys, workspace
from app.storage.clock import Clock


@pytest.fixture(autouse=True)
def light_keys(monkeypatch):
    """Stretching a password costs as little as it may; its strength is not what these tests are about."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    monkeypatch.setattr(keys, "PASSES", 1)
    monkeypatch.setattr(keys, "LANES", 1)


@pytest.fixture
def clock():
    return Clock(datetime.date(2025, 11, 17))


@pytest.fixture
def made(tmp_path, clock):
    """A new cell's workspace and its recovery secret."""
    opened, secret = workspace.create(
        tmp_path / "so", name="Chi bộ thôn Đồng Mận", code="25.000.036.001.015", type="cell",
        password="mật khẩu dài", user="Bí thư", clock=clock,
    )  # fmt: skip
    yield opened, secret
    opened.close()
