"""Which picture stands for a title."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_corner.rules.looks import bands_of, chosen, colour_of, picture_of, spoken_language, theme_of
from reading_corner.service.looks import read_looks

LOOKS = read_looks()


@pytest.mark.parametrize(
    ("name", "ddc", "topics", "theme"),
    [
        ("Kancil", "813", ["Fabel"], "animals"),
        ("Kisah", "398.2", [], "tales"),
        ("Kisah", "599.2", [], "animals"),
        ("Kisah", "523", [], "space"),
        ("Kisah", "629.1", [], "vehicles"),
        ("Kisah", "297.3", [], "faith"),
        ("Kereta malam", None, [], "vehicles"),
        ("Kisah", "", [], "stories"),
        ("Soerat dari Laoet", None, [], "nature"),
    ],
)
def test_a_title_has_the_theme_of_its_subjects_its_number_or_its_name(
    name: str, ddc: str | None, topics: list[str], theme: str
) -> None:
    assert theme_of(LOOKS, name, ddc, topics).key == theme


@given(st.text(), st.none() | st.text(), st.lists(st.text()))
def test_every_title_has_a_theme(name: str, ddc: str | None, topics: list[str]) -> None:
    assert theme_of(LOOKS, name, ddc, topics) in LOOKS.themes


@pytest.mark.parametrize(
    ("ages", "bands"),
    [
        ((4, 6), ["seedling"]),
        ((5, 8), ["seedling", "flower"]),
        ((7, None), ["flower"]),
        ((None, 3), ["sprout"]),
        ((None, None), []),
        ((30, 40), []),
    ],
)
def test_a_title_stands_in_every_age_that_it_is_for(
    ages: tuple[int | None, int | None], bands: list[str]
) -> None:
    assert [band.key for band in bands_of(LOOKS, *ages)] == bands


@pytest.mark.parametrize(
    ("label", "colour"), [("Merah", "red"), ("label BIRU", "blue"), ("kuning tua", "yellow"), ("813", None)]
)
def test_a_label_names_a_colour(label: str, colour: str | None) -> None:
    found = colour_of(LOOKS, label)
    assert (found.key if found else None) == colour


@pytest.mark.parametrize(
    ("language", "voice"),
    [("Inggris", "en"), ("eng", "en"), ("Indonesia", "id"), ("Jawa", "id"), (None, "id")],
)
def test_a_title_is_read_in_its_own_language_or_the_usual_one(language: str | None, voice: str) -> None:
    assert spoken_language(LOOKS, language, "id") == voice


@given(st.text(), st.integers(1, 20))
def test_a_name_always_chooses_the_same(name: str, among: int) -> None:
    assert chosen(name, among) == chosen(name, among) in range(among)


def test_every_theme_age_and_motif_has_its_picture() -> None:
    pictures = files("reading_corner").joinpath("templates", "pictures")
    keys = [one.key for one in LOOKS.themes]
    keys += [band.key for band in LOOKS.bands] + [motif.key for motif in LOOKS.motifs]
    assert [key for key in keys if not pictures.joinpath(f"{key}.svg").is_file()] == []


@pytest.mark.parametrize(
    ("name", "picture"),
    [("Anak ayam hilang", "bird"), ("Nenek dan kucing", "house"), ("Hari Senin", "stories")],
)
def test_a_drawn_cover_shows_what_the_name_tells_of_or_its_theme(name: str, picture: str) -> None:
    assert picture_of(LOOKS, name, LOOKS.themes[-1].key) == picture
