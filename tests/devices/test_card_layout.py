"""The layout of a card: in millimetres, and every mistake told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from devices.cards.layout import Card, Layout, default_layout, read_layout
from devices.errors import BadLayout

TEXT = {"kind": "text", "value": "name", "x": 5, "y": 5, "width": 30, "height": 4, "size": "8 pt"}


def layout(*front: dict[str, Any], **card: float) -> Layout:
    return Layout.model_validate({"card": card, "front": front or (TEXT,)})


def test_a_card_is_id_1_at_300_dots_to_the_inch() -> None:
    assert (Card().width, Card().height) == (85.60, 53.98)
    assert Card().size == (1011, 638)


def test_letters_are_given_in_points_or_millimetres() -> None:
    assert Card().letters("8 pt") == 33
    assert Card().letters("2.8 mm") == 33


def test_the_default_layout_has_one_photo_and_a_name_for_each_value() -> None:
    standing = default_layout()
    assert [one.kind for one in standing.front].count("photo") == 1
    assert {"nik", "name", "birth", "valid_until"} <= standing.names
    assert "photo" not in standing.names


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    text = '[[front]]\nkind = "text"\nvalue = "Name"\nx = 1\ny = 1\nwidth = 0\nheight = 4\n'
    path.write_text(f"[card]\ndip = 300\n{text}")
    with pytest.raises(BadLayout) as told:
        read_layout(path)
    lines = told.value.sentence.splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "card dip",
        "front 1 text value",
        "front 1 text width",
        "front 1 text size",
    ]


def test_what_leaves_the_card_or_lies_over_another_is_told_by_name() -> None:
    beyond = {**TEXT, "value": "nik", "x": 70}
    over = {**TEXT, "value": "birth", "y": 8}
    with pytest.raises(ValueError, match=r"nik does not lie on the card; front: name overlaps birth"):
        layout(TEXT, beyond, over)


def test_boxes_may_touch() -> None:
    assert layout(TEXT, {**TEXT, "value": "birth", "y": 9}).names == {"name", "birth"}


def test_an_offset_must_not_push_a_box_off_the_card() -> None:
    assert layout(offset_x=-5).card.offset_x == -5
    with pytest.raises(ValueError, match="name does not lie on the card"):
        layout({**TEXT, "x": 1}, offset_x=-2)


def test_letters_that_would_grow_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="smallest size above its size"):
        layout({**TEXT, "size": "6 pt", "smallest": "3 mm"})


def test_a_layout_with_nothing_on_its_front_is_none() -> None:
    with pytest.raises(ValueError, match="nothing stands on it"):
        Layout.model_validate({"front": ()})


@pytest.mark.parametrize("text", ["[card", "\xff"])
def test_what_is_no_toml_is_told_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadLayout, match=r"office\.toml: "):
        read_layout(tmp_path / "office.toml")
