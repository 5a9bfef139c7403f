"""The corner's own codes of copies: B, six digits, and two check digits by ISO 7064 MOD 97-10.

The letter is under the check, as in an IBAN (ISO 13616: B is 11), so that every wrong sign and every pair
of neighbours that changed places is noticed. Nine signs that begin with a letter are neither an ISBN (10 or
13, a letter at most as the last), nor a number of the queue (four), nor a reader's card (R and seven), nor
the serial of a card's blank (two letters at least), nor a NIK (16 digits). Codes of other systems are kept as
given.
"""

from __future__ import annotations

import re

LETTER, DIGITS = "B", 6
LARGEST = 10**DIGITS - 1
CODE = re.compile(rf"{LETTER}[0-9]{{{DIGITS + 2}}}", re.ASCII)
_VALUE_OF_LETTER = "11"


def item_code(serial: int) -> str:
    """The code of the copy with this serial, from 1 to 999,999. Raises ValueError for another."""
    if not 1 <= serial <= LARGEST:
        raise ValueError(f"{serial} is no serial of a copy: it is 1 to {LARGEST}")
    body = f"{serial:0{DIGITS}d}"
    return f"{LETTER}{body}{98 - int(f'{_VALUE_OF_LETTER}{body}00') % 97:02d}"


def is_item_code(code: str) -> bool:
    """Whether this is a code of the corner's own, its check digits right."""
    return bool(CODE.fullmatch(code)) and int(_VALUE_OF_LETTER + code[1:]) % 97 == 1


def serial_of(code: str) -> int | None:
    """The serial of a code of the corner's own."""
    return int(code[1 : 1 + DIGITS]) if is_item_code(code) else None
