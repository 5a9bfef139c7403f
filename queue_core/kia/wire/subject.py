"""What a file says about a child and its family. It is kept sealed, and travels in no event and no log."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, StringConstraints
from pydantic import Field as Of

from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.nik import Doubt, Sex

PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
Words = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, max_length=200, pattern=PRINTABLE)
]
Short = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, max_length=60, pattern=PRINTABLE)
]
VillageCode = Annotated[str, StringConstraints(strict=True, pattern=r"^(\d{2}\.\d{2}\.\d{2}\.\d{4})?$")]
Reason = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=3, max_length=400, pattern=PRINTABLE),
]
"""Why somebody does something. It may name somebody, so it is kept sealed."""
Numbered = Literal["nik", "family_card"]
MOST_PAPERS, MOST_DOUBTS = 40, 20


class Sealed(Frozen):
    """A message whose values appear in no error text."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Relation(StrEnum):
    """Who consents: a parent, a guardian, or the applicant in person."""

    FATHER = "father"
    MOTHER = "mother"
    GUARDIAN = "guardian"
    SELF = "self"


class Child(Sealed):
    """The child, or the applicant of a document, as far as it is known: what is not stays empty."""

    name: Words = ""
    nik: Short = ""
    family_card: Short = ""
    birth_certificate: Short = ""
    birth_date: date | None = None
    birth_place: Short = ""
    sex: Sex | None = None
    religion: Short = Of("", description="as on the family card")
    citizenship: Short = ""
    address: Words = ""
    village: VillageCode = Of("", description="region code of the village")
    head_of_family: Words = ""
    father: Words = ""
    mother: Words = ""
    guardian: Words = ""
    phone: Short = ""
    needs: Words = Of("", description="what helps this child at the counter")
    married: bool = Of(default=False, strict=True)


class Consent(Sealed):
    """Who agreed that the office keeps this for the application."""

    by: Annotated[Words, StringConstraints(min_length=1)]
    relation: Relation


class ExplainedDoubt(Sealed):
    """Why a number is right although something speaks against it."""

    about: Numbered
    doubt: Doubt
    reason: Reason


class Draft(Sealed):
    """All that an officer writes into a file. A masked number that comes back as shown stays as it is."""

    child: Child = Child()
    papers: tuple[Words, ...] = Of(
        (), max_length=MOST_PAPERS, description="the papers that are there, by their Indonesian names"
    )
    consent: Consent | None = None
    doubts: tuple[ExplainedDoubt, ...] = Of((), max_length=MOST_DOUBTS)
