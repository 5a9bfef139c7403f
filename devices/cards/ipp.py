"""A card printer that speaks IPP, or CUPS before one that does not: RFC 8011.

Nothing is sent twice. What fails before the card is on its way is `CardNotTaken`, after it `CardUnclear`.
A job is told from another with the same number by its UUID: CUPS may count anew.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from aiohttp import ClientConnectorError, ClientError
from PIL import Image
from pyipp import IPP, IPPConnectionError, IPPError
from pyipp.enums import IppOperation, IppTag
from pyipp.tags import ATTRIBUTE_TAG_MAP

from devices.cards.pictures import KINDS, best_format, encode
from devices.cards.port import ENDED, JobId, JobState, JobView, PrinterStatus, Problem, checked_name
from devices.cards.reasons import job_state, problem
from devices.errors import CardNotTaken, CardUnclear

DEADLINE = 600
"""Seconds after which CUPS cancels a card that it could not print, for instance since the printer is away."""
TIMEOUT = 8.0
"""Seconds for one question and its answer."""
_USER = "kerak"
_NOT_FOUND = 0x0406
_STOPPED = 5
"""A value of `printer-state`."""
_ASKED_OF_PRINTER = [
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "document-format-supported",
]
_ASKED_OF_JOB = ["job-state", "job-uuid", "time-at-processing"]
_Attributes = dict[str, Any]
Ticket = Mapping[str, str | int]
"""Attributes of a job: RFC 8011, 5.2."""
TWO_SIDED: Ticket = {"sides": "two-sided-long-edge"}
ATTRIBUTE_TAG_MAP.setdefault("print-scaling", IppTag.KEYWORD)  # what pyipp does not know it leaves out


class IppCardPrinter:
    """A `CardPrinter` at `ipp://HOST:PORT/PATH`; each question has a connection of its own."""

    def __init__(self, uri: str, deadline: int = DEADLINE, timeout: float = TIMEOUT) -> None:
        self._uri = uri
        self._deadline = deadline
        self._timeout = timeout

    def status(self) -> PrinterStatus:
        """What the printer, or CUPS for it, tells of itself."""
        try:
            return PrinterStatus(_problem(self._printer()))
        except IPPError as error:
            return PrinterStatus(_cause(error))

    def send(self, job_name: str, sides: Sequence[Image.Image]) -> JobId:
        """Hand the card over in a format that the printer takes."""
        name, mime = checked_name(job_name), best_format(self._formats(), len(sides))
        if mime is None:
            raise CardNotTaken(Problem.other, "it takes neither PNG nor JPEG nor PDF")
        ticket: Ticket = TWO_SIDED if len(sides) > 1 else {}
        return self._sent(name, mime, encode(sides, KINDS[mime]), ticket)

    def send_document(self, job_name: str, data: bytes, mime: str, ticket: Ticket) -> JobId:
        """Hand a document over as it is, with these attributes of the job.

        Raises BadJobName, CardNotTaken (surely nothing comes out) or CardUnclear (nobody knows).
        """
        name = checked_name(job_name)
        if mime not in self._formats():
            raise CardNotTaken(Problem.other, f"it takes no {mime}")
        return self._sent(name, mime, data, ticket)

    def _sent(self, name: str, mime: str, data: bytes, ticket: Ticket) -> JobId:
        number = self._hand_over(name, mime, data, ticket)
        try:
            return JobId(f"{number} {self._job(number)['job-uuid']}")
        except (IPPError, KeyError) as error:
            raise CardUnclear("the printer took it and then did not answer") from error

    def look(self, job: JobId) -> JobView:
        """How far the card is; what neither CUPS nor the printer knows any more is unknown."""
        number, _, uuid = job.partition(" ")
        if not number.isdecimal():
            return JobView(JobState.unknown)
        try:
            found = self._job(int(number))
            hindrance = _problem(self._printer())
        except IPPError as error:
            if _status(error) == _NOT_FOUND:
                return JobView(JobState.unknown)
            return JobView(JobState.silent, _cause(error))
        if found.get("job-uuid") != uuid:
            return JobView(JobState.unknown)
        state = job_state(int(found["job-state"]), bool(found.get("time-at-processing")), hindrance)
        return JobView(state, (hindrance or Problem.other) if state is JobState.held else None)

    def cancel(self, job: JobId) -> None:
        """Cancel a card that is still known."""
        if self.look(job).state in ENDED:
            return
        with suppress(IPPError):
            self._ask(IppOperation.CANCEL_JOB, {"job-id": int(job.partition(" ")[0])})

    def clear(self) -> bool:
        """Cancel what this program handed over: CUPS keeps it while the printer is away or out of blanks."""
        try:
            for number in self._unfinished():
                with suppress(IPPError):
                    self._ask(IppOperation.CANCEL_JOB, {"job-id": number})
            return not self._unfinished()
        except IPPError:
            return False

    def _unfinished(self) -> list[int]:
        about = {"which-jobs": "not-completed", "my-jobs": True, "requested-attributes": ["job-id"]}
        return [int(job["job-id"]) for job in self._ask(IppOperation.GET_JOBS, about)["jobs"]]

    def _formats(self) -> list[str]:
        """What it takes. Raises CardNotTaken where it takes nothing."""
        try:
            printer = self._printer()
        except IPPError as error:
            raise CardNotTaken(_cause(error), "it does not answer") from error
        if not printer.get("printer-is-accepting-jobs", True):
            raise CardNotTaken(_problem(printer) or Problem.other, "it accepts no jobs")
        return _several(printer.get("document-format-supported"))

    def _hand_over(self, name: str, mime: str, data: bytes, ticket: Ticket) -> int:
        operation = {"job-name": name, "document-format": mime}
        attributes: _Attributes = {"job-cancel-after": self._deadline, **ticket}
        try:
            answer = self._ask(
                IppOperation.PRINT_JOB, operation, {"job-attributes-tag": attributes, "data": data}
            )
            return int(answer["jobs"][0]["job-id"])
        except (IPPError, KeyError, IndexError) as error:
            if _status(error):
                raise CardNotTaken(Problem.other, f"it refused it ({_status(error):#06x})") from error
            if isinstance(error.__cause__, ClientConnectorError):
                raise CardNotTaken(Problem.offline, "it does not answer") from error
            raise CardUnclear("no answer came after it was sent") from error

    def _printer(self) -> _Attributes:
        return self._first("printers", IppOperation.GET_PRINTER_ATTRIBUTES, _ASKED_OF_PRINTER)

    def _job(self, number: int) -> _Attributes:
        return self._first("jobs", IppOperation.GET_JOB_ATTRIBUTES, _ASKED_OF_JOB, {"job-id": number})

    def _first(
        self, group: str, operation: IppOperation, asked: list[str], about: _Attributes | None = None
    ) -> _Attributes:
        """The first group of this kind in an answer; one without any is no answer."""
        groups = self._ask(operation, {**(about or {}), "requested-attributes": asked})[group]
        if not groups:
            raise IPPError(f"The answer has no {group}.")
        first: _Attributes = groups[0]
        return first

    def _ask(
        self, operation: IppOperation, about: _Attributes, more: _Attributes | None = None
    ) -> _Attributes:
        message = {"operation-attributes-tag": {"requesting-user-name": _USER, **about}, **(more or {})}
        return asyncio.run(self._exchange(operation, message))

    async def _exchange(self, operation: IppOperation, message: _Attributes) -> _Attributes:
        try:
            async with asyncio.timeout(self._timeout), IPP(self._uri) as printer:
                return await printer.execute(operation, message)
        except (TimeoutError, ClientError, OSError, ValueError) as error:
            raise IPPConnectionError("No whole answer came.") from error


def _problem(printer: _Attributes) -> Problem | None:
    reasons, message = printer.get("printer-state-reasons"), printer.get("printer-state-message", "")
    told = problem(_several(reasons), str(message))
    return told or (Problem.other if printer.get("printer-state") == _STOPPED else None)


def _several(value: str | list[str] | None) -> list[str]:
    """The values of an attribute that may have one, several or none."""
    return [value] if isinstance(value, str) else list(value or ())


def _status(error: BaseException) -> int:
    """The status of an answer that refused, or 0 where there was no such answer."""
    details = error.args[1] if len(error.args) > 1 else {}
    return int(details.get("status-code", 0)) if type(error) is IPPError else 0


def _cause(error: IPPError) -> Problem:
    return Problem.offline if isinstance(error, IPPConnectionError) else Problem.other
