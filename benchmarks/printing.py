"""500 cards ordered, loaded, drawn and printed: the real core, the real print station, a virtual printer."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

from PIL import Image
from sqlalchemy import insert

from benchmarks.figures import Row, milliseconds
from benchmarks.office import RunningOffice, office
from benchmarks.processor import processor_seconds
from devices.cards.drawing import draw_card
from devices.cards.hopper import cards_out
from devices.cards.layout import default_layout
from devices.cards.pictures import encode
from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.client.card_face import photo_of, values_of
from queue_core.foundation.clock import system_clock
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import Settings
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.indexing import nik_token
from queue_core.kia.service.photos import Note
from queue_core.kia.store import files, pictures
from queue_core.kia.wire.orders import MOST_AT_ONCE, FilesToPrint, FileToPrint, Loading, OrderHead
from queue_core.kia.wire.subject import Draft
from queue_core.print_station.build import LANGUAGE
from queue_core.stock.rules.serials import following
from queue_core.stock.wire import NewBatch
from queue_core.storage.database import Database
from queue_core.storage.keys import open_seal
from queue_core.storage.writer import Transaction
from queue_core.tickets.service.desk import Desk
from queue_core.up.office import running
from queue_core.up.programs import CORE, PRINT_STATION
from queue_core.up.supervisor import Child
from tests.kia.filing import GOOD, draft
from tests.print_station.fakes import face_of

CARDS = 500
FIRST = "KB000001"
DRAWN_ALONE = 100
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 600


def measure(folder: Path, number: int = CARDS) -> list[Row]:
    """Seconds from the first order to the last card in the hopper, and where a processor spent them."""
    with office(folder, core_only=True, seed=lambda settings: _seed(settings, number)) as running_office:
        station = Child(PRINT_STATION, running_office.layout.settings, None, running_office.layout.log, 1000)
        with running([station], lambda _line: None):
            return _measure(running_office, number)


def _measure(running_office: RunningOffice, number: int) -> list[Row]:
    operator = running_office.officer("operator", Role.SIAK_OPERATOR)
    operator.receive_blanks(NewBatch(first=FIRST, last=following(FIRST, number)[-1]))
    settings, used = running_office.layout.settings, {}
    for program in (CORE, PRINT_STATION):
        used[program] = processor_seconds(program.module, settings)
    begun = time.perf_counter()
    orders = _ordered(operator, number)
    ordered = time.perf_counter()
    _load(operator, orders)
    loaded = time.perf_counter()
    _wait(Path(running_office.settings.print_station.printer.partition(":")[2]), number)
    seconds = time.perf_counter() - begun
    shares = {
        program: (processor_seconds(program.module, settings) - before) / number
        for program, before in used.items()
    }
    drawing = _seconds_to_draw()
    return [
        Row(
            f"{number} cards ordered, loaded, drawn and printed to a virtual printer",
            f"{seconds:.1f} s, {number / seconds:.0f}/s",
            f"ordered in {ordered - begun:.1f} s, loaded in {loaded - ordered:.1f} s; "
            f"one drawn and written as a PNG alone: {milliseconds(drawing)}, "
            f"ratio {seconds / number / drawing:.1f}; "
            f"processor: core {milliseconds(shares[CORE])}, "
            f"station {milliseconds(shares[PRINT_STATION])} a card",
        )
    ]


def _ordered(operator: CoreApi, number: int) -> list[OrderHead]:
    """Orders every card, as many at a time as the core takes."""
    orders: list[OrderHead] = []
    for start in range(0, number, MOST_AT_ONCE):
        wanted = range(start + 1, min(start + MOST_AT_ONCE, number) + 1)
        asked = FilesToPrint(files=tuple(FileToPrint(file_id=one, version=1) for one in wanted))
        orders += [one.order for one in operator.order_prints(asked).files if one.order is not None]
    return orders


def _load(operator: CoreApi, orders: Sequence[OrderHead]) -> None:
    serials = following(FIRST, len(orders))
    for start in range(0, len(orders), MOST_AT_ONCE):
        part = tuple(one.id for one in orders[start : start + MOST_AT_ONCE])
        operator.load_blanks(Loading(orders=part, first=serials[start]))


def _wait(hopper: Path, number: int) -> None:
    """Until every card lies in the hopper, and each once."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while len(found := cards_out(hopper)) < number:
        if time.monotonic() > patience:
            raise TimeoutError(f"{len(found)} of {number} cards came out")
        time.sleep(LOOK_SECONDS)
    if len(set(found)) != number:
        raise ValueError(f"{len(found)} cards came of {number} orders")


def _seconds_to_draw() -> float:
    """What one such card takes in this process, drawn and written for the printer, with nothing beside it."""
    words = load_catalogues("queue_core.client")[LANGUAGE]
    face = face_of(1).model_copy(update={"photo": base64.b64encode(_photo()).decode()})
    layout, begun = default_layout(), time.perf_counter()
    for _ in range(DRAWN_ALONE):
        encode(draw_card(layout, values_of(face, words), photo_of(face)), "PNG")
    return (time.perf_counter() - begun) / DRAWN_ALONE


def _photo() -> bytes:
    """As large as the profile prints it, and as hard to draw as a photo can be."""
    photo = io.BytesIO()
    Image.effect_noise((236, 354), 60).convert("RGB").save(photo, "JPEG", quality=95)
    return photo.getvalue()


def _seed(settings: Settings, number: int) -> None:
    """Files that are recorded, each of another child, with a photo."""
    database = Database(settings.core.database)
    desk = Desk(
        database=database,
        profile=read_profile(settings.core.profile),
        clock=system_clock,
        public_address="",
        catalogues=load_catalogues("queue_core.tickets"),
    )
    bureau = Bureau(desk, open_seal(settings.core.database))
    database.write(lambda transaction: _keep(bureau, transaction, number))
    database.close()


def _keep(bureau: Bureau, transaction: Transaction, number: int) -> None:
    photo = _photo()
    for row, picture in _rows(bureau, photo, number):
        transaction.connection.execute(insert(files.file), row)
        pictures.keep_photo(transaction.connection, **picture)


def _rows(bureau: Bureau, photo: bytes, number: int) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    now, note = bureau.desk.clock(), Note(measured=GOOD).model_dump_json()
    for file_id in range(1, number + 1):
        key, said = bureau.new_data_key(), Draft.model_validate(draft())
        row = SimpleNamespace(id=file_id, data_key=key)
        seal = bureau.seal_of(row)
        yield (
            {
                "id": file_id,
                "office": bureau.desk.office,
                "kind": "kia_new",
                "service": "kia",
                "state": FileState.RECORDED,
                "version": 1,
                "subject": bureau.sealed_draft(row, said),
                "data_key": key,
                "nik_token": nik_token(bureau, said.child.nik),
                **{f"{what}_at": now for what in ("opened", "changed", "moved")},
                **{f"{what}_by": "bench" for what in ("opened", "changed", "moved")},
            },
            {
                "file_id": file_id,
                "office": bureau.desk.office,
                "picture": seal.seal_bytes(photo, bureau.place(file_id, "photo")),
                "note": seal.seal(note, bureau.place(file_id, "photo note")),
                "taken_at": now,
                "taken_by": "bench",
            },
        )


if __name__ == "__main__":
    import tempfile

    from benchmarks.figures import table

    with tempfile.TemporaryDirectory(prefix="kerak-bench-") as where:
        print(table(measure(Path(where, "printing"))))
