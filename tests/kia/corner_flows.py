"""Planted in the reading corner: a NIK as a card, a child written down, members of another library."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

from reading_corner.service.importing.members import SLIMS_MEMBERS
from tests.kia.filing import CHILD, NAME, NIK
from tests.kia.planting import Stage
from tests.reading_corner.lending_desk import FIRST


def a_card_at_the_reading_corner(stage: Stage) -> None:
    """The child's NIK is a card of the library: typed where a number, a book or a word is asked for, too."""
    corner, at_home = stage.corner, {"reader": NIK, "where": "home"}
    assert corner.post("/api/loans", copy_code=FIRST, **at_home).json()["outcome"] == "lent"
    assert corner.post("/api/reservations", title=1, reader=NIK).json()["outcome"] == "on_the_shelf"
    assert corner.post("/api/fitting", typed=NIK, language="id").ok
    for path, query in (("/api/search", "typed"), ("/opds/search", "q")):
        assert corner.get(path, **{query: NIK}).ok
    assert corner.post("/api/loans", copy_code=NIK, **at_home).status_code == 404
    for path in ("/api/returns", "/api/reads"):
        assert corner.post(path, copy_code=NIK).status_code == 404
    assert corner.post("/api/loans", copy_code=NAME * 3, **{NIK: NIK}).status_code == 422
    assert not corner.get(f"/api/loans/by-ticket/{NIK}").ok
    seen = [{"code": code, "at": datetime.now(UTC).isoformat()} for code in (NIK, f"{NIK[:8]} {NIK[8:]}")]
    assert corner.post("/api/stocktake", seen=seen).json() == {"known": 0, "unknown": []}


def a_guardian_at_the_reading_corner(stage: Stage) -> None:
    known = {name: CHILD[name] for name in ("name", "nik", "birth_date", "mother", "phone", "village")}
    agreed = {"by": "Sulastri", "relation": "mother", "agreed": True}
    wish = {**known, **agreed, "given_at": datetime.now(UTC).isoformat()}
    assert stage.corner.post("/api/proposals", **wish | {"village": NAME}).status_code == 422
    taken = stage.corner.post("/api/proposals", **wish)
    assert stage.corner.post("/api/proposals/withdraw", key=taken.json()["key"]).ok


def a_list_of_slims_whose_cards_are_niks(stage: Stage) -> None:
    """As members' files come: a name and all that is known beside the number that lends."""
    told = {"member_name": NAME, "member_phone": CHILD["phone"], "expire_date": "2030-01-01"}
    members = stage.officers / "member.csv"
    with members.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SLIMS_MEMBERS, restval="")
        writer.writeheader()
        writer.writerows(told | {"member_id": number} for number in (f"S-{NIK}", NAME))
    assert stage.kerak("corner", "import", str(members)).startswith("2 new")
