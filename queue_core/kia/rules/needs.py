"""What a file has to tell before it goes on, and for whom a card is made.

Source: Permendagri 2/2016: a card is for a registered child under seventeen that has never married.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from queue_core.kia.rules.age import LeapBirthday, NotYetBorn, TooOldForCard, card_kind
from queue_core.kia.rules.life import Output


class Field(StrEnum):
    """What a file may lack, by the name under which it stands in a draft."""

    NAME = "name"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    BIRTH_CERTIFICATE = "birth_certificate"
    BIRTH_DATE = "birth_date"
    BIRTH_PLACE = "birth_place"
    SEX = "sex"
    RELIGION = "religion"
    CITIZENSHIP = "citizenship"
    ADDRESS = "address"
    VILLAGE = "village"
    HEAD_OF_FAMILY = "head_of_family"
    PARENT_OR_GUARDIAN = "parent_or_guardian"
    """The name of the father, the mother or the guardian: one is enough."""
    CONSENT = "consent"
    """That of the parent or guardian, for what the office keeps."""
    PHONE = "phone"


MASKED = (Field.NIK, Field.FAMILY_CARD, Field.BIRTH_CERTIFICATE, Field.PHONE)
"""What is shown by its last digits alone, unless somebody reveals it with a reason."""
COMES_WITH_REGISTRATION = frozenset({Field.NIK, Field.BIRTH_CERTIFICATE})
OF_A_DOCUMENT = (Field.NAME, Field.NIK, Field.FAMILY_CARD, Field.CONSENT)
OF_A_CARD = tuple(field for field in Field if field is not Field.PHONE)


class Bar(StrEnum):
    """Why no card is due."""

    NOT_YET_BORN = "not_yet_born"
    SEVENTEEN_OR_OVER = "seventeen_or_over"
    MARRIED = "married"


def needed(output: Output, *, registers_birth: bool) -> tuple[Field, ...]:
    """What has to be filled in before a file is submitted.

    NIK and birth certificate come of a registration: the child has none before it.
    """
    if output is Output.DOCUMENT:
        return OF_A_DOCUMENT
    return tuple(one for one in OF_A_CARD if not (registers_birth and one in COMES_WITH_REGISTRATION))


def bar_to_card(born: date, day: date, leap: LeapBirthday, *, married: bool) -> Bar | None:
    """Why no card is due on the office's day; None where one is."""
    try:
        card_kind(born, day, leap)
    except NotYetBorn:
        return Bar.NOT_YET_BORN
    except TooOldForCard:
        return Bar.SEVENTEEN_OR_OVER
    return Bar.MARRIED if married else None
