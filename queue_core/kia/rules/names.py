"""Names as people in Indonesia write them: without titles, in one spelling, and as they sound.

Clerks write one name in many ways: abbreviated (Moh., Abd.), in the spelling of before 1972 (Soelastri,
Tjitra), in one of the ways of writing Arabic (Fadhli, Achmad, Syifa), with a title, in another order, or
with the father's name. Each rule below says where it comes from; "ours" is what we know from usage alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FATHER_FOLLOWS = re.compile(r"\b(?:bin|binti)\b.*")
"""'Son of', 'daughter of': what follows is another person's name."""
APOSTROPHES = re.compile(r"['`´‘’ʻʼʿʾ]")
"""The Arabic 'ain and hamza, written or not: Nur'aini, Ma'ruf."""
DEGREE = re.compile(r"\b[a-z]{1,3}\.\s?(?:pd|h|e|kom|sos|t|ag|si|ip|kep|farm|psi|hum|md|keb|m|kes|ak)\b\.?")
"""Academic degrees behind a name without a comma (S.Pd, A.Md.); what stands behind a comma is none of it."""
TITLES = frozenset(
    (
        *("h", "hj", "haji", "hajjah", "hajah", "kh"),
        *("dr", "drs", "dra", "drg", "ir"),
        *("ny", "nyonya", "tn", "tuan", "nn", "ibu", "bapak", "bpk", "sdr", "alm", "almh"),
    )
)
"""Of pilgrimage, study and address; dropped in front of a name alone. Ours."""
WRITTEN_OUT = {
    **dict.fromkeys(["muh", "moh", "moch", "mohd", "mhd", "muhd", "much", "md"], "muhammad"),
    **dict.fromkeys(["abd", "abdl"], "abdul"),
    **dict.fromkeys(["ach", "akh", "ahm"], "ahmad"),
    **dict.fromkeys(["hafid", "khafid", "hafizh"], "hafiz"),
    **dict.fromkeys(["kulsum", "kultsum"], "kalsum"),
    "st": "siti",
    "nor": "nur",
}
"""Abbreviations of names that very many bear, and names that no rule brings together. Ours.

'M.' is an initial: it may be Maria.
"""
MUHAMMAD = re.compile(r"m[uo](?:c|k)?h?am+[aeu][dt]")
COMMON = frozenset({"muhammad", "siti"})
"""Borne before a name of one's own by so many that they tell nobody apart."""

SPELLINGS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"^ch(?=andr|itr)", "c"),  # English spelling of c: Chandra, Chitra; elsewhere ch is the old kh
        # The spellings of Van Ophuijsen (1901) and Soewandi (1947) against that of 1972 (EYD)
        (r"oe", "u"),
        (r"^tj|(?<=[nu])tj", "c"),  # elsewhere t and a j for y: Aditja
        (r"dj", "j"),
        (r"nj(?=[aeiou])", "ny"),
        (r"ph", "f"),
        # Arabic letters that Indonesian has no sound for: as SKB 158/1987 writes them, or simpler
        (r"kh|ch", "h"),
        (r"s[yjhz]|ts|dz", "s"),
        (r"dh$", "s"),  # Hafidh, Hafidz
        (r"dh", "d"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"bh", "b"),
        # One sound, several letters: ours
        (r"qu?|c(?=[kt])", "k"),
        (r"x", "ks"),
        (r"[pv]", "f"),
        (r"(?<=.)z", "s"),  # Rizki, Riski
        (r"ie(?=[^aeiou]|$)", "i"),  # Arief, Srie
        (r"(?<=[bcdfghklmnrstw])[jy](?=[aeiou])", "i"),  # Surya, Soerja; Alya, Alia
        (r"i[jy](?=[aeou])", "i"),  # Satriya, Satria; Juwarijah, Juwariyah
        (r"y(?![aeiou])|(?<=[aeou])j(?![aeiou])", "i"),  # Rizky, Nayla, Najla
        (r"[yz]", "j"),  # Yusuf, Jusuf; Zainal, Jainal
        (r"[ao]i|ae|ei", "e"),  # Husain, Husein; Zainal, Zaenal; Khairul, Khoirul
        (r"a[uw](?=[^aeiou]|$)|aw(?=[iu])", "o"),  # Naufal, Nofal
        (r"uw(?=[aeiou])", "u"),  # Suwarni, Suarni
        (r"o", "a"),  # the Javanese å, written both ways: Santosa, Santoso; and Arabic: Ramadhan, Romadhon
        (r"(.)\1+", r"\1"),  # Annisa, Anisa
        (r"(?<=.)h$", ""),  # Nabilah, Nabila
        (r"d$", "t"),  # Ahmad, Ahmat
    )
)
"""In this order: how a token is written when it is written as it sounds."""
LONGEST_REMEMBERED = 20_000


def tokens(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without titles, degrees, father; abbreviations written out."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = APOSTROPHES.sub("", plain).split(",")[0]
    plain = FATHER_FOLLOWS.sub("", DEGREE.sub("", plain)) or plain
    words = re.findall(r"[a-z]+", plain)
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return tuple(WRITTEN_OUT.get(word, word) for word in words)


@lru_cache(LONGEST_REMEMBERED)
def sound(word: str) -> str:
    """A word as it sounds, in one spelling."""
    if MUHAMMAD.fullmatch(word):
        return "muhamat"
    for pattern, written in SPELLINGS:
        word = pattern.sub(written, word)
    return word


@lru_cache(LONGEST_REMEMBERED)
def skeleton(word: str) -> str:
    """What is left of a word's sound without its vowels, but for a first one: a and o, i and e, are mixed up.

    'Chodijah' and 'Khadijah' both leave 'hdj'.
    """
    sounding = sound(word)
    return sounding[:1] + re.sub(r"[aeiou]|(?<=[^aeiou])h", "", sounding[1:])


def keys(name: str) -> frozenset[str]:
    """The skeletons of a name's words, to look it up by; initials tell too little."""
    return frozenset(skeleton(word) for word in tokens(name) if len(word) > 1)


def telling_keys(name: str) -> frozenset[str]:
    """The keys without those that very many have, unless there are no others."""
    common = frozenset(map(skeleton, COMMON))
    return keys(name) - common or keys(name)
