"""What travels about loans: nothing that comes back from here names who has a book, but for its ticket."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, StringConstraints

from queue_core.foundation.toml_model import Frozen
from reading_corner.rules.calling import NumberNow, Standing
from reading_corner.rules.lending import LoanOutcome, ReadOutcome, Refusal, ReturnOutcome, WishOutcome
from reading_corner.rules.shelf import Where

LARGEST_BATCH = 500
"""So many scans of a stock-take travel at once."""
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Moment = Annotated[
    AwareDatetime, Field(gt=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(3000, 1, 1, tzinfo=UTC))
]
"""An instant of a scan; at the ends of the calendar the office's own hour would lie beyond it."""
Scan = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class NewLoan(Frozen):
    """Which copy, and on what it is borrowed: what was scanned or typed."""

    copy_code: Code
    reader: Scan
    where: Where = Where.HERE
    child: bool = Field(default=True, strict=True)


class Loaned(Frozen):
    """Whether the copy is lent, and until when; `title` is its name."""

    outcome: LoanOutcome | Refusal
    copy_code: str
    title: str
    due_on: date | None = None


class NewReturn(Frozen):
    """The copy that came back."""

    copy_code: Code


class Returned(Frozen):
    """What the return was; `keep` says that somebody waits for the title: the book is put aside."""

    outcome: ReturnOutcome
    copy_code: str
    title: str
    keep: bool = False


class NewRead(Frozen):
    """A book that was found on a table: read here without a loan."""

    copy_code: Code
    child: bool = Field(default=True, strict=True)


class ReadHere(Frozen):
    """Whether the reading counts."""

    outcome: ReadOutcome
    copy_code: str
    title: str


class NewWish(Frozen):
    """Which title somebody waits for."""

    title: int = Field(ge=1, strict=True)
    reader: Scan
    child: bool = Field(default=True, strict=True)


class Wished(Frozen):
    """What became of the wish; `place` is the place in line from 1, None where nobody waits."""

    outcome: WishOutcome
    place: int | None = None


class BookOut(Frozen):
    """A book that is out."""

    copy_code: str
    title: str
    lent_at: datetime
    due_on: date | None = None


class TitleWished(Frozen):
    """A title that somebody waits for; `ready` when a copy is there for them."""

    title: str
    ready: bool


class Seen(Frozen):
    """A copy that was scanned, and when by the scanner's own clock."""

    code: Code
    at: Moment


class SeenBatch(Frozen):
    """What was scanned in a stock-take, perhaps hours ago and not for the first time."""

    seen: tuple[Seen, ...] = Field(max_length=LARGEST_BATCH)


class SeenTaken(Frozen):
    """How many of the scans are copies of the shelf, and the codes of those that are none."""

    known: int
    unknown: tuple[str, ...] = ()


class Odd(Frozen):
    """A copy that is not where it should be, and how its record says that it is."""

    code: str
    title: str
    location: str | None
    standing: str


class StockTake(Frozen):
    """What a stock-take has found since it began.

    `seen` counts the copies that stand where they should. `missing` were not seen, though nobody has them;
    `unexpected` were seen, though the record says lent, missing or withdrawn.
    """

    since: datetime
    seen: int
    missing: tuple[Odd, ...]
    unexpected: tuple[Odd, ...]


class Since(Frozen):
    """When a stock-take began."""

    since: Moment


class NumberTold(Frozen):
    """How a number of the queue stands; `message` is the key of its sentence, None where nothing is said."""

    standing: Standing
    message: str | None
    before: int | None = None
    half: int | None = None
    nine_in_ten: int | None = None
    counter: int | None = None

    @classmethod
    def of(cls, now: NumberNow) -> Self:
        """The same as it travels."""
        return cls(message=now.message, **asdict(now))


class OfDay(Frozen):
    """Of which day a ticket is; today's where none is named."""

    day: date | None = None


class TicketBooks(Frozen):
    """What a ticket has; of one of today also what it waits for, and how its number stands."""

    books: tuple[BookOut, ...]
    number: NumberTold
    wishes: tuple[TitleWished, ...] = ()
