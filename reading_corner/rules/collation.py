"""What the physical description of a book tells of its pages, and nothing that it does not tell."""

from __future__ import annotations

import re

PAGES = re.compile(
    r"(?<!\d)(\d{1,4})\s*(?:hlm|hal|halaman|lembar|pages?|pp?|pgs?|h)(?![a-z])", re.IGNORECASE | re.ASCII
)
"""'32 hlm', 'xiv, 392 p. : ill.', '784p.'. Roman numbers count pages before the text and are left out."""


def pages_of(collation: str) -> int | None:
    """The pages that a collation names; several runs of pages are added up."""
    return sum(int(number) for number in PAGES.findall(collation)) or None
