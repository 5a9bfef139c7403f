"""Who borrows, by what was scanned; and that what is kept of a card gives nobody away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from reading_corner.rules.item_codes import is_item_code, item_code
from reading_corner.rules.readers import (
    ALPHABET,
    Card,
    Scanned,
    TicketNumber,
    TicketPage,
    card_code,
    card_serial,
    card_token,
    check_sign,
    is_checked,
    member_card,
    scanned,
    ticket_of,
    ticket_token,
)
from reading_corner.rules.shelf import ReaderKind

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
NIK = "9902014205200001"
PAGE = "0123456789abcdef0123"
codes = st.text(ALPHABET, min_size=1, max_size=12).map(lambda body: body + check_sign(body))
serials = st.integers(1, 999_999)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A012", TicketNumber("A012")),
        (" a012\n", TicketNumber("A012")),
        (f"https://antre.example/t/{PAGE}", TicketPage(PAGE)),
        (f"HTTPS:--ANTRE.EXAMPLE-T-{PAGE.upper()}", TicketPage(PAGE)),
        (NIK, Card(ReaderKind.KIA, NIK)),
        ("9902 0142 0520 0001", Card(ReaderKind.KIA, NIK)),
        ("AB0012345", Card(ReaderKind.KIA, "AB0012345")),
        (card_code(1), Card(ReaderKind.READER, card_code(1))),
        (card_code(1).lower(), Card(ReaderKind.READER, card_code(1))),
    ],
)
def test_a_ticket_its_page_and_both_cards_are_known(text: str, who: Scanned) -> None:
    assert scanned(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A12",
        "A0123",
        "9786020000000",
        "6020000000",
        "9902019905200001",
        "B0000015",
        f"x/{PAGE}",
        "02266.1",
    ],
)
def test_what_is_no_reader_is_nobody(text: str) -> None:
    assert scanned(text) is None


@given(text=st.text(max_size=300))
def test_whatever_is_scanned_is_somebody_or_nobody(text: str) -> None:
    who = scanned(text)
    assert who is None or isinstance(who, TicketNumber | TicketPage | Card)


@given(body=st.text(ALPHABET, min_size=1, max_size=30))
def test_the_check_sign_is_the_standards(body: str) -> None:
    assert check_sign(body) == mod_37_36.calc_check_digit(body)


@given(code=codes, place=st.integers(0, 12), sign=st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(code: str, place: int, sign: str) -> None:
    wrong = code[: place % len(code)] + sign + code[place % len(code) + 1 :]
    assert is_checked(code)
    assert is_checked(wrong) is (wrong == code)


@given(serial=serials)
def test_the_code_of_a_readers_card_with_the_letter_of_a_book_is_wrong(serial: int) -> None:
    code = card_code(serial)
    assert scanned(code) == Card(ReaderKind.READER, code)
    assert not is_checked("B" + code[1:])
    assert scanned("B" + code[1:]) is None


@given(serial=serials)
def test_a_copy_and_a_reader_are_never_taken_for_each_other(serial: int) -> None:
    assert scanned(item_code(serial)) is None
    assert not is_item_code(card_code(serial))


@given(serial=serials, sign=st.sampled_from(ALPHABET))
def test_a_readers_card_with_a_wrong_check_sign_is_nobody(serial: int, sign: str) -> None:
    code = card_code(serial)
    assume(sign != code[-1])
    assert scanned(code[:-1] + sign) is None


@given(text=st.text(max_size=300) | codes | serials.map(card_code) | serials.map(item_code))
@example(f"x/t/{PAGE}")
@example("a012")
@example(NIK)
def test_a_card_of_another_library_is_never_a_number_a_nik_or_a_code_of_this_corner(text: str) -> None:
    member = member_card(text)
    if member is not None:
        assert not isinstance(scanned(text), TicketNumber | TicketPage)
        assert card_serial(member) is None
        assert not is_item_code(member.secret)
        assert member_card(member.secret) == member


@given(serial=serials)
def test_the_serial_of_a_readers_card_is_read_from_its_code(serial: int) -> None:
    assert card_serial(Card(ReaderKind.READER, card_code(serial))) == serial
    assert member_card(card_code(serial)) is None


@pytest.mark.parametrize("serial", [0, 1_000_000])
def test_no_card_has_a_serial_of_other_length(serial: int) -> None:
    with pytest.raises(ValueError, match="no serial"):
        card_code(serial)


@given(one=st.text("0123456789", min_size=16, max_size=16), key=st.binary(min_size=32, max_size=32))
def test_what_is_kept_of_a_card_is_no_part_of_it(one: str, key: bytes) -> None:
    token = card_token(Card(ReaderKind.KIA, one), key)
    assert len(token) == 64
    assert one not in token
    assert ticket_of(token) is None


def test_the_same_card_is_known_again_and_only_under_the_same_key() -> None:
    child, reader = Card(ReaderKind.KIA, NIK), Card(ReaderKind.READER, NIK)
    assert card_token(child, KEY) == card_token(child, KEY)
    assert len({card_token(child, KEY), card_token(child, OTHER_KEY), card_token(reader, KEY)}) == 3


def test_a_card_never_tells_what_it_carries() -> None:
    assert NIK not in repr(Card(ReaderKind.KIA, NIK))


def test_a_number_of_today_is_another_reader_tomorrow() -> None:
    today, tomorrow = (ticket_token("A012", date(2026, 11, day)) for day in (29, 30))
    assert today != tomorrow
    assert ticket_of(today) == "A012"
