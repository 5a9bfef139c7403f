"""The ticket's page on a phone, in a real browser against the real core."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, WebSocketRoute, expect

from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import new_page_key, new_request_id
from queue_core.foundation.messages import load_catalogues
from queue_core.tickets.rules.waiting import Spread
from queue_core.tickets.service.habits import Habits
from queue_core.tickets.service.outlook import Prospect, foresee, wire_wait
from queue_core.tickets.service.watching import wait_rule
from queue_core.tickets.wire.offline import LetterWish, OfflineTicket
from queue_core.tickets.wire.tickets import IssuedTicket, NewTicket
from tests.board.conftest import browser
from tests.board.programs import Office, make_office, open_counter, send_everybody_home
from tests.server.asking import asks_over_http

__all__ = ["browser"]
PHONE = ViewportSize(width=390, height=844)
ANSWERS_WAIT = """
const parse = Response.prototype.json;
const gate = new Promise((go) => { window.answer = go; });
Response.prototype.json = function () { return gate.then(() => parse.call(this)); };
"""
"""No answer over HTTP is read until the test lets it."""
OVER = {
    "ID": "Kunjungan ini sudah selesai",
    "JV": "Kunjungan menika sampun rampung",
    "EN": "This visit is over",
}
TWO_PULSES = "() => new Promise((heard) => socket.once('pulse', () => socket.once('pulse', heard)))"
LOSS_IS_NOTICED_MS = 5_000
WIDER_THAN_THE_PHONE = "document.documentElement.scrollWidth > innerWidth"


class Numbers(NamedTuple):
    """Who waits: one ahead, and the family whose page is looked at."""

    ahead: IssuedTicket
    own: IssuedTicket

    @property
    def number(self) -> str:
        return self.own.ticket.number


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all; counter 3 is open."""
    office = make_office(tmp_path_factory.mktemp("office"), staffed)
    office.start("core")
    open_counter(office)
    yield office
    office.end()


@pytest.fixture
def numbers(office: Office) -> Numbers:
    send_everybody_home(office)
    return Numbers(ahead=office.issue(), own=office.issue())


@pytest.fixture
def page(office: Office, numbers: Numbers, browser: Browser) -> Iterator[Page]:
    """A phone that holds the page of a number while one is ahead."""
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce")
    page.goto(address(office, numbers.own.page))
    expect(page.locator("#number")).to_have_text(numbers.number)
    yield page
    page.close()


def address(office: Office, public_page: str) -> str:
    return f"{office.core}/t/{public_page.rsplit('/', 1)[1]}"


def serve_until_called(office: Office, number: str) -> None:
    while office.call() != number:
        office.act("no-show")


def has_no_flaw(page: Page) -> bool:
    flaws = Axe().run(page).generate_snapshot()
    assert flaws == ""
    return not page.evaluate(WIDER_THAN_THE_PHONE)


def test_every_language_has_the_same_sentences() -> None:
    keys = [set(catalogue.sentences) for catalogue in load_catalogues("queue_core.server").values()]
    assert len(keys) > 1
    assert all(one == keys[0] for one in keys)


@pytest.mark.real
def test_a_waiting_family_reads_its_place_and_its_range(page: Page) -> None:
    expect(page.locator("#place")).to_have_text("1 antrean di depan Anda")
    expect(page.locator("#wait")).to_have_text(
        re.compile(r"Biasanya sekitar \d+ menit, jarang lebih dari \d+ menit")
    )
    assert has_no_flaw(page)


@pytest.mark.real
def test_the_page_reckons_the_wait_as_the_core_does(page: Page) -> None:
    habits = Habits(turn_minutes=7.3, spread=Spread(half=0.83, nine_in_ten=2.17))
    prospect = Prospect(counters=3, free=1, habits=habits)
    rule = wait_rule(prospect)
    assert rule is not None
    reckoned = page.evaluate(
        "([rule, places]) => places.map((ahead) => waitFor(rule, ahead))", [rule.model_dump(), [*range(200)]]
    )
    core = [wire_wait(foresee(ahead, prospect).wait) for ahead in range(200)]
    assert reckoned == [wait and wait.model_dump() for wait in core]
    assert page.evaluate("waitFor(null, 3)") is None


@pytest.mark.real
def test_the_page_changes_by_itself_when_somebody_ahead_is_called(page: Page, office: Office) -> None:
    office.call()
    expect(page.locator("#place")).to_have_text("Anda berikutnya")


@pytest.mark.real
def test_an_answer_that_comes_after_the_socket_takes_nothing_back(page: Page, office: Office) -> None:
    page.add_init_script(ANSWERS_WAIT)
    page.reload()
    expect(page.locator("#place")).to_have_text("1 antrean di depan Anda")  # told by the socket
    page.evaluate("window.answer()")
    office.call()
    expect(page.locator("#place")).to_have_text("Anda berikutnya")


@pytest.mark.real
def test_the_page_calls_its_family_with_the_whole_screen(
    page: Page, office: Office, numbers: Numbers
) -> None:
    page.evaluate("navigator.vibrate = (pattern) => { window.buzzed = pattern; return true; }")
    serve_until_called(office, numbers.number)
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    expect(page.locator("#counter-name")).to_have_text("Loket 3")
    expect(page.locator("body")).to_have_class("flash")
    expect(page).to_have_title(f"Loket 3! {numbers.number}")
    expect(page).to_have_title(f"Antrean {numbers.number}")
    assert page.evaluate("window.buzzed.length")
    assert has_no_flaw(page)


def lose_the_second_call(socket: WebSocketRoute) -> None:
    """The message never reaches the phone that the family is called a second time."""
    core = socket.connect_to_server()
    lost: list[str | bytes] = []

    def hear(message: str | bytes) -> None:
        if not lost and '"calls":2' in str(message):
            lost.append(message)
        else:
            socket.send(message)

    core.on_message(hear)


@pytest.mark.real
def test_a_last_message_that_was_lost_is_made_good_within_five_seconds(
    page: Page, office: Office, numbers: Numbers
) -> None:
    page.route_web_socket("**/socket.io/**", lose_the_second_call)
    page.reload()
    expect(page.locator("#link")).to_have_text("Tersambung; halaman ini berubah sendiri")
    serve_until_called(office, numbers.number)
    expect(page.locator("#counter-name")).to_have_text("Loket 3")
    office.act("recall")
    expect(page.locator("#again")).to_have_text("Panggilan ke-2", timeout=LOSS_IS_NOTICED_MS)


@pytest.mark.real
def test_a_page_that_misses_nothing_keeps_its_connection(
    page: Page, office: Office, numbers: Numbers
) -> None:
    expect(page.locator("#link")).to_have_text("Tersambung; halaman ini berubah sendiri")
    page.evaluate("() => { window.ends = 0; socket.on('disconnect', () => { window.ends += 1; }); }")
    serve_until_called(office, numbers.number)
    expect(page.locator("#counter-name")).to_have_text("Loket 3")
    page.evaluate(TWO_PULSES)
    assert page.evaluate("window.ends") == 0


@pytest.mark.real
def test_service_and_end_are_said_in_words(page: Page, office: Office, numbers: Numbers) -> None:
    serve_until_called(office, numbers.number)
    office.act("start")
    expect(page.locator("#headline")).to_have_text("Sedang dilayani")
    office.act("finish")
    expect(page.locator("#headline")).to_have_text("Selesai")
    assert has_no_flaw(page)


@pytest.mark.real
def test_a_family_that_was_passed_is_told_what_to_do(page: Page, office: Office, numbers: Numbers) -> None:
    serve_until_called(office, numbers.number)
    office.act("no-show")
    expect(page.locator("#advice")).to_contain_text("Silakan temui petugas")
    assert has_no_flaw(page)


@pytest.mark.real
def test_a_page_after_the_visit_says_so_and_what_to_do_in_every_language(
    page: Page, numbers: Numbers
) -> None:
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route(re.compile(r"/api/v1/pages/\w+$"), lambda route: route.fulfill(status=410, body="{}"))
    page.reload()
    for language, words in OVER.items():
        page.get_by_role("link", name=language).click()
        expect(page.locator("#headline")).to_have_text(words)
    expect(page.locator("main")).not_to_contain_text(numbers.number)
    expect(page.locator("#help")).to_be_hidden()
    assert has_no_flaw(page)


@pytest.mark.real
def test_a_touch_after_the_visit_is_told_that_it_is_over(page: Page) -> None:
    page.route(re.compile(r"/api/v1/pages/\w+/cancel$"), lambda route: route.fulfill(status=410, body="{}"))
    page.get_by_text("Tidak jadi menunggu?").click()
    page.get_by_role("button", name="Ya, batalkan nomor saya").click()
    expect(page.locator("#headline")).to_have_text(OVER["ID"])


PROMISED = {"being_made": 1, "ready": 0, "due_at": "2099-12-17T08:30:00Z", "late": False}
READY = {"being_made": 0, "ready": 1, "due_at": None, "late": False}


@pytest.mark.real
@pytest.mark.parametrize(
    ("documents", "words"),
    [
        (PROMISED, "Dokumen Anda siap paling lambat Kamis, 17 Desember pukul 15.30."),
        (PROMISED | {"late": True}, "Dokumen Anda seharusnya sudah siap Kamis, 17 Desember pukul 15.30."),
        (PROMISED | {"ready": 1, "due_at": None}, "Sebagian sudah siap diambil. Dokumen Anda sedang dibuat."),
        (READY, "Dokumen Anda sudah siap. Silakan diambil di kantor."),
    ],
)
def test_after_the_visit_the_page_says_by_when_the_document_is_owed_and_that_it_is_ready(
    page: Page, documents: dict[str, object], words: str
) -> None:
    expect(page.locator("#document")).to_be_hidden()
    asks_over_http(page, state="done", documents=documents)
    expect(page.locator("#document")).to_have_text(words)
    expect(page.locator("#advice")).to_contain_text("dapat dibuka lagi sampai dokumen Anda diserahkan")
    assert has_no_flaw(page)


@pytest.mark.real
def test_a_family_that_is_served_late_objects_with_one_tap(page: Page) -> None:
    expect(page.locator("#objection")).to_be_hidden()
    asks_over_http(page, late=True)
    page.get_by_role("button", name="Saya terlambat dilayani").click()
    expect(page.locator("#objection-words")).to_contain_text("sudah diterima kepala seksi")
    expect(page.locator("#object")).to_be_hidden()
    assert has_no_flaw(page)


@pytest.mark.real
def test_a_family_to_which_the_document_is_brought_is_not_asked_to_fetch_it(page: Page) -> None:
    accepted = {"state": "accepted", "reason": "memang terlambat"}
    page.route(re.compile(r"/api/v1/pages/\w+/objection$"), lambda route: route.fulfill(json=accepted))
    asks_over_http(page, state="done", late=True, documents=READY)
    expect(page.locator("#objection-words")).to_contain_text("akan mengantar dokumen kepada Anda")
    expect(page.locator("#document")).to_have_text("Dokumen Anda sudah siap dan akan diantar.")


@pytest.mark.real
def test_a_page_without_the_core_says_how_old_it_is_and_mends_itself(page: Page, office: Office) -> None:
    office.kill("core")
    since = re.compile(r"Terputus sejak [1-9] detik; halaman ini menunjukkan keadaan pukul \d\d\.\d\d")
    expect(page.locator("#link")).to_have_text(since)
    assert has_no_flaw(page)
    office.start("core")
    expect(page.locator("#link")).to_have_text("Tersambung; halaman ini berubah sendiri", timeout=8000)


@pytest.mark.real
def test_without_a_socket_the_page_asks_now_and_then(page: Page, office: Office, numbers: Numbers) -> None:
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.reload()
    serve_until_called(office, numbers.number)
    expect(page.locator("#counter-name")).to_have_text("Loket 3", timeout=8000)


@pytest.mark.real
def test_a_family_asks_for_help_and_is_told_who_comes(page: Page, office: Office) -> None:
    page.get_by_text("Perlu bantuan?").click()
    assert has_no_flaw(page)
    page.get_by_role("button", name="Kursi roda").click()
    expect(page.locator("#help-asked")).to_contain_text("Permintaan sudah sampai ke petugas")
    expect(page.get_by_role("button", name="Kursi roda")).to_have_count(0)
    office.take_help()
    expect(page.locator("#help-asked")).to_contain_text("Petugas sedang menuju ke Anda")
    assert has_no_flaw(page)
    page.get_by_role("button", name="Tidak jadi").click()
    expect(page.locator("#help-asked li")).to_have_count(0)


@pytest.mark.real
def test_a_request_that_did_not_leave_the_phone_is_not_called_sent(page: Page) -> None:
    page.route("**/help", lambda route: route.abort())
    page.get_by_text("Perlu bantuan?").click()
    page.get_by_role("button", name="Kursi roda").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum terkirim")
    expect(page.locator("#help-asked li")).to_have_count(0)


@pytest.mark.real
def test_a_page_that_sends_too_fast_asks_for_a_moment(page: Page) -> None:
    slow = {"status": 429, "headers": {"Retry-After": "6"}, "json": {}}
    page.route("**/help", lambda route: route.fulfill(**slow))
    page.get_by_text("Perlu bantuan?").click()
    page.get_by_role("button", name="Kursi roda").click()
    expect(page.get_by_role("alert")).to_contain_text("Tunggu sebentar")


@pytest.mark.real
def test_the_language_is_remembered_in_the_address_only(page: Page) -> None:
    page.get_by_role("link", name="EN").click()
    expect(page.locator("#place")).to_have_text("1 ticket ahead of you")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("#place")).to_have_text("1 ticket ahead of you")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.real
@pytest.mark.parametrize("key", ["0" * 20, "nonsense", "%22%3E%3Cscript%3E"])
def test_a_wrong_key_gives_a_friendly_page(office: Office, browser: Browser, key: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(f"{office.core}/t/{key}")
    expect(page.locator("#headline")).to_have_text("Nomor belum tercatat")
    expect(page.locator("#advice")).to_contain_text("tanyakan kepada petugas")
    page.close()


@pytest.mark.real
def test_the_page_of_a_kiosk_s_own_number_appears_once_it_has_entered(office: Office, page: Page) -> None:
    book, key = new_request_id(), new_page_key()
    page.goto(f"{office.core}/t/{key}")
    expect(page.locator("#advice")).to_contain_text("nomor Anda berlaku")
    letter = office.kiosk.offline_letter(LetterWish(book=book)).letter
    office.kiosk.enter(
        OfflineTicket(
            book=book,
            letter=letter or "",
            serial=7,
            page_key=key,
            issued_at=system_clock(),
            instead_of=new_request_id(),
            wish=NewTicket(service="kia"),
        )
    )
    expect(page.locator("#number")).to_have_text(f"{letter}007", timeout=12_000)
    expect(page.locator("#link")).to_contain_text("Tersambung")
    serve_until_called(office, f"{letter}007")
    expect(page.locator("#counter-name")).to_have_text("Loket 3")


@pytest.mark.real
def test_a_family_that_goes_home_gives_its_number_up_by_a_second_touch(
    page: Page, office: Office, numbers: Numbers
) -> None:
    expect(page.locator("#withdraw-now")).to_be_hidden()
    page.get_by_text("Tidak jadi menunggu?").click()
    assert has_no_flaw(page)
    page.get_by_role("button", name="Ya, batalkan nomor saya").click()
    expect(page.locator("#headline")).to_have_text("Nomor dibatalkan")
    expect(page.locator("#withdraw")).to_be_hidden()
    assert office.call() == numbers.ahead.ticket.number


@pytest.mark.real
def test_the_page_speaks_javanese(page: Page) -> None:
    page.get_by_role("link", name="JV").click()
    expect(page.locator("#headline")).to_have_text("Ngentosi")
    expect(page.locator("#place")).to_have_text("1 antrean sangajengipun panjenengan")
    assert has_no_flaw(page)
