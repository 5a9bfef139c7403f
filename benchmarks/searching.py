"""200,000 files of made-up children: search by name and by NIK, and who is alike when a child comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from types import SimpleNamespace

from sqlalchemy import insert

from benchmarks.figures import Row, milliseconds, percentile
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import WriteRequest, new_request_id
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.kia.rules.life import FileState
from queue_core.kia.service.alike import alike_files
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.comparing import alike_now, compare_ahead
from queue_core.kia.service.indexing import index_what_is_not, nik_token
from queue_core.kia.service.searching import search
from queue_core.kia.store import files
from queue_core.kia.wire.files import FileSearch
from queue_core.kia.wire.subject import Child, Draft
from queue_core.storage import ledger
from queue_core.storage.database import Database
from queue_core.storage.keys import open_seal
from queue_core.storage.schema import create_database
from queue_core.storage.writer import Transaction
from queue_core.tickets.service.desk import Desk
from tests.kia.generated.children import Maker, Someone

FILES, AT_ONCE, ROUNDS = 200_000, 5_000, 400
FILES_CHANGED = 20
"""More than are changed in the tenth of a second between a comparison and its write."""
SEED = 7
COMMON = ("Muhammad", "Siti", "Muhammad Rizki", "Siti Nur", "Ahmad Muhammad", "Putri Ayu")
"""The worst that is typed: words that tens of thousands bear."""


def measure(folder: Path, number: int = FILES) -> list[Row]:
    """Each kind of search in turn; p95 of each."""
    maker = Maker(Random(SEED))  # noqa: S311  not for secrets
    with _bureau(folder / "files.db") as bureau:
        children = _fill(bureau, maker, number)
        index_what_is_not(bureau)
        some = maker.random.sample(children, ROUNDS)
        again = [maker.again(one).name for one in some]
        kinds: dict[str, Callable[[int], None]] = {
            "search by NIK": lambda n: _search(bureau, nik=some[n].nik),
            "search by a name as another clerk writes it": lambda n: _search(bureau, name=again[n]),
            "search by the commonest names": lambda n: _search(bureau, name=COMMON[n % len(COMMON)]),
            "who is alike to a child": lambda n: _alike(bureau, n + 1),
            "what the write still compares of it": _compared_since(bureau),
        }
        return [_row(f"{what}, {number:,} files", act) for what, act in kinds.items()]


@contextmanager
def _bureau(path: Path) -> Iterator[Bureau]:
    create_database(path)
    database = Database(path)
    profile = read_profile("kembaran")
    desk = Desk(
        database=database,
        profile=profile,
        clock=system_clock,
        public_address="",
        catalogues=load_catalogues("queue_core.tickets"),
    )
    yield Bureau(desk, open_seal(path))
    database.close()


def _fill(bureau: Bureau, maker: Maker, number: int) -> Sequence[Someone]:
    """Files that are submitted, so that each is compared with the others."""
    children = [maker.child() for _ in range(number)]
    for start in range(0, number, AT_ONCE):
        rows = [_file(bureau, start + n + 1, one) for n, one in enumerate(children[start : start + AT_ONCE])]
        bureau.desk.database.write(partial(_keep, rows))
    return children


def _keep(rows: list[dict[str, object]], transaction: Transaction) -> None:
    transaction.connection.execute(insert(files.file), rows)


def _file(bureau: Bureau, file_id: int, one: Someone) -> dict[str, object]:
    key = bureau.new_data_key()
    child = Child(name=one.name, nik=one.nik, birth_date=one.birth_date, mother=one.mother, sex=one.sex)
    now = bureau.desk.clock()
    return {
        "id": file_id,
        "office": bureau.desk.office,
        "kind": "kia_new",
        "service": "kia",
        "state": FileState.SUBMITTED,
        "version": 1,
        "subject": bureau.sealed_draft(SimpleNamespace(id=file_id, data_key=key), Draft(child=child)),
        "data_key": key,
        "nik_token": nik_token(bureau, one.nik),
        **{f"{what}_at": now for what in ("opened", "changed", "moved")},
        **{f"{what}_by": "bench" for what in ("opened", "changed", "moved")},
    }


def _search(bureau: Bureau, **wanted: str) -> None:
    write = WriteRequest(new_request_id(), "account:bench", "")
    search(bureau, write, FileSearch.model_validate(wanted))


def _alike(bureau: Bureau, file_id: int) -> None:
    today = bureau.desk.day(bureau.desk.clock())
    bureau.desk.database.read(lambda c: alike_files(bureau, c, bureau.row(c, file_id), today))


def _compared_since(bureau: Bureau) -> Callable[[int], None]:
    """The second half of a comparison, as in the write: so many other files have changed since the first."""
    ahead = [compare_ahead(bureau, n + 1) for n in range(ROUNDS)]
    desk = bureau.desk
    today = desk.day(desk.clock())

    def change_some(transaction: Transaction) -> None:
        for file_id in range(FILES_CHANGED):
            body = {"file": {"id": 1000 + file_id}}
            ledger.append(
                transaction.connection,
                desk.office,
                at=desk.clock(),
                actor="bench",
                action="file_moved",
                body=body,
            )

    desk.database.write(change_some)

    def again(n: int) -> None:
        desk.database.read(lambda c: alike_now(bureau, c, bureau.row(c, n + 1), today, ahead[n]))

    return again


def _row(what: str, act: Callable[[int], None]) -> Row:
    seconds = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        act(number)
        seconds.append(time.perf_counter() - begun)
    figure = f"p95 {milliseconds(percentile(seconds, 0.95))}"
    return Row(what, figure, f"p50 {milliseconds(percentile(seconds, 0.5))}")
