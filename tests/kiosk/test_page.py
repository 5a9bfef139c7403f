"""The touch page in a real browser, on a kiosk with a fake core and a fake printer."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from devices.printing.paper import Line, Style
from devices.printing.port import Outcome
from queue_core.foundation.queueing import Quota
from queue_core.tickets.rules.hours import Standing as Shown
from queue_core.tickets.wire.availability import ServiceAvailability
from tests.kiosk.fakes import MORNING, TOMORROW, FakeKiosk, kembaran

pytestmark = pytest.mark.real
SEVEN_TO_ONE = {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}}


def service(page: Page, name: str = "Kartu Identitas Anak") -> Locator:
    return page.get_by_role("button", name=name)


def take_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Ambil nomor")


def take_ticket(page: Page) -> None:
    service(page).tap()
    take_button(page).tap()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=SEVEN_TO_ONE).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_two_touches_lead_to_a_number(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    take_button(page).tap()
    expect(heading(page)).to_have_text("Nomor antrean Anda A012")
    expect(page.get_by_role("heading", name="Silakan ambil kertas")).to_be_visible()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    assert len(kiosk.printer.papers) == 1


def test_the_tiles_tell_how_many_wait(page: Page) -> None:
    expect(service(page)).to_contain_text("3 menunggu · 10–35 menit")
    expect(service(page, "Layanan dengan pendampingan")).to_contain_text("Belum ada yang menunggu")


def test_the_papers_are_shown_by_the_childs_age(page: Page) -> None:
    service(page).tap()
    expect(page.get_by_role("heading", name="Anak 0 sampai 4 tahun")).to_be_visible()
    expect(page.get_by_role("heading", name="Anak 5 sampai 16 tahun")).to_be_visible()
    expect(page.get_by_text("Selesai dalam 1 hari kerja")).to_be_visible()


def test_a_range_of_days_is_told_as_a_range(page: Page) -> None:
    service(page, "KIA kolektif sekolah").tap()
    expect(page.get_by_text("Selesai dalam 1 sampai 7 hari kerja")).to_be_visible()


def test_a_reason_is_chosen_and_unchosen_by_touch(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    elderly = page.get_by_role("button", name="Lansia")
    expect(elderly).to_have_attribute("aria-pressed", "false")
    elderly.tap()
    expect(elderly).to_have_attribute("aria-pressed", "true")
    elderly.tap()
    take_button(page).tap()
    expect(heading(page)).to_contain_text("A012")
    assert kiosk.core.wishes[0].reason is None


def test_every_reason_leads_to_the_one_priority_lane(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    page.get_by_role("button", name="Penyandang disabilitas").tap()
    page.get_by_role("button", name="Ibu hamil").tap()
    take_button(page).tap()
    expect(heading(page)).to_contain_text("C012")
    assert kiosk.core.wishes[0].reason == "pregnant_or_breastfeeding"


def test_fifty_taps_give_one_ticket(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    take_button(page).evaluate("button => { for (let i = 0; i < 50; i++) button.click() }")
    expect(heading(page)).to_contain_text("A012")
    assert len(kiosk.core.wishes) == len(kiosk.printer.papers) == 1


def test_a_failed_slip_is_said_and_the_number_is_larger(page: Page, kiosk: FakeKiosk) -> None:
    take_ticket(page)
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    printed = page.locator(".number").evaluate(size)
    page.get_by_role("button", name="Selesai").tap()
    kiosk.printer.outcome = Outcome.out_of_paper
    take_ticket(page)
    expect(page.get_by_role("heading", name="Kertas antrean tidak tercetak")).to_be_visible()
    expect(page.get_by_text("Sudah dicatat")).to_be_visible()
    assert page.locator(".number").evaluate(size) > printed


def test_a_core_that_is_away_is_said_and_the_way_back_is_by_itself(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.disconnect()
    expect(heading(page)).to_have_text("Mesin antrean sedang tidak terhubung")
    expect(page.locator(".tile")).to_have_count(0)
    kiosk.connect()
    expect(page.locator(".tile")).to_have_count(5)


def test_a_kiosk_that_is_cut_off_gives_a_number_in_two_touches(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    expect(page.get_by_text("Nomor dari mesin ini tetap berlaku")).to_be_visible()
    expect(service(page)).not_to_contain_text("menunggu")
    assert violations(page) == []
    take_ticket(page)
    expect(heading(page)).to_have_text("Nomor antrean Anda K001")
    expect(page.get_by_text("segera diketahui")).to_be_visible()
    expect(page.get_by_role("img", name="Kode QR")).to_be_visible()
    assert violations(page) == []
    assert Line(Style.huge, "K001") in kiosk.printer.papers[0]


def test_a_kiosk_that_is_back_offers_the_core_s_numbers_again(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.cut_off()
    expect(page.get_by_text("Nomor dari mesin ini tetap berlaku")).to_be_visible()
    kiosk.back()
    expect(page.locator(".alone")).to_have_count(0)
    expect(service(page)).to_contain_text("3 menunggu")


def test_a_service_with_a_quota_sends_to_an_officer_while_cut_off(page: Page, kiosk: FakeKiosk) -> None:
    first, *others = kembaran().services
    limited = first.model_copy(update={"quota": Quota(per_day=20)})
    kiosk.core.profile = kembaran().model_copy(update={"services": (limited, *others)})
    kiosk.cut_off()
    expect(service(page)).to_contain_text("Silakan ke petugas")
    service(page).tap()
    expect(page.get_by_role("status").filter(has_text="perlu sambungan")).to_be_visible()
    expect(take_button(page)).to_have_count(0)


def test_a_core_that_goes_during_the_visit_can_be_asked_again(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.away = True
    take_ticket(page)
    expect(page.get_by_text("Belum diketahui apakah nomor Anda")).to_be_visible()
    kiosk.core.away = False
    page.get_by_role("button", name="Coba lagi").tap()
    expect(heading(page)).to_contain_text("A012")


def test_asked_again_in_another_language_it_is_still_the_same_request(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.away = True
    take_ticket(page)
    page.get_by_role("button", name="English").tap()
    kiosk.core.away = False
    page.get_by_role("button", name="Try again").tap()
    expect(heading(page)).to_contain_text("A012")
    assert [wish.language for wish in kiosk.core.wishes] == ["id"]


def test_a_full_lane_is_told_in_words(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.refuses = "lane-full"
    take_ticket(page)
    expect(heading(page)).to_have_text("Nomor hari ini sudah habis")


def test_a_refusal_of_next_year_is_told_in_the_general_words(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.refuses = "something-of-next-year"
    take_ticket(page)
    expect(heading(page)).to_have_text("Nomor tidak dapat diambil")


def test_a_revoked_device_has_words_for_the_technician(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.disconnect(refused="not-signed-in")
    expect(page.get_by_text("kerak device enrol")).to_be_visible()


def test_an_idle_visit_is_warned_and_then_forgotten(page: Page) -> None:
    service(page).tap()
    page.get_by_role("button", name="Lansia").tap()
    page.clock.run_for(60_500)
    expect(page.get_by_role("alertdialog", name="Masih di sini?")).to_be_visible()
    page.clock.run_for(20_500)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(page.locator(".tile")).to_have_count(5)
    service(page).tap()
    expect(page.locator("[aria-pressed=true][data-reason]")).to_have_count(0)


def test_any_touch_takes_the_warning_back_and_does_nothing_else(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    where = take_button(page).bounding_box()
    assert where is not None
    page.clock.run_for(75_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    page.touchscreen.tap(where["x"] + 40, where["y"] + 40)
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.run_for(55_000)
    expect(take_button(page)).to_be_visible()
    assert not kiosk.core.wishes


def test_the_result_goes_away_by_itself_and_leaves_nothing(page: Page) -> None:
    before = page.locator("body").inner_html()
    service(page).tap()
    page.get_by_role("button", name="Lansia").tap()
    take_button(page).tap()
    expect(page.locator("#closing")).to_contain_text("detik")
    page.clock.run_for(46_000)
    expect(page.locator(".tile")).to_have_count(5)
    assert page.locator("body").inner_html() == before
    assert page.evaluate("[localStorage.length, sessionStorage.length, history.length]") == [0, 0, 2]
    assert page.evaluate("document.cookie") == ""


def test_a_touch_gives_the_result_its_whole_time_again(page: Page) -> None:
    take_ticket(page)
    expect(heading(page)).to_contain_text("A012")  # the moved clock would end a request on its way, too
    page.clock.run_for(40_000)
    page.touchscreen.tap(500, 700)
    page.clock.run_for(40_000)
    expect(heading(page)).to_contain_text("A012")


def test_the_language_switches_every_word_and_goes_back_for_the_next_family(page: Page) -> None:
    page.get_by_role("button", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="Child's identity card").tap()
    page.get_by_role("button", name="Take a number").tap()
    expect(heading(page)).to_have_text("Your queue number A012")
    page.get_by_role("button", name="Done", exact=True).tap()
    expect(heading(page)).to_have_text("Selamat datang")


def test_the_keyboard_alone_takes_a_ticket(page: Page) -> None:
    service(page).focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    take_button(page).focus()
    page.keyboard.press("Space")
    expect(heading(page)).to_contain_text("A012")
    expect(heading(page)).to_be_focused()


def test_a_demonstration_is_marked_on_every_screen(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.demonstration = True
    kiosk.connect()
    for step in (service(page), take_button(page)):
        expect(page.get_by_text("DEMONSTRASI")).to_be_visible()
        step.tap()
    expect(page.get_by_text("DEMONSTRASI")).to_be_visible()


@pytest.mark.parametrize("language", ["Bahasa Indonesia", "English"])
@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800)], ids=["portrait", "landscape"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    page: Page, kiosk: FakeKiosk, size: tuple[int, int], language: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    kiosk.core.demonstration = True
    kiosk.printer.outcome = Outcome.cover_open
    kiosk.connect()
    expect(page.locator("#band")).to_be_visible()
    page.get_by_role("button", name=language).tap()
    for step in (".tile", "#take", ".actions .primary"):
        assert violations(page) == []
        assert not page.locator("#screen").evaluate("node => node.scrollHeight > node.clientHeight")
        page.locator(step).first.tap()


def test_axe_finds_nothing_while_the_core_is_away(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.disconnect()
    expect(heading(page)).to_contain_text("tidak terhubung")
    assert violations(page) == []


def test_axe_finds_nothing_in_the_warning(page: Page) -> None:
    service(page).tap()
    page.clock.run_for(61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert violations(page) == []


def test_every_target_is_large_enough_for_a_finger(page: Page) -> None:
    smallest = "nodes => Math.min(...nodes.map(n => Math.min(n.offsetWidth, n.offsetHeight)))"
    assert page.locator("button:visible").evaluate_all(smallest) >= 64
    service(page).tap()
    assert page.locator("button:visible").evaluate_all(smallest) >= 64


def test_a_tile_tells_what_is_left_or_when_to_come_instead(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.offers = [
        ServiceAvailability(service="kia", standing=Shown.OPEN, left=12),
        ServiceAvailability(service="kia_group", standing=Shown.NOT_YET, come_at=MORNING),
        ServiceAvailability(service="documents", standing=Shown.OVER, come_at=TOMORROW),
    ]
    expect(service(page)).to_contain_text("Sisa 12 nomor")
    expect(service(page, "KIA kolektif sekolah")).to_contain_text("Buka pukul 09.00")
    expect(service(page, "Dokumen kependudukan")).to_contain_text("Buka lagi Selasa, 24 Nov, pukul 08.00")
    assert violations(page) == []


def test_where_no_number_is_left_there_is_nothing_to_take(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.offers = [ServiceAvailability(service="kia", standing=Shown.FULL, left=0, come_at=TOMORROW)]
    expect(service(page)).to_contain_text("Nomor habis")
    service(page).tap()
    expect(page.get_by_text("Nomor habis. Datanglah Selasa")).to_be_visible()
    expect(take_button(page)).to_have_count(0)
    assert violations(page) == []


def test_a_family_leaves_with_a_number_of_the_next_days_list(page: Page, kiosk: FakeKiosk) -> None:
    kiosk.core.offers = [
        ServiceAvailability(
            service="kia", standing=Shown.FULL, left=0, come_at=TOMORROW, next_day_at=TOMORROW
        )
    ]
    expect(service(page)).to_contain_text("Nomor habis")
    service(page).tap()
    take_button(page).tap()
    expect(heading(page)).to_contain_text("A012")
    expect(page.get_by_text("Datanglah Selasa, 24 Nov, pukul 08.00")).to_be_visible()
    assert kiosk.core.wishes[0].next_day


def test_the_number_of_children_is_one_touch_that_nobody_needs(page: Page, kiosk: FakeKiosk) -> None:
    service(page).tap()
    expect(page.get_by_text("1 anak")).to_be_visible()
    page.get_by_role("button", name="Kurangi satu anak").tap()
    for _ in range(2):
        page.get_by_role("button", name="Tambah satu anak").tap()
    expect(page.get_by_text("3 anak")).to_be_visible()
    take_button(page).tap()
    expect(heading(page)).to_contain_text("A012")
    assert kiosk.core.wishes[0].children == 3
