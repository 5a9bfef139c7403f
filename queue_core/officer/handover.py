"""The end of a file's way in words: what can be printed, the form of handing over, what is to be fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from babel.dates import format_date
from pydantic import ValidationError

from queue_core.access.rules import REGISTER_ROLES
from queue_core.kia.rules.handover import Channel, Proof, ReceiverIs, Signed
from queue_core.kia.rules.life import TO_BE_WRITTEN, FileState
from queue_core.kia.wire.files import FileHead, FileView
from queue_core.kia.wire.handover import (
    HandOver,
    PaperKind,
    ReadyFile,
    ReadyFiles,
    Receipt,
    RegisterFormat,
    WantedRegister,
)
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift

RECEIVER, RELATION, WORD, PROOF, SHOWN, SIGNED = (
    "receiver",
    "relation",
    "word",
    "proof",
    "shown",
    "signed",
)
ROWS = (RECEIVER, RELATION, WORD, PROOF, SHOWN, SIGNED)
CHOICES: Mapping[str, type[ReceiverIs] | type[Proof] | type[Signed]] = {
    RELATION: ReceiverIs,
    PROOF: Proof,
    SIGNED: Signed,
}
PREVIEW = "preview:"
"""The entry that saves a picture of the card, with CONTOH across it."""
SLIP_BEGINS = "KERAK/"
MONTHS_BACK = 12


def prints(shift: Shift, view: FileView) -> Iterator[Entry]:
    """The papers that can be made of a file now."""
    state = view.head.state
    lacking = bool(view.missing) or any(not paper.there for paper in view.papers)
    if state in (FileState.READY, FileState.HANDED_OVER):
        yield _print(shift, PaperKind.RECEIPT)
    if state in TO_BE_WRITTEN and lacking:
        yield _print(shift, PaperKind.MISSING)
        yield Entry("aloud:", shift.say("ending.aloud"))
    if view.head.register_number is not None and state is FileState.READY:
        yield _print(shift, PaperKind.PICK_UP)
    if view.card is not None and not view.missing:
        yield Entry(PREVIEW, shift.say("ending.print.preview"))


def wants_shelf(shift: Shift) -> bool:
    """Whether nothing is made ready without its place."""
    return bool(shift.office and shift.office.profile.files.handover.shelf)


def choices(shift: Shift, row: str) -> list[tuple[str, str]]:
    """What a row of the form offers to choose from."""
    return [(shift.say(f"ending.{row}.{one}"), str(one)) for one in CHOICES[row]] if row in CHOICES else []


def given(texts: Mapping[str, str], version: int) -> HandOver:
    """What the form says. Raises ValueError with the key of the sentence that says what is missing."""
    for row in (RECEIVER, RELATION, PROOF, SIGNED):
        if not texts[row].strip():
            raise ValueError("ending.fill_in")
    slip = texts[PROOF] == Proof.PICK_UP_SLIP
    shown = texts[SHOWN].strip()
    try:
        receipt = Receipt(
            receiver=texts[RECEIVER],
            relation=ReceiverIs(texts[RELATION]),
            relation_word=texts[WORD] if texts[RELATION] == ReceiverIs.OTHER else "",
            proof=Proof(texts[PROOF]),
            last_four=None if slip else shown,
        )
        return HandOver(
            version=version, receipt=receipt, slip=shown if slip else None, signed=Signed(texts[SIGNED])
        )
    except ValidationError:
        raise ValueError("ending.bad_slip" if slip else "ending.bad_proof") from None


def is_slip(text: str) -> bool:
    """Whether what stands in the search line was scanned from a pick-up slip."""
    return text.strip().upper().startswith(SLIP_BEGINS)


def waiting(shift: Shift, found: ReadyFiles) -> list[Entry]:
    """What waits to be fetched, a line each: by number alone."""
    return [Entry(f"ready:{one.head.id}", ", ".join(_waits(shift, one))) for one in found.files]


def telling(shift: Shift) -> list[Entry]:
    """What can be done about one that waits."""
    told = [Entry(f"told:{one}", shift.say(f"ending.told.{one}")) for one in Channel]
    return [
        Entry("phone:", shift.say("ending.phone")),
        Entry("link:", shift.say("ending.link")),
        *told,
        Entry("open:", shift.say("ending.open")),
    ]


def to_end(shift: Shift) -> Iterator[Entry]:
    """What leads on from the list of files: the shelf, and the register for whoever may hand it out."""
    yield Entry("shelf:", shift.say("ending.shelf"))
    if shift.account is not None and not REGISTER_ROLES.isdisjoint(shift.account.roles):
        yield Entry("register:", shift.say("ending.register"))


def registers(shift: Shift, today: date) -> list[Entry]:
    """The months of which a register can be made, the present one first, each as page and as table."""
    found = []
    for back in range(MONTHS_BACK):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        name = format_date(date(year, month + 1, 1), "LLLL y", locale=shift.language)
        for kind in RegisterFormat:
            words = shift.say(f"ending.register_{kind}", month=name)
            found.append(Entry(f"{year}:{month + 1}:{kind}", words))
    return found


def wanted_register(shift: Shift, entry: str) -> WantedRegister:
    """The register that an entry stands for."""
    year, month, kind = entry.split(":")
    language = paper_language(shift)
    return WantedRegister(year=int(year), month=int(month), format=RegisterFormat(kind), language=language)


def paper_language(shift: Shift) -> str:
    """The language of the office's papers."""
    return shift.office.profile.office.languages[0] if shift.office else "id"


def place_words(shift: Shift, head: FileHead) -> str:
    """Where it lies, to go on with; nothing where the office has no shelf."""
    return f", {shift.say('ending.place', place=head.shelf)}" if head.shelf else ""


def _print(shift: Shift, paper: PaperKind) -> Entry:
    return Entry(f"print:{paper}", shift.say(f"ending.print.{paper}"))


def _waits(shift: Shift, one: ReadyFile) -> Iterator[str]:
    head = one.head
    yield shift.say("ending.number", number=head.register_number or "-", id=head.id)
    if head.shelf:
        yield shift.say("ending.place", place=head.shelf)
    yield shift.count("ending.days", one.days)
    if one.told is not None:
        how = shift.say(f"ending.by.{one.told.channel}")
        yield shift.say("ending.told_at", how=how, who=one.told.by, at=shift.moment(one.told.at))
    if one.due is not None:
        yield shift.say(f"ending.due.{one.due}")
