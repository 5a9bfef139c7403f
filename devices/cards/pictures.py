"""A drawn card as bytes: PNG or JPEG for one side, PDF for two."""

import io
from collections.abc import Collection, Sequence

from PIL import Image

KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "application/pdf": "PDF"}
"""What printers take, the best first; only a PDF holds two sides."""
DPI = 300
"""Written into the file where the picture does not say otherwise; a printer scales by it."""


def best_format(formats: Collection[str], sides: int) -> str | None:
    """The best that is among these formats, if any is."""
    wanted = ["application/pdf"] if sides > 1 else KINDS
    return next((name for name in wanted if name in formats), None)


def encode(sides: Sequence[Image.Image], kind: str) -> bytes:
    """The sides, front first, as `PNG`, `JPEG` or `PDF`; only a PDF holds more than one."""
    data = io.BytesIO()
    dpi = sides[0].info.get("dpi", (DPI, DPI))
    match kind:
        case "PNG":
            sides[0].save(data, kind, dpi=dpi, compress_level=1)
        case "JPEG":
            sides[0].save(data, kind, dpi=dpi, quality=95, subsampling=0)
        case "PDF":
            sides[0].save(
                data, kind, resolution=dpi[0], quality=95, save_all=True, append_images=list(sides[1:])
            )
        case _:
            raise ValueError(kind)
    return data.getvalue()


def stack(sides: Sequence[Image.Image]) -> Image.Image:
    """The sides as one picture, the front above the back."""
    whole = Image.new("RGB", (max(side.width for side in sides), sum(side.height for side in sides)), "white")
    top = 0
    for side in sides:
        whole.paste(side, (0, top))
        top += side.height
    return whole
