"""A number of the queue is told its time, and shown titles that fit into it."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from reading_corner.rules.calling import NumberNow, Standing
from tests.reading_corner.corner import Corner
from tests.reading_corner.lending_desk import PAGE, PAGE_NUMBER

pytestmark = pytest.mark.database
ID = {"Idempotency-Key": "request-0001"}


def told(client: FlaskClient, typed: str, **more: Any) -> tuple[str, list[str]]:  # noqa: ANN401  a body
    asked = {"typed": typed, "language": "id", **more}
    answer = client.post("/api/fitting", json=asked, headers=ID).get_json()
    return answer["told"], [hit["name"] for hit in answer["hits"]]


def test_titles_that_fit_the_wait_are_shown_the_longest_first(client: FlaskClient, corner: Corner) -> None:
    corner.numbers["A012"] = NumberNow(Standing.WAITING, before=5, half=6)
    words, names = told(client, "a012", age=5)
    assert words == "Kira-kira 6 menit lagi. Buku ini cukup waktunya."
    assert set(names[:2]) == {"Gajah Kecil Belajar Berenang", "Nenek Pulang Kampung"}
    assert "Bulan di Atas Serayu" not in names


def test_a_book_that_is_out_is_not_offered(client: FlaskClient, corner: Corner) -> None:
    corner.numbers["A012"] = NumberNow(Standing.WAITING, before=5, half=6)
    corner.lend(1)
    assert "Gajah Kecil Belajar Berenang" not in told(client, "A012", age=5)[1]


def test_while_no_counter_serves_short_books_are_shown(client: FlaskClient, corner: Corner) -> None:
    corner.numbers["A012"] = NumberNow(Standing.WAITING, before=5)
    words, names = told(client, "A012")
    assert words.startswith("Lamanya belum diketahui")
    assert names


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            NumberNow(Standing.NEAR, before=1, half=4),
            "Sebentar lagi nomormu dipanggil. Kembalikan bukumu, ya.",
        ),
        (NumberNow(Standing.CALLED, counter=3), "Nomormu dipanggil di loket 3. Kembalikan bukumu, ya."),
        (NumberNow(Standing.CALLED), "Nomormu sudah dipanggil. Kembalikan bukumu, ya."),
        (NumberNow(Standing.ASIDE), "Tanyakan nomormu kepada petugas."),
        (NumberNow(Standing.OVER), "Nomor ini tidak ada di antrean hari ini."),
    ],
)
def test_who_has_no_time_is_told_so(client: FlaskClient, corner: Corner, now: NumberNow, words: str) -> None:
    corner.numbers["A012"] = now
    assert told(client, "A012") == (words, [])


def test_a_slip_is_scanned(client: FlaskClient, corner: Corner) -> None:
    corner.numbers[PAGE_NUMBER] = NumberNow(Standing.NEAR, before=1)
    assert told(client, f"https://antrean.kembaran.example/t/{PAGE}")[0].startswith("Sebentar lagi")
    assert told(client, "https://antrean.kembaran.example/t/ffffffffffffffffffff") == ("", [])


def test_without_the_core_nothing_is_said_of_a_number(client: FlaskClient) -> None:
    assert told(client, "A012") == ("Antrean sedang tidak terhubung. Pilih buku lewat gambar, ya.", [])


@pytest.mark.parametrize("typed", ["", "A", "9902014205200001", "x" * 500, "\u2014"])
def test_what_is_no_number_is_told_nothing(client: FlaskClient, typed: str) -> None:
    assert told(client, typed) == ("", [])


def test_a_number_is_never_asked_for_in_an_address(client: FlaskClient) -> None:
    assert client.get("/api/fitting", query_string={"typed": "A012", "language": "id"}).status_code == 405


@pytest.mark.parametrize("age", [None, -5, 999])
def test_an_age_that_cannot_be_is_none(client: FlaskClient, corner: Corner, age: int | None) -> None:
    corner.numbers["A012"] = NumberNow(Standing.WAITING, before=5, half=60)
    assert told(client, "A012", age=age) == told(client, "A012")
