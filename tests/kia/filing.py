"""Files to test with: a whole draft of one child, kinds for every way, and somebody to send requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.foundation.files import FileKind, Files
from queue_core.foundation.profile import Profile
from queue_core.kia import store
from queue_core.kia.rules.life import FileState, Output, Way
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.subject import Draft
from queue_core.storage.writer import Transaction
from tests.core.http_office import SEAL, Api, build_api
from tests.core.office import MORNING, Office, kembaran

FILES = "/api/v1/files"
NIK = "9901015708150001"
"""A girl's of 17 August 2015, of a province that there is not: wherever it is found, it came from here."""
FAMILY_CARD = "3302200101150001"
NAME = "Siti Nur'aini binti Ma'ruf"
REGION_DOUBT = {"about": "nik", "doubt": "region", "reason": "tertulis begitu di kartu keluarga"}
PAPERS = [
    "Akta kelahiran anak",
    "Kartu keluarga",
    "KTP kedua orang tua atau wali",
    "Foto anak; bisa difoto di kantor",
]
CHILD = {
    "name": NAME,
    "nik": NIK,
    "family_card": FAMILY_CARD,
    "birth_certificate": "3302-LU-17082015-0042",
    "birth_date": "2015-08-17",
    "birth_place": "Banyumas",
    "sex": "female",
    "religion": "Islam",
    "citizenship": "WNI",
    "address": "Dusun II RT 03 RW 01",
    "village": "33.02.20.2009",
    "head_of_family": "Ma'ruf",
    "mother": "Sulastri",
    "phone": "081234567890",
}
WAYS = {
    "card": Way(Output.CARD),
    "card_validated": Way(Output.CARD, validated=True),
    "letter": Way(Output.DOCUMENT),
    "letter_signed": Way(Output.DOCUMENT, signed=True),
}


def draft(papers: list[str] = PAPERS, **child: object) -> dict[str, Any]:
    """A whole draft, but for what is told otherwise."""
    consent = {"by": "Sulastri", "relation": "mother"}
    return {"child": {**CHILD, **child}, "papers": papers, "consent": consent, "doubts": [REGION_DOUBT]}


def every_way() -> Profile:
    """Kembaran's profile with a kind for each way that there is."""
    kinds = tuple(
        FileKind(
            key=key,
            name={"id": key, "en": key},
            services=("kia",),
            output="card" if way.output is Output.CARD else "document",
            validated=way.validated,
            signed=way.signed,
        )
        for key, way in WAYS.items()
    )
    return kembaran().model_copy(update={"files": Files(kinds=kinds)})


@dataclass
class Filing:
    """Sends requests about files as an officer, unless told otherwise."""

    api: Api

    def ticket(self, service: str = "kia") -> int:
        """The id of a new ticket."""
        return int(self.done(self.api.issue({"service": service}), 201)["ticket"]["id"])

    def open(self, kind: str = "kia_new", ticket_id: int | None = None) -> dict[str, Any]:
        body = {"kind": kind, "ticket_id": ticket_id}
        return self.done(self.api.send("POST", FILES, Role.OFFICER, json=body), 201)

    def write(self, head: dict[str, Any], text: dict[str, Any], role: Role = Role.OFFICER) -> TestResponse:
        body = {"version": head["version"], "draft": text}
        return self.api.send("PUT", f"{FILES}/{head['id']}/draft", role, json=body)

    def written(self, text: dict[str, Any] | None = None, kind: str = "kia_new") -> dict[str, Any]:
        """A file with a whole draft, in nobody's hands."""
        head = self.done(self.write(self.open(kind), text or draft()))
        return self.done(self.send(head, "release"))

    def move(self, head: dict[str, Any], action: str, role: Role = Role.OFFICER, **more: str) -> TestResponse:
        return self.send(head, "moves", role, action=action, version=head["version"], **more)

    def send(
        self, head: dict[str, Any], door: str, role: Role = Role.OFFICER, **body: object
    ) -> TestResponse:
        return self.api.send("POST", f"{FILES}/{head['id']}/{door}", role, json=body or None)

    def read(self, head: dict[str, Any], role: Role = Role.OFFICER) -> dict[str, Any]:
        return self.done(self.api.send("GET", f"{FILES}/{head['id']}", role))

    def done(self, response: TestResponse, status: int = 200) -> dict[str, Any]:
        assert response.status_code == status, response.text
        found: dict[str, Any] = response.get_json()
        return found


def filing_in(office: Office) -> Filing:
    return Filing(build_api(office))


def put(office: Office, kind: str, state: FileState, text: dict[str, Any]) -> dict[str, Any]:
    """A file in any state, as if it had come there; in nobody's hands."""
    bureau = Bureau(office.desk, SEAL)
    said = Draft.model_validate(text)

    def keep(transaction: Transaction) -> dict[str, Any]:
        connection = transaction.connection
        (last,) = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM file").one()
        file_id = store.open_file(
            connection,
            id=last + 1,
            office=office.desk.office,
            kind=kind,
            service="kia",
            state=state,
            version=1,
            subject=bureau.sealed_draft(last + 1, said),
            **{f"{what}_at": MORNING for what in ("opened", "changed", "moved")},
            **{f"{what}_by": "ani" for what in ("opened", "changed", "moved")},
        )
        return {"id": file_id, "version": 1}

    return office.database.write(keep)
