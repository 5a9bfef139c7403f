"""A day of the KIA office over HTTP, in which every write of files, cards, children and stock is done."""

from __future__ import annotations

from typing import Any

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from tests.core.http_office import Api
from tests.kia import children, proposing
from tests.kia.faces import BLUE, face, jpeg
from tests.kia.filing import FILES, NIK, PAPERS, Filing, draft, put
from tests.kia.ordering import OPERATOR, PRINT, STATION, WHY, Ordering
from tests.kia.test_pick_ups import slip

PDF = b"%PDF-1.7\n%%EOF\n"
LETTER_PAPERS = ["Kartu keluarga", "KTP pemohon"]
DRAWING = {"strokes": [[[0, 400], [1000, 0]]]}
Head = dict[str, Any]


def play_files(api: Api) -> None:
    filing = Filing(api)
    _pictures(filing)
    _decisions(filing)
    _same_child(filing)
    _handing_over(filing)
    _children(filing)
    _proposals(filing)
    _stock(filing)
    _cards(filing)
    _sheets(filing)
    _looks(filing)


def play_agency(api: Api) -> None:
    """The one write that is there only where an agency prints the cards."""
    filing = Filing(api)
    file = put(api.office, "kia_new", FileState.RECORDED, draft())
    filing.done(filing.move(file, "order_print", OPERATOR))
    order = filing.read(file)["order"]
    _done(filing, f"{PRINT}/orders/{order['id']}/collected", OPERATOR, serial="AG0001")


def _pictures(filing: Filing) -> None:
    head = filing.done(filing.write(filing.open(), draft()))
    head = _sent(filing, "PUT", head, "photo", jpeg(face(BLUE, (240, 360))))
    head = filing.done(filing.send(head, "photo/accept", version=head["version"], reason="latar sekolah"))
    head = _sent(filing, "DELETE", head, "photo")
    for paper in PAPERS[:2]:
        head = _sent(filing, "PUT", head, "scans", PDF, paper=paper)
    head = _sent(filing, "DELETE", head, "scans", paper=PAPERS[1])
    opened = filing.send(head, "scans/open", paper=PAPERS[0], reason="family_asks")
    assert opened.data == PDF


def _sent(filing: Filing, method: str, head: Head, door: str, data: bytes = b"", **query: str) -> Head:
    path, asked = f"{FILES}/{head['id']}/{door}", {"version": head["version"], **query}
    return filing.done(filing.api.send(method, path, Role.OFFICER, data=data, query_string=asked))


def _decisions(filing: Filing) -> None:
    """A correction is asked for, left, asked for again and agreed to."""
    head = filing.written()
    filing.done(filing.send(head, "hold", from_holder=None))
    head = filing.done(filing.send(head, "release"))
    for action in ("submit", "verify"):
        head = filing.done(filing.move(head, action))
    head = filing.done(filing.move(head, "correct", reason=WHY))
    head = filing.done(filing.send(head, "decline", version=head["version"]))
    head = filing.done(filing.move(head, "correct", reason=WHY))
    filing.done(filing.send(head, "agree", Role.HEAD_OF_SECTION, version=head["version"]))


def _same_child(filing: Filing) -> None:
    said = draft()
    first, second = filing.written(said), filing.written(said)
    filing.done(filing.move(first, "submit"))
    told = {"version": second["version"], "other": first["id"], "reason": WHY}
    filing.done(filing.send(second, "other-child", **told))


def _handing_over(filing: Filing) -> None:
    """One signs on a phone, one at the kiosk, on the page of a file each."""
    for at_kiosk in (False, True):
        head = filing.ready("documents", draft(LETTER_PAPERS))
        filing.done(filing.send(head, "told", channel="phone"))
        sheet = filing.done(filing.send(head, "signature"))
        if at_kiosk:
            named = {"code": sheet["code"]}
            _done(filing, "/api/v1/signing/find", Role.KIOSK, **named)
            _done(filing, "/api/v1/signing/sign", Role.KIOSK, sheet=named, drawing=DRAWING)
        else:
            _done(filing, f"/api/v1/signatures/{sheet['address'].rsplit('/', 1)[1]}", None, **DRAWING)
        filing.done(filing.hand_over(head, signed="drawn"))


def _children(filing: Filing) -> None:
    first, second = (filing.done(children.add(filing, number=number), 201) for number in (1, 2))
    _done(filing, f"{children.CHILDREN}/{first['id']}/file", kind="kia_new")
    _done(filing, f"{children.CHILDREN}/{second['id']}/close", why="died")
    view = filing.done(children.begin(filing, 1))
    filing.done(children.send(filing, view, 1, children.child(3)))


def _proposals(filing: Filing) -> None:
    confirmed, struck = (_proposed(filing, number) for number in (4, 5))
    filing.done(proposing.confirm(filing, confirmed["id"]))
    filing.done(proposing.strike(filing, struck["id"]))
    filing.done(proposing.take_back(filing, confirmed["key"]))


def _proposed(filing: Filing, number: int) -> dict[str, Any]:
    at = filing.api.office.clock.now
    agreed = proposing.consent(at)
    taken = filing.done(proposing.propose(filing, number, consent=agreed), 201)
    return {"key": taken["key"], "id": proposing.newest(filing)["head"]["id"]}


def _stock(filing: Filing) -> None:
    stock = "/api/v1/stock"
    _done(filing, f"{stock}/batches", OPERATOR, first="AB0001", last="AB0009")
    for serial in ("AB0001", "AB0002"):
        _done(filing, f"{stock}/blanks/{serial}/spoil", OPERATOR, reason="lost")
    _done(filing, f"{stock}/blanks/AB0001/agree", Role.HEAD_OF_SECTION)
    _done(filing, f"{stock}/blanks/AB0002/decline", OPERATOR)
    _done(filing, f"{stock}/counts", OPERATOR, drawer=8, printer=0)
    _done(filing, f"{stock}/ribbon", OPERATOR, rolls=2)
    _done(filing, f"{stock}/ribbon/put-in", OPERATOR)
    _done(filing, f"{stock}/ribbon/used-up", OPERATOR)


def _cards(filing: Filing) -> None:
    cards = Ordering(filing)
    file = put(cards.office, "kia_new", FileState.RECORDED, draft())
    wanted = [{"file_id": file["id"], "version": file["version"]}]
    cards.done(cards.send("orders", OPERATOR, files=wanted))
    order = cards.of_file(file["id"])
    cards.done(cards.load([order], cards.serial()))
    cards.done(cards.act(order, "unload"))
    cards.done(cards.load([order], cards.serial()))
    cards.done(cards.act(order, "problem", STATION, problem="offline"))
    order = cards.done(cards.act(order, "take", STATION))
    order = cards.done(cards.said(order, "printed", STATION))
    cards.done(cards.scan(order, order["blank"]))


def _sheets(filing: Filing) -> None:
    """Labels that are printed, and printed again."""
    sheets, corner = "/api/v1/sheets", Role.READING_CORNER
    sent = filing.api.send("POST", sheets, corner, data=PDF, query_string={"kind": "labels"})
    made = filing.done(sent, 201)
    one = f"{sheets}/{made['id']}"
    _done(filing, f"{one}/take", STATION)
    _done(filing, f"{one}/outcome", STATION, outcome="printed")
    _done(filing, f"{one}/again", corner)


def _looks(filing: Filing) -> None:
    """What is looked at: a number, a phone, papers, the register, people."""
    head = filing.ready("documents", draft(LETTER_PAPERS, nik=NIK))
    filing.done(filing.send(head, "reveal", field="nik", reason="family_asks"))
    filing.done(filing.send(head, "phone"))
    assert filing.send(head, "papers", paper="pick_up").status_code == 200
    _done(filing, f"{FILES}/search", nik=NIK)
    _done(filing, "/api/v1/people/export", Role.HEAD_OF_SECTION, nik=NIK, reason="person_asks")
    assert filing.api.send("POST", "/api/v1/register", OPERATOR, json={"year": 2021}).status_code == 200
    _done(filing, "/api/v1/pick-ups/look", Role.KIOSK, number=head["register_number"])
    _done(filing, "/api/v1/slips/read", code=slip(filing.api.office, head["id"]))


def _done(filing: Filing, path: str, role: Role | None = Role.OFFICER, **body: object) -> dict[str, Any]:
    response = filing.api.send("POST", path, role, json=body or None)
    assert response.status_code < 300, (path, response.text)
    told: dict[str, Any] = response.get_json()
    return told
