"""What the status bytes of an ESC/POS printer mean: the answers to DLE EOT 1, 2 and 4, and to GS r 1."""

from devices.printing.port import Readiness

STATUS_REQUESTS = (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04")
"""Answered at once, even by a printer that stands still: general state, cause, paper."""

IN_TURN_REQUEST = b"\x1dr\x01"
"""Answered in its turn, so after all that was sent before has been worked off."""

_OFFLINE = 0b0000_1000
_COVER_OPEN = 0b0000_0100
_PAPER_STOP = 0b0010_0000
_PAPER_END = 0b0110_0000
_PAPER_LOW = 0b0000_1100
_PAPER_ABSENT = 0b0000_1100


def readiness(general: int, cause: int, paper: int) -> Readiness:
    """The state that the three answers tell together."""
    if not all(_is_status(answer) for answer in (general, cause, paper)):
        return Readiness.unclear
    if cause & _COVER_OPEN:
        return Readiness.cover_open
    if paper & _PAPER_END or cause & _PAPER_STOP:
        return Readiness.out_of_paper
    if general & _OFFLINE:
        return Readiness.offline
    return Readiness.paper_low if paper & _PAPER_LOW else Readiness.ready


def confirms_paper(answer: int) -> bool:
    """Whether an answer to GS r 1 says that the paper lasted."""
    return not answer & _PAPER_ABSENT


def _is_status(answer: int) -> bool:
    return answer & 0b1001_0011 == 0b0001_0010  # the bits that every such answer has
