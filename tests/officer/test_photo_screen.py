"""The photo and the scans of a file at the console: taken, framed, saved, accepted, opened."""

from __future__ import annotations

from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.photo import PhotoDoubt
from queue_core.officer.photo.preview import UPPER_HALF
from queue_core.officer.screens.photo import PhotoScreen
from queue_core.tickets.rules.life import TicketState
from tests.kia.faces import face, jpeg
from tests.officer.driving import Driver, choose, go_on, labels, picture, press, screen_of, settled, words
from tests.officer.fake_files import PAPERS, file_head, file_view
from tests.officer.fake_pictures import NO_PHOTO, PDF
from tests.officer.fakes import FakeCore, FakeLink, console, refusal, work

pytestmark = pytest.mark.real


def at_work(state: FileState = FileState.DRAFT, **more: object) -> FakeCore:
    core = FakeCore(here=work(TicketState.SERVING), **more)  # type: ignore[arg-type]  # what a test lays out
    core.kept = {1: file_view(file_head(1, state), photo=NO_PHOTO)}
    return core


async def open_part(pilot: Driver, link: FakeLink, entry: str) -> None:
    await go_on(pilot, link)
    await press(pilot, "o")
    await choose(pilot, "file:1")
    await choose(pilot, entry)


async def type_line(pilot: Driver, line: str) -> None:
    screen_of(pilot).query_one("#line").value = line  # type: ignore[attr-defined]
    await press(pilot, "enter")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(face()))
    return path


async def test_a_picture_from_a_path_is_shown_framed_and_saved(source: Path) -> None:
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        assert "belum ada" in picture(pilot)
        await press(pilot, "b")
        await type_line(pilot, str(source))
        assert UPPER_HALF * 20 in picture(pilot)
        await press(pilot, "right", "up", "plus", "enter")
        assert core.filed == ["photo 1 v1 550 200 1100"]
        assert core.pictures[1] == source.read_bytes()
        assert source.exists()


async def test_the_scanners_file_goes_only_after_the_core_has_it(source: Path) -> None:
    core, link = at_work(), FakeLink()
    app = console(core, link)
    app.shift.scans = source.parent
    async with app.run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        await press(pilot, "s", "enter")
        core.refuses_file = refusal("file-changed")
        await press(pilot, "enter")
        assert source.exists()
        assert labels(pilot)["enter"] == "Simpan"
        await press(pilot, "enter")
        assert not source.exists()


async def test_what_is_refused_is_told_in_words_and_can_be_let_go(tmp_path: Path) -> None:
    bad = tmp_path / "photo.jpg"
    bad.write_bytes(b"<svg/>")
    core, link = at_work(), FakeLink()
    async with console(core, link).run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        await press(pilot, "b")
        await type_line(pilot, str(bad))
        assert "tidak dapat ditampilkan" in words(pilot)
        core.refuses_file = refusal("not-a-picture")
        await press(pilot, "enter")
        assert "bukan gambar" in words(pilot)
        await press(pilot, "escape")
        assert "enter" not in labels(pilot)


async def test_a_doubtful_photo_is_accepted_with_a_reason(source: Path) -> None:
    core, link = at_work(doubts=(PhotoDoubt.BACKGROUND, PhotoDoubt.DARK)), FakeLink()
    async with console(core, link).run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        await press(pilot, "b")
        await type_line(pilot, str(source))
        await press(pilot, "enter")
        assert "latarnya bukan merah, terlalu gelap" in picture(pilot)
        await press(pilot, "a")
        await type_line(pilot, "latar milik sekolah")
        assert core.filed[-1] == "accept 1 latar milik sekolah"
        assert "diterima" in picture(pilot)


async def test_a_photo_is_taken_away_after_a_question(source: Path) -> None:
    core, link = at_work(), FakeLink()
    core.kept[1] = core.kept[1].model_copy(update={"photo": NO_PHOTO.model_copy(update={"there": True})})
    core.pictures[1] = source.read_bytes()
    async with console(core, link).run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        await press(pilot, "delete", "n")
        assert core.filed == []
        await press(pilot, "delete", "y")
        assert core.filed == ["remove photo 1 v1"]


async def test_the_camera_page_brings_a_picture_and_goes_with_the_screen() -> None:
    core, link, told = at_work(), FakeLink(), []
    app = console(core, link)
    app.shift.show_page = lambda address: not told.append(address)  # type: ignore[func-returns-value]
    async with app.run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        await press(pilot, "c")
        page, token = str(told[0]).split("#")
        assert page in words(pilot)
        sent = Request(f"{page}picture", jpeg(face()), {"X-Camera-Token": token})
        with urlopen(sent) as answer:
            assert answer.status == 204
        await settled(pilot)
        assert UPPER_HALF * 20 in picture(pilot)
        await press(pilot, "escape", "escape")
        with pytest.raises(OSError, match="refused"):
            urlopen(page)


async def test_after_approval_the_photo_is_only_looked_at(source: Path) -> None:
    core, link = at_work(FileState.RECORDED), FakeLink()
    core.kept[1] = core.kept[1].model_copy(update={"photo": NO_PHOTO.model_copy(update={"there": True})})
    core.pictures[1] = source.read_bytes()
    async with console(core, link).run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "photo:")
        assert isinstance(screen_of(pilot), PhotoScreen)
        assert UPPER_HALF * 20 in picture(pilot)
        assert set(labels(pilot)) == {"escape"}


async def test_a_paper_is_scanned_opened_with_a_reason_and_taken_away(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    core, link, told = at_work(), FakeLink(), []
    app = console(core, link)
    app.shift.scans = tmp_path
    app.shift.show_page = lambda address: not told.append(address)  # type: ignore[func-returns-value]
    async with app.run_test(size=(100, 36)) as pilot:
        await open_part(pilot, link, "scans:")
        await choose(pilot, PAPERS[1])
        await choose(pilot, "folder")
        await choose(pilot, "0")
        assert not scan.exists()
        assert f"[x] {PAPERS[1]}" in picture(pilot)
        await choose(pilot, PAPERS[1])
        await choose(pilot, "open")
        await choose(pilot, "family_asks")
        with urlopen(str(told[0])) as shown:
            assert shown.read() == PDF
        await choose(pilot, PAPERS[1])
        await choose(pilot, "remove")
        await press(pilot, "y")
        assert [deed.split(maxsplit=1)[0] for deed in core.filed] == ["scan", "open", "remove"]
