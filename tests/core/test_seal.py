"""What is sealed opens with its key at its place alone; tokens find without telling."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_core.storage.errors import KeyExists, KeyMissing, KeyUnreadable, SealBroken
from queue_core.storage.seal import Seal, make_key, read_key

SEAL, OTHER = Seal(b"k" * 32), Seal(b"o" * 32)
NIK = "9901014107150001"


@given(text=st.text(), place=st.text())
def test_what_is_sealed_opens_again_at_its_place(text: str, place: str) -> None:
    assert SEAL.open(SEAL.seal(text, place), place) == text


@given(text=st.text(min_size=4), byte=st.integers(0), bit=st.integers(0, 7))
def test_one_changed_bit_is_found(text: str, byte: int, bit: int) -> None:
    sealed = bytearray(SEAL.seal(text, "file 1"))
    sealed[byte % len(sealed)] ^= 1 << bit
    with pytest.raises(SealBroken):
        SEAL.open(bytes(sealed), "file 1")


def test_another_key_or_another_row_opens_nothing() -> None:
    sealed = SEAL.seal(NIK, "file 1")
    for seal, place in ((OTHER, "file 1"), (SEAL, "file 2")):
        with pytest.raises(SealBroken):
            seal.open(sealed, place)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" + b"x" * 40, b"\x01" + b"x" * 13])
def test_what_was_never_sealed_is_told_so(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        SEAL.open(sealed, "file 1")


def test_the_same_text_sealed_twice_looks_different_and_holds_no_trace_of_it() -> None:
    first, second = SEAL.seal(NIK, "file 1"), SEAL.seal(NIK, "file 1")
    assert first != second
    assert NIK.encode() not in first


def test_a_token_is_the_same_for_the_same_text_of_a_kind_under_one_key() -> None:
    token = SEAL.token("nik", NIK)
    assert token == SEAL.token("nik", NIK)
    assert len({token, SEAL.token("family_card", NIK), OTHER.token("nik", NIK), SEAL.token("nik", "9")}) == 4


def test_a_key_is_its_owners_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "office.key"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = read_key(path)
    with pytest.raises(KeyExists):
        make_key(path)
    assert read_key(path) == key


def test_a_key_that_is_missing_or_damaged_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        read_key(tmp_path / "none")
    for content in (b"", b"c2hvcnQ=", b"\xff\xfe"):
        (tmp_path / "broken").write_bytes(content)
        with pytest.raises(KeyUnreadable):
            read_key(tmp_path / "broken")
