"""How a name, a date and a number go wrong on their way into a file, each error drawn for itself."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from random import Random

from tests.kia.generated import names

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
OLD_SPELLING = (("sy", "sj"), ("ny", "nj"), ("y", "j"), ("j", "dj"), ("c", "tj"), ("u", "oe"))
"""What Van Ophuijsen wrote, for what has been written since 1972 (EYD)."""
RARE, NOW_AND_THEN, OFTEN = 0.02, 0.06, 0.3


def written_name(random: Random, name: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """A child's name as another clerk writes it."""
    words = [_spelled(random, word, known) if random.random() < OFTEN else word for word in name.split()]
    words = " ".join(words).split()
    if len(words) > 2 and random.random() < NOW_AND_THEN:
        words[-1] = f"{words[-1][0]}."
    if len(words) > 2 and random.random() < NOW_AND_THEN:
        words.pop(random.choice((0, -1)))
    if len(words) > 1 and random.random() < RARE:
        words.insert(0, words.pop())
    text = " ".join(words)
    if len(words) > 1 and random.random() < RARE:
        text = text.replace(" ", random.choice(("", "-", "  ")), 1)
    if random.random() < RARE:
        text = old_spelling(text)
    if random.random() < NOW_AND_THEN:
        text += f" {random.choice(('binti', 'bin', 'Bin'))} {random.choice(names.FATHERS)}"
    return _in_capitals(random, mistyped(random, text, 0.1))


def written_mother(random: Random, name: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """A mother's name as another clerk writes it, or nothing."""
    if random.random() < 0.08:
        return ""
    words = [_spelled(random, word, known) if random.random() < OFTEN else word for word in name.split()]
    if len(words) > 1 and random.random() < NOW_AND_THEN:
        words.pop(random.choice((0, -1)))
    text = " ".join(words)
    if random.random() < NOW_AND_THEN:
        text = old_spelling(text)
    if random.random() < NOW_AND_THEN:
        text = random.choice(names.TITLES) + text
    if random.random() < NOW_AND_THEN:
        text += random.choice(names.DEGREES)
    return _in_capitals(random, mistyped(random, text, 0.08))


def written_date(random: Random, day: date) -> date:
    """A birth date as another clerk types it: swapped, or one digit wrong, now and then."""
    drawn = random.random()
    if drawn < 0.04:
        with suppress(ValueError):
            return day.replace(day=day.month, month=day.day)
    elif drawn < 0.08:
        while True:
            with suppress(ValueError):
                digits = list(f"{day:%d%m%Y}")
                digits[random.randrange(8)] = random.choice("0123456789")
                typed = date(int("".join(digits[4:])), int("".join(digits[2:4])), int("".join(digits[:2])))
                if abs(typed.year - day.year) < 20:
                    return typed
    return day


def written_nik(random: Random, nik: str) -> str:
    """Never the same number: that would find the child for certain. None, mistyped, or a second one."""
    drawn = random.random()
    if drawn < 0.5:
        return ""
    if drawn < 0.8:
        at = random.randrange(15)
        swapped = nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]
        return swapped if swapped != nik else f"{nik[:-1]}{(int(nik[-1]) + 1) % 10}"
    return f"{nik[:12]}{(int(nik[12:]) + 17) % 9999 + 1:04}"


def mistyped(random: Random, text: str, chance: float) -> str:
    """The text with one slip of a finger, at this chance: a neighbouring key, left out, twice, or swapped."""
    places = [at for at, letter in enumerate(text) if letter.isalpha()]
    if len(places) < 4 or random.random() > chance:
        return text
    at = random.choice(places)
    before, letter, after = text[:at], text[at], text[at + 1 :]
    match random.randrange(4):
        case 0:
            return before + _neighbour(random, letter) + after
        case 1:
            return before + after
        case 2:
            return before + letter + letter + after
        case _:
            return before + after[:1] + letter + after[1:]


def old_spelling(text: str) -> str:
    """The whole name as it was written before 1972."""
    letters, at = "", 0
    while at < len(text):
        rest = text[at:].lower()
        spelled = (pair for pair in OLD_SPELLING if rest.startswith(pair[0]))
        now, then = next(spelled, (text[at], text[at]))
        letters += then.capitalize() if text[at].isupper() else then
        at += len(now)
    return letters


def _spelled(random: Random, word: str, known: Mapping[str, tuple[str, ...]]) -> str:
    return random.choice(known.get(word, (word,)))


def _neighbour(random: Random, letter: str) -> str:
    row = next((keys for keys in KEYBOARD if letter.lower() in keys), "")
    at = row.find(letter.lower())
    return random.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)] or [letter])


def _in_capitals(random: Random, text: str) -> str:
    return text.upper() if random.random() < OFTEN else text
