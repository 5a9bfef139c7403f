"""Files as a corner is given them: a book as an EPUB, the photo of a cover."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from PIL import Image

CHAPTERS = (
    "<html><head><title>no</title><script>alert(1)</script></head><body><h1>Hujan</h1>"
    "<p>Hujan <em>turun</em> di kebun.</p><img src='../pictures/rain.png'/></body></html>",
    "<html><body><h2>Reda</h2><p>Lalu reda.</p></body></html>",
)


def make_epub(path: Path) -> None:
    """A book of two chapters and a picture."""
    items = "".join(f'<item id="c{n}" href="text/c{n}.xhtml" media-type="x"/>' for n in range(len(CHAPTERS)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(CHAPTERS)))
    picture = '<item id="p" href="pictures/rain.png" media-type="image/png"/>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "META-INF/container.xml", '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles>'
        )
        manifest = f"<opf:manifest>{items}{picture}</opf:manifest><spine>{spine}</spine>"
        book.writestr("OEBPS/book.opf", manifest.replace("<item ", "<opf:item "))
        for number, text in enumerate(CHAPTERS):
            book.writestr(f"OEBPS/text/c{number}.xhtml", text)
        book.writestr("OEBPS/pictures/rain.png", b"\x89PNG")


@cache
def photo() -> bytes:
    """A cover as a camera makes it."""
    noise = Image.effect_noise((1200, 1600), 60)
    made = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(90, expand=False), noise)).save(made, "jpeg")
    return made.getvalue()
