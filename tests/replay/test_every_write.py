"""Every write of the authorisation matrix, sent again three times in any order, changes nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from queue_core.access.rules import MATRIX
from queue_core.foundation.queueing import Quota
from queue_core.kia.rules.orders import CardWay
from queue_core.web.requests import WRITES
from tests.core.booking import with_figures
from tests.core.http_office import Api, build_api
from tests.core.office import Office, contents, kembaran, open_office
from tests.kia.ordering import office_way
from tests.replay.files_day import play_agency, play_files
from tests.replay.queue_day import QueueDay
from tests.replay.recording import Written, recording_in

WRITING_LINES = {line for line in MATRIX if line.split()[0] in WRITES}
SIGNING_IN = "keeps no answer: it would hold a token"
NOT_PLAYED = {
    "POST /api/v1/sessions": SIGNING_IN,
    "DELETE /api/v1/sessions/current": SIGNING_IN,
    "PUT /api/v1/accounts/me/password": SIGNING_IN,
}
LOOKS = {
    "POST /api/v1/files/search": "who was looked for",
    "POST /api/v1/files/{file_id}/reveal": "a number in full",
    "POST /api/v1/files/{file_id}/phone": "the family's phone",
    "POST /api/v1/files/{file_id}/papers": "a paper with names",
    "POST /api/v1/files/{file_id}/scans/open": "a scanned paper",
    "POST /api/v1/people/export": "all about a person",
    "POST /api/v1/register": "every family of a month",
}
"""Told once and kept nowhere: sent again, each is another look, and says so in the ledger."""
READS = {
    "POST /api/v1/signing/find": "how far a page to sign on is",
    "POST /api/v1/slips/read": "the file of a slip",
    "POST /api/v1/pick-ups/look": "how far what a family came for is",
}
"""What is asked for stands in the body, where no log keeps it: sent again, each is told as it is by then."""

IN_MEMORY = {
    "PUT /api/v1/corner/books": "which families have a book",
    "PUT /api/v1/corner/reading": "how much was read",
    "POST /api/v1/devices/health": "how a device is",
}
"""Told anew again and again, and in no database."""


@dataclass
class Day:
    """What was written on one day, and the office with and without an agency that prints."""

    office: Office
    agency: Office
    log: list[Written]

    def sent_again(self, log: Sequence[Written]) -> None:
        """Each once more, to programs that have just started: what limits a pace begins anew."""
        apis: dict[bool, Api] = {False: build_api(self.office), True: build_api(self.agency)}
        for one in log:
            response = apis[one.agency].send(**one.sent)
            assert response.status_code == one.status, (one.line, response.text)
            assert one.line in LOOKS | READS or response.data == one.answer, one.line


@pytest.fixture(scope="module")
def day(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    counted = with_figures(kembaran(), Quota(by_blanks=True))
    with open_office(staffed, tmp_path_factory.mktemp("day"), profile=counted) as office:
        agency = Office(office.path, clock=office.clock, profile=office_way(CardWay.AGENCY))
        log: list[Written] = []
        QueueDay(recording_in(office, log)).play()
        play_files(recording_in(office, log))
        play_agency(recording_in(agency, log, agency=True))
        yield Day(office, agency, log)
        agency.close()


def test_every_write_of_the_matrix_is_played_or_named_with_its_reason(day: Day) -> None:
    played = {one.line for one in day.log}
    assert played | NOT_PLAYED.keys() == WRITING_LINES
    assert not played & NOT_PLAYED.keys()
    assert played >= LOOKS.keys() | READS.keys()


def test_every_write_leaves_its_row_in_the_ledger(day: Day) -> None:
    silent = {one.line for one in day.log if not one.ledger_rows}
    assert silent == READS.keys() | IN_MEMORY.keys()


def test_all_writes_sent_again_three_times_in_any_order_change_nothing(day: Day) -> None:
    log = 3 * [one for one in day.log if one.line not in LOOKS]
    random.Random(7).shuffle(log)
    before = contents(day.office.path)
    day.sent_again(log)
    assert contents(day.office.path) == before


def test_a_look_sent_again_leaves_rows_in_the_ledger_and_nothing_else(day: Day) -> None:
    for look in (one for one in day.log if one.line in LOOKS):
        before = contents(day.office.path)
        day.sent_again([look])
        after = contents(day.office.path)
        assert {name for name in after if after[name] != before[name]} == {"ledger"}, look.line
