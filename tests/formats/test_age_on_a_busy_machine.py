"""A passphrase on a busy machine: age measures it for a moment, and may refuse what it can do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from caretrack.errors import CareError
from caretrack.formats import age

REFUSAL = "Excessive work parameter for passphrase.\nDecryption would take around 512 seconds."


class OfAge:
    """Stands for the functions of pyrage, which take seconds: refuses so many times, then opens."""

    def __init__(self, refusals: float) -> None:
        self.left = refusals

    def decrypt(self, _: bytes, __: str) -> bytes:
        if self.left > 0:
            self.left -= 1
            raise pyrage.DecryptError(REFUSAL)
        return b"opened"


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def set_up(refusals: float) -> None:
        monkeypatch.setattr(pyrage, "passphrase", OfAge(refusals))
        monkeypatch.setattr(age, "_PATIENCE", 0.0)
        monkeypatch.setattr(age, "_PAUSE", 0.0)

    return set_up


def locked(folder: Path, work: int) -> Path:
    file = folder / "copy.age"
    file.write_bytes(b"age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA %d\n..." % work)
    return file


def test_it_is_tried_again(tmp_path: Path, busy: Callable[[float], None]) -> None:
    busy(9)
    age.decrypt_with_passphrase(locked(tmp_path, 19), tmp_path / "clear", "word")
    assert (tmp_path / "clear").read_bytes() == b"opened"


def test_a_machine_that_stays_too_slow_is_named_and_not_the_passphrase(
    tmp_path: Path, busy: Callable[[float], None]
) -> None:
    busy(float("inf"))
    with pytest.raises(CareError, match="this machine is too busy, or too slow") as told:
        age.decrypt_with_passphrase(locked(tmp_path, 19), tmp_path / "clear", "word")
    assert not isinstance(told.value, age.DamagedFile)
    assert "\n" not in str(told.value)


def test_a_header_that_asks_for_more_memory_than_any_is_damaged(
    tmp_path: Path, busy: Callable[[float], None]
) -> None:
    busy(float("inf"))
    with pytest.raises(age.DamagedFile):
        age.decrypt_with_passphrase(locked(tmp_path, 59), tmp_path / "clear", "word")
