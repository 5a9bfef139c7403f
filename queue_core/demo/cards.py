"""The files and cards of a played morning: what an officer does with one in each step of the service."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

from queue_core.client.api import CoreApi
from queue_core.demo.children import photo
from queue_core.demo.tally import Tally
from queue_core.foundation.errors import KerakError
from queue_core.foundation.profile import Profile
from queue_core.kia.rules.handover import Proof, ReceiverIs, Signed
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.orders import OrderState, Outcome
from queue_core.kia.wire.files import AskedMove, FileHead, NewFile, OtherChild, WrittenDraft
from queue_core.kia.wire.handover import HandOver, Receipt
from queue_core.kia.wire.orders import Loading, OrderHead, Scanned, ToldOutcome
from queue_core.kia.wire.pictures import PhotoPlace
from queue_core.kia.wire.subject import Draft
from queue_core.stock.rules.blanks import SpoilReason
from queue_core.stock.wire import NewBatch
from queue_core.tickets.wire.tickets import TicketView

PACKET = NewBatch(first="DEMO0001", last="DEMO0999")
SECONDS_TO_PRINT = 60.0
LOOK_SECONDS = 0.1
PAPER_NAME = "id"


class CardDidNotCome(KerakError):
    """The print station has not printed a card of the played morning."""

    slug = "card-did-not-come"
    title = "A card of the morning did not come out"
    remedy = "See log/print-station.log in the folder."


@dataclass
class Supplies:
    """What the officers share: the drawer of blanks, and how a child is told of."""

    draft: Callable[[int], Draft]
    other_child: str
    is_spoiled: Callable[[], bool]
    numbers: count[int] = field(default_factory=lambda: count(1))
    blanks: count[int] = field(default_factory=lambda: count(1))

    def blank(self) -> str:
        """The next blank of the packet."""
        return f"DEMO{next(self.blanks):04}"


def card_kinds(profile: Profile) -> Mapping[str, str]:
    """By service, the kind of file that leads to a card of a child whose birth is registered."""
    return {
        service: kind.key
        for kind in reversed(profile.files.kinds)
        if kind.output == "card" and not kind.registers_birth
        for service in kind.services
    }


@dataclass
class CardFile:
    """One family's file, from the draft to the receipt; the tally is told of a card given or spoiled."""

    api: CoreApi
    supplies: Supplies
    kind: str
    ticket: TicketView
    tally: Tally
    stopped: threading.Event
    head: FileHead = field(init=False)
    draft: Draft = field(init=False)

    def act(self, step: str) -> None:
        """What belongs to a step of the service."""
        match step:
            case "verify":
                self._fill_in()
                self._move(Action.SUBMIT)
                self._move(Action.VERIFY)
            case "make":
                self._move(Action.RECORD)
                self._move(Action.ORDER_PRINT)
                self._print()
                self._move(Action.MAKE_READY)
            case "hand_over":
                self._hand_over()

    def _fill_in(self) -> None:
        number = next(self.supplies.numbers)
        self.draft = self.supplies.draft(number)
        self.head = self.api.open_file(NewFile(kind=self.kind, ticket_id=self.ticket.id))
        self.tally.files.add(self.head.id)
        self._write()
        view = self.api.file(self.head.id)
        papers = tuple(paper.name[PAPER_NAME] for paper in view.papers)
        self.draft = self.draft.model_copy(update={"papers": papers})
        self._write()
        if view.photo is not None and view.photo.needed:
            place = PhotoPlace(version=self.head.version)
            self.head = self.api.put_photo(self.head.id, place, photo(view.photo.background))
        for other in view.alike:
            apart = OtherChild(
                version=self.head.version, other=other.head.id, reason=self.supplies.other_child
            )
            self.head = self.api.tell_apart(self.head.id, apart)

    def _write(self) -> None:
        written = WrittenDraft(version=self.head.version, draft=self.draft)
        self.head = self.api.write_file(self.head.id, written)

    def _move(self, action: Action) -> None:
        self.head = self.api.move_file(self.head.id, AskedMove(action=action, version=self.head.version))

    def _print(self) -> None:
        """Until a good card is scanned back: now and then one is spoiled, and printed again."""
        while True:
            order = self._printed(self.supplies.blank())
            if not self.supplies.is_spoiled():
                break
            self.api.tell_outcome(
                order.id,
                ToldOutcome(version=order.version, outcome=Outcome.SPOILED, reason=SpoilReason.MISPRINT),
            )
            self.tally.count("spoiled")
        self.api.scan_back(self.head.id, Scanned(serial=order.blank or ""))
        self.head = self.api.file(self.head.id).head

    def _printed(self, blank: str) -> OrderHead:
        """The order of this file once the print station has printed it. Raises CardDidNotCome."""
        order = self.api.file(self.head.id).order
        if order is None:
            raise CardDidNotCome(f"File {self.head.id} has no print order.")
        self.api.load_blanks(Loading(orders=(order.id,), first=blank))
        deadline = time.monotonic() + SECONDS_TO_PRINT
        while (order := self.api.print_order(order.id)).state is not OrderState.PRINTED:
            if time.monotonic() > deadline or self.stopped.wait(LOOK_SECONDS):
                raise CardDidNotCome(f"Order {order.id} is {order.state}.")
        return order

    def _hand_over(self) -> None:
        consent = self.draft.consent
        receipt = Receipt(
            receiver=consent.by if consent else "-",
            relation=ReceiverIs.MOTHER,
            proof=Proof.IDENTITY_CARD,
            last_four=f"{self.head.id % 10_000:04}",
        )
        given = HandOver(version=self.head.version, receipt=receipt, signed=Signed.PAPER)
        self.head = self.api.hand_over(self.head.id, given)
        self.tally.count("cards")
