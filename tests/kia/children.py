"""Children of the list to test with, all of a province that there is not."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from tests.kia.filing import Filing

CHILDREN, IMPORTS = "/api/v1/children", "/api/v1/children/imports"
LEDUG, KEMBARAN = "33.02.20.2001", "33.02.20.2009"
CONSENT = {"by": "Sulastri", "relation": "mother"}


def nik(number: int) -> str:
    """The NIK of the child of a number, a girl's of 17 August 2015."""
    return f"990101570815{number:04d}"


def child(number: int = 1, **more: object) -> dict[str, Any]:
    """A child of Kembaran, born on 17 August 2015."""
    known = {"name": f"Ratna {number}", "nik": nik(number), "birth_date": "2015-08-17", "mother": "Sulastri"}
    return {**known, "village": KEMBARAN, "phone": "081234567890", **more}


def add(filing: Filing, role: Role = Role.OFFICER, **more: object) -> TestResponse:
    """Puts a child onto the list as its family asks."""
    return filing.api.send("POST", CHILDREN, role, json={**child(**more), "consent": CONSENT})  # type: ignore[arg-type]


def begin(filing: Filing, rows: int, digest: str = "0" * 64, role: Role = Role.SIAK_OPERATOR) -> TestResponse:
    """Begins an import, or goes on with it."""
    return filing.api.send("POST", IMPORTS, role, json={"digest": digest, "rows": rows})


def send(filing: Filing, view: dict[str, Any], up_to: int, *children: dict[str, Any]) -> TestResponse:
    """Sends the next rows of an import."""
    body = {"after": view["done"], "up_to": up_to, "children": list(children)}
    return filing.api.send("POST", f"{IMPORTS}/{view['id']}/rows", Role.SIAK_OPERATOR, json=body)


def listed(filing: Filing, **query: object) -> dict[str, Any]:
    """A page of the list."""
    return filing.done(filing.api.send("GET", CHILDREN, Role.OFFICER, query_string=query))


def coverage(filing: Filing, role: Role = Role.CAMAT, **query: object) -> dict[str, Any]:
    """Who has a card."""
    return filing.done(filing.api.send("GET", "/api/v1/coverage", role, query_string=query))
