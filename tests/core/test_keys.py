"""An office has one key beside its database: made with it, never replaced, wrapped under a passphrase."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.storage import wrapping
from queue_core.storage.errors import (
    KeyMissing,
    KeyUnreadable,
    KeyWrong,
    PassphraseTooShort,
    PassphraseWrong,
)
from queue_core.storage.keys import fits, give_key, has_key, key_beside, open_seal
from queue_core.storage.schema import create_database, upgrade_database
from queue_core.storage.seal import read_key
from queue_core.storage.wrapping import unwrap, wrap

KEY = b"k" * 32
PASSPHRASE = "empat kata yang panjang"


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "COST", 1)


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Path:
    for file in (empty, key_beside(empty)):
        shutil.copy(file, tmp_path)
    return tmp_path / empty.name


def test_a_new_database_has_a_key_that_its_owner_alone_can_read(database: Path) -> None:
    assert has_key(database)
    assert stat.S_IMODE(key_beside(database).stat().st_mode) == 0o600
    open_seal(database)


def test_the_key_stands_nowhere_in_the_database(database: Path) -> None:
    key, text = read_key(key_beside(database)), key_beside(database).read_bytes().strip()
    held = database.read_bytes()
    assert key not in held
    assert text not in held


def test_a_key_that_lies_there_is_used_and_never_written_over(tmp_path: Path) -> None:
    create_database(path := tmp_path / "office.db")
    before = key_beside(path).read_bytes()
    path.unlink()
    create_database(path)
    assert key_beside(path).read_bytes() == before


def lose(path: Path) -> None:
    path.unlink()


def take_another(path: Path) -> None:
    create_database(path.with_name("other.db"))
    path.with_name("other.key").rename(path)


def damage(path: Path) -> None:
    path.write_text("no key")


@pytest.mark.parametrize(
    ("harm", "refusal"), [(lose, KeyMissing), (take_another, KeyWrong), (damage, KeyUnreadable)]
)
def test_without_the_right_key_nothing_is_opened_and_one_line_says_what_to_do(
    database: Path, harm: Callable[[Path], None], refusal: type[Exception]
) -> None:
    harm(key_beside(database))
    with pytest.raises(refusal) as refused:
        open_seal(database)
    assert len(str(refused.value).splitlines()) == 1
    assert "kerak " in str(refused.value)


def test_an_upgrade_gives_a_database_its_first_key_and_no_second(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM key_check")
    key_beside(database).unlink()
    with pytest.raises(KeyMissing):
        open_seal(database)
    assert upgrade_database(database) is True
    open_seal(database)
    assert upgrade_database(database) is False


def test_an_upgrade_makes_no_key_where_one_is_lost(database: Path) -> None:
    key_beside(database).unlink()
    assert upgrade_database(database) is False
    assert not key_beside(database).exists()


def test_a_key_fits_its_own_database_alone(database: Path) -> None:
    assert fits(database, read_key(key_beside(database)))
    assert not fits(database, KEY)


def test_a_database_has_one_key_at_a_time(database: Path, tmp_path: Path) -> None:
    give_key(database, tmp_path / "second.key")
    with pytest.raises(KeyWrong):
        open_seal(database)


@given(passphrase=st.text(min_size=12, max_size=40))
def test_what_is_wrapped_opens_with_its_passphrase(passphrase: str) -> None:
    assert unwrap(wrap(KEY, passphrase), passphrase) == KEY


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(PassphraseWrong):
        unwrap(wrap(KEY, PASSPHRASE), PASSPHRASE.upper())


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        wrap(KEY, "elevenchars")


@pytest.mark.parametrize("text", ["", "not base64!", "AAAA", "é" * 40])
def test_what_was_never_wrapped_is_told(text: str) -> None:
    with pytest.raises(KeyUnreadable):
        unwrap(text, PASSPHRASE)


def test_a_cost_that_this_machine_could_not_pay_is_refused() -> None:
    wrapped = wrap(KEY, PASSPHRASE)
    with pytest.raises(KeyUnreadable):
        unwrap("AR8" + wrapped[3:], PASSPHRASE)
