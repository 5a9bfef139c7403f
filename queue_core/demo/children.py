"""Made-up children for whom families come, with a drawn photo. Chance and day are handed in."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from queue_core.foundation.profile import Village
from queue_core.kia.rules.nik import DAY_OF_A_WOMAN, Doubt, Sex
from queue_core.kia.rules.photo import Colour
from queue_core.kia.wire.subject import Child, Consent, Draft, ExplainedDoubt, Relation

NOWHERE = "990101"
"""The first digits of their numbers: there is no province 99."""
OF_A_FAMILY = 5000
"""From here on the serials of family cards begin, so that none is a NIK."""
YOUNGEST, OLDEST = timedelta(days=60), timedelta(days=16 * 365)
PAINT = {Colour.RED: (190, 30, 40), Colour.BLUE: (40, 80, 190), Colour.WHITE: (240, 240, 240)}
SIZE = (480, 640)


def told() -> dict[str, Any]:
    """The names of the morning, and the officers' reasons."""
    return tomllib.loads(files("queue_core.demo").joinpath("children.toml").read_text(encoding="utf-8"))


def draft_of(number: int, random: Random, today: date, villages: Sequence[Village]) -> Draft:
    """All that a family tells of its child; the number makes the child's NIK its own."""
    names, sex = told(), random.choice(list(Sex))
    born = today - timedelta(days=random.randint(YOUNGEST.days, OLDEST.days))
    day = born.day + (DAY_OF_A_WOMAN if sex is Sex.FEMALE else 0)
    mother, father = random.choice(names["mothers"]), random.choice(names["fathers"])
    first = random.choice(names["girls" if sex is Sex.FEMALE else "boys"])
    child = Child(
        name=f"{first} {random.choice(names['second'])}",
        nik=f"{NOWHERE}{day:02}{born:%m%y}{number:04}",
        family_card=f"{NOWHERE}{born:%d%m%y}{number + OF_A_FAMILY:04}",
        birth_certificate=f"9901-LU-{born:%d%m%Y}-{number:04}",
        birth_date=born,
        birth_place=random.choice(names["birth_places"]),
        sex=sex,
        religion=random.choice(names["religions"]),
        citizenship=names["citizenship"],
        address=names["address"].format(rt=random.randint(1, 8), rw=random.randint(1, 5)),
        village=random.choice(villages).code,
        head_of_family=father,
        father=father,
        mother=mother,
    )
    doubts = (
        ExplainedDoubt(about="nik", doubt=Doubt.REGION, reason=names["doubt"]),
        ExplainedDoubt(about="family_card", doubt=Doubt.REGION, reason=names["doubt"]),
    )
    return Draft(child=child, consent=Consent(by=mother, relation=Relation.MOTHER), doubts=doubts)


@cache
def photo(background: Colour | None) -> bytes:
    """A drawn face before the colour that is asked for, as a JPEG."""
    picture = Image.new("RGB", SIZE, PAINT[background or Colour.RED])
    pen, middle = ImageDraw.Draw(picture), SIZE[0] // 2

    def oval(y: int, wide: int, high: int, colour: str, across: int = 0) -> None:
        x = middle + across
        pen.ellipse((x - wide, y - high, x + wide, y + high), fill=colour)

    oval(610, 170, 170, "white")
    oval(300, 110, 145, "#1c1410")
    oval(335, 95, 125, "#b5825c")
    for side in (-38, 38):
        oval(315, 17, 10, "white", side)
        oval(315, 7, 8, "black", side)
    oval(400, 34, 7, "#8c3a3a")
    grained = Image.blend(picture, Image.effect_noise(SIZE, 12).convert("RGB"), 0.04)
    written = BytesIO()
    grained.save(written, "JPEG", quality=90)
    return written.getvalue()
