"""A file's photo and its scanned papers in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from queue_core.foundation.files import PhotoRule
from queue_core.kia.rules.photo import PhotoDoubt, Size
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.pictures import ScanReason, ScanView
from queue_core.officer.more import Entry
from queue_core.officer.photo.tray import Sheet
from queue_core.officer.shift import Shift

PHOTO, SCANS = "photo:", "scans:"
"""The entries of a file that open its photo and its scans."""
FROM_PATH, FROM_FOLDER, OPEN, REMOVE = "path", "folder", "open", "remove"


def entries(shift: Shift, view: FileView) -> Iterator[Entry]:
    """What a file tells of its pictures."""
    if view.photo is not None:
        yield Entry(PHOTO, shift.say("photo.entry", how=state(shift, view)))
    yield Entry(SCANS, shift.say("scans.entry", number=len(view.scans)))


def state(shift: Shift, view: FileView) -> str:
    """How it stands with the photo."""
    photo = view.photo
    if photo is None or not photo.there:
        return shift.say("photo.missing" if photo and photo.needed else "photo.none")
    if photo.doubts:
        return shift.say("photo.doubtful", doubts=doubts(shift, view))
    return shift.say("photo.accepted", reason=photo.accepted) if photo.accepted else shift.say("photo.good")


def doubts(shift: Shift, view: FileView) -> str:
    """What speaks against the photo."""
    found = view.photo.doubts if view.photo else ()
    return ", ".join(_doubt(shift, view, doubt) for doubt in found)


def background(shift: Shift, view: FileView) -> str:
    """The background that is asked for."""
    asked = view.photo.background if view.photo else None
    return shift.say(f"photo.background.{asked}") if asked else shift.say("photo.background.any")


def rule(shift: Shift) -> PhotoRule:
    """What the office's profile asks of a photo."""
    return (shift.office.profile.files.photo if shift.office else None) or PhotoRule()


def shape(shift: Shift) -> Size:
    """The proportions of a photo."""
    asked = rule(shift)
    return Size(asked.width_mm, asked.height_mm)


def sheet_line(shift: Shift, sheet: Sheet) -> str:
    """A file of the scanner's folder. Its name is the scanner's own, and is told to nobody else."""
    return f"{shift.moment(sheet.changed)}  {sheet.path.name}  ({kilobytes(sheet.size)} kB)"


def papers(shift: Shift, view: FileView) -> list[Entry]:
    """The papers of the file, scanned or not, and scans of papers that the file needs no more."""
    known = {scan.paper: scan for scan in view.scans}
    names = {paper.name["id"]: shift.text(paper.name) for paper in view.papers}
    names |= {paper: paper for paper in known if paper not in names}
    return [Entry(paper, _paper(shift, told, known.get(paper))) for paper, told in names.items()]


def choices(shift: Shift, scan: ScanView | None) -> list[Entry]:
    """What can be done with the scan of one paper."""
    ways = (FROM_FOLDER, FROM_PATH) if shift.scans else (FROM_PATH,)
    more = (OPEN, REMOVE) if scan is not None else ()
    return [Entry(what, shift.say(f"scans.do.{what}")) for what in (*ways, *more)]


def reasons(shift: Shift) -> list[Entry]:
    """Why a scanned paper is opened."""
    return [Entry(why, shift.say(f"files.reveal.{why}")) for why in ScanReason]


def kilobytes(size: int) -> int:
    """Bytes in thousands, upwards."""
    return -(-size // 1000)


def _doubt(shift: Shift, view: FileView, doubt: PhotoDoubt) -> str:
    return shift.say(f"photo.doubt.{doubt}", colour=background(shift, view))


def _paper(shift: Shift, paper: str, scan: ScanView | None) -> str:
    if scan is None:
        return shift.say("scans.none", paper=paper)
    told = {"size": kilobytes(scan.size), "who": scan.scanned_by, "at": shift.moment(scan.scanned_at)}
    return shift.say("scans.there", paper=paper, **told)
