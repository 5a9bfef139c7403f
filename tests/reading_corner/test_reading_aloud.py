"""What is read aloud: made once, beside the request, kept; and told when there is no voice."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from devices.speech.sound import load
from devices.speech.voice import EspeakVoice
from reading_corner.service.reading_aloud import LONGEST, ReadingAloud, VoiceAway, shortened
from tests.programs import until
from tests.reading_corner.corner import Corner, FakeVoice

START = "/id/clips/start/"


def made(client: FlaskClient, address: str) -> int:
    """The status when it is no longer being made."""
    until(lambda: client.head(address).status_code != 202, 10)
    return client.get(address).status_code


@pytest.mark.database
def test_a_clip_is_made_beside_the_request_and_then_served(client: FlaskClient) -> None:
    first = client.get(START)
    assert (first.status_code, first.headers["Retry-After"]) == (202, "1")
    assert made(client, START) == 200
    answer = client.get(START)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("audio/wav", "no-store")


@pytest.mark.database
def test_a_clip_is_made_once_a_title_and_language(client: FlaskClient, corner: Corner) -> None:
    for _ in range(3):
        assert made(client, "/id/clips/title/1") == made(client, "/en/clips/title/1") == 200
    assert len(corner.voice.spoken) == 1
    assert corner.voice.spoken[0][1] == "id"


@pytest.mark.database
@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/en/clips/start/", "What shall we read? Touch a picture."),
        ("/id/clips/theme/animals", "Hewan. Sentuh satu buku."),
        ("/id/clips/band/seedling", "Buku untuk umur 4 sampai 6 tahun. Sentuh satu buku."),
        ("/id/clips/place/1", "Ambil bukunya di rak merah."),
        ("/id/clips/search/", "Ketik nama buku."),
    ],
)
def test_every_page_is_read_aloud(client: FlaskClient, corner: Corner, address: str, text: str) -> None:
    assert made(client, address) == 200
    assert [spoken for spoken, _ in corner.voice.spoken] == [text]


@pytest.mark.database
def test_a_voice_that_fails_is_told_and_tried_again(client: FlaskClient, corner: Corner) -> None:
    corner.voice.fails = True
    client.get(START)
    until(lambda: client.get(START).status_code == 503, 10)
    corner.voice.fails = False
    until(lambda: client.get(START).status_code == 200, 10)


def test_a_clip_that_failed_leaves_nothing_half_made(tmp_path: Path) -> None:
    voice = FakeVoice()
    voice.fails = True
    aloud = ReadingAloud(tmp_path, voice)
    assert aloud.clip("Gajah", "id") is None
    aloud.make(tmp_path / "gajah.wav", "Gajah", "id")
    assert list(tmp_path.iterdir()) == []


def test_what_failed_is_told_once_and_then_tried_anew(tmp_path: Path) -> None:
    voice = FakeVoice()
    aloud = ReadingAloud(tmp_path, voice)
    voice.fails = True
    aloud.clip("Gajah", "id")
    aloud.step()
    with pytest.raises(VoiceAway, match="espeak-ng"):
        aloud.clip("Gajah", "id")
    voice.fails = False
    aloud.step()
    assert aloud.clip("Gajah", "id") is not None


def test_a_long_text_ends_with_a_sentence_or_a_word() -> None:
    assert shortened("Satu  dua.\n Tiga.") == "Satu dua. Tiga."
    sentences = shortened("Gajah itu lari. " * 100)
    assert len(sentences) <= LONGEST
    assert sentences.endswith("lari.")
    assert not shortened("gajah " * 200).endswith(" ")


@pytest.mark.real
def test_the_projects_own_voice_reads_a_title(tmp_path: Path) -> None:
    voice = EspeakVoice()
    aloud = ReadingAloud(tmp_path, voice)
    try:
        aloud.clip("Kancil dan Dua Belas Buaya. Cerita pendek.", "id")
        aloud.step()
        clip = aloud.clip("Kancil dan Dua Belas Buaya. Cerita pendek.", "id")
    finally:
        voice.close()
    assert clip is not None
    assert load(clip).seconds > 1
