"""Files to test with: a whole draft of one child, kinds for every way, and somebody to send requests."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from types import SimpleNamespace
from typing import Any

from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from queue_core.foundation.files import FileKind, Files
from queue_core.foundation.profile import Profile
from queue_core.kia.rules.life import FileState, Output, Way
from queue_core.kia.rules.photo import Colour, Measured
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.photos import Note
from queue_core.kia.store import files as store
from queue_core.kia.store import pictures
from queue_core.kia.wire.subject import Draft
from queue_core.storage.writer import Transaction
from tests.core.http_office import SEAL, Api, build_api
from tests.core.office import MORNING, Office, kembaran
from tests.kia.generated import children as generated

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
CHILD: dict[str, Any] = {
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
NUMBERS = count(2)
MOTHERS = [name for name in generated.MOTHERS if name != CHILD["mother"]]
RECEIPT = {"receiver": "Sulastri", "relation": "mother", "proof": "identity_card", "last_four": "1234"}
WAYS = {
    "card": Way(Output.CARD),
    "card_validated": Way(Output.CARD, validated=True),
    "letter": Way(Output.DOCUMENT),
    "letter_signed": Way(Output.DOCUMENT, signed=True),
}

GOOD = Measured(Colour.RED, sharpness=500.0, darkest=20, brightest=240, detail=1.5)
JPEG = b"as good as a photo"


def draft(papers: list[str] = PAPERS, **child: object) -> dict[str, Any]:
    """A whole draft of another child each time, but for what is told otherwise: its own NIK and mother."""
    number = next(NUMBERS)
    own = {"nik": f"{NIK[:12]}{number:04}", "mother": MOTHERS[number % len(MOTHERS)]}
    consent = {"by": "Sulastri", "relation": "mother"}
    said = {**CHILD, **own, **child}
    return {"child": said, "papers": papers, "consent": consent, "doubts": [REGION_DOUBT]}


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

    def written(
        self, text: dict[str, Any] | None = None, kind: str = "kia_new", ticket_id: int | None = None
    ) -> dict[str, Any]:
        """A file with a whole draft and a photo, in nobody's hands."""
        head = self.done(self.write(self.open(kind, ticket_id), text or draft()))
        give_photo(self.api.office, head["id"])
        return self.done(self.send(head, "release"))

    def move(self, head: dict[str, Any], action: str, role: Role = Role.OFFICER, **more: str) -> TestResponse:
        return self.send(head, "moves", role, action=action, version=head["version"], **more)

    def ready(self, kind: str = "letter", text: dict[str, Any] | None = None, **more: str) -> dict[str, Any]:
        """A file that came all the way, with its number in the register."""
        head = self.written(text, kind)
        for action in ("submit", "verify"):
            head = self.done(self.move(head, action))
        recorded = self.done(self.move(head, "record", Role.SIAK_OPERATOR))
        return self.done(self.move(recorded, "make_ready", Role.OFFICER, **more))

    def hand_over(
        self,
        head: dict[str, Any],
        role: Role = Role.OFFICER,
        signed: str = "paper",
        slip: str | None = None,
        receipt: dict[str, object] | None = None,
    ) -> TestResponse:
        body = {
            "version": head["version"],
            "receipt": {**RECEIPT, **(receipt or {})},
            "signed": signed,
            "slip": slip,
        }
        return self.send(head, "hand-over", role, **body)

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


def give_photo(office: Office, file_id: int, measured: Measured = GOOD) -> None:
    """A photo in a file, as if it had been taken."""
    bureau = Bureau(office.desk, SEAL)
    seal = bureau.seal_of(office.database.read(lambda connection: bureau.row(connection, file_id)))
    note = Note(measured=measured).model_dump_json()
    kept = {
        "picture": seal.seal_bytes(JPEG, bureau.place(file_id, "photo")),
        "note": seal.seal(note, bureau.place(file_id, "photo note")),
    }
    taken = {"file_id": file_id, "office": office.desk.office, "taken_at": MORNING, "taken_by": "ani"}
    office.database.write(lambda transaction: pictures.keep_photo(transaction.connection, **kept, **taken))


def put(office: Office, kind: str, state: FileState, text: dict[str, Any]) -> dict[str, Any]:
    """A file in any state, as if it had come there; in nobody's hands."""
    bureau, key = Bureau(office.desk, SEAL), Bureau(office.desk, SEAL).new_data_key()
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
            subject=bureau.sealed_draft(SimpleNamespace(id=last + 1, data_key=key), said),
            data_key=key,
            **{f"{what}_at": MORNING for what in ("opened", "changed", "moved")},
            **{f"{what}_by": "ani" for what in ("opened", "changed", "moved")},
        )
        return {"id": file_id, "version": 1}

    head = office.database.write(keep)
    give_photo(office, head["id"])
    return head
