"""Somebody who makes cards, one file after another, whatever is killed meanwhile; and what came of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from devices.cards.hopper import cards_inside, cards_out
from queue_core.access.wire import Login, PasswordChange
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.orders import OrderState, Outcome
from queue_core.kia.wire.files import AskedMove, FileHead, NewFile, WrittenDraft
from queue_core.kia.wire.handover import HandOver
from queue_core.kia.wire.orders import Loading, OrderHead, Scanned, ToldOutcome
from queue_core.kia.wire.pictures import PhotoPlace
from queue_core.stock.wire import NewBatch
from tests.kia.faces import RED, face, jpeg
from tests.kia.filing import RECEIPT, draft
from tests.kia.order_law import require_law
from tests.programs import until
from tests.visit.office import Office
from tests.visit.patience import SECONDS_TO_GET_THROUGH, PatientApi

FIRST_BORN = date(2015, 1, 1)
"""Children of an odd year stand before red."""


class CardDesk:
    """One officer who is the SIAK operator, too, with a packet of blanks."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.api = PatientApi(office.addresses["core"])
        password = office.add_officer("wati", "siak_operator")
        self.api.sign_in(Login(username="wati", password=password))
        self.api.change_password(PasswordChange(present=password, new="taman-yang-sejuk"))
        self.api.receive_blanks(NewBatch(first="KB0001", last="KB0999"))
        self.handed_over: list[int] = []
        self.looked = 0
        """How often somebody had to look into the hopper."""

    def make_a_card(self) -> None:
        """A file from its draft to the receipt."""
        number = len(self.handed_over) + 1
        head = self.api.open_file(NewFile(kind="kia_new"))
        head = self.api.write_file(head.id, WrittenDraft(version=head.version, draft=child(number)))
        head = self.api.put_photo(head.id, PhotoPlace(version=head.version), jpeg(face(RED)))
        for action in (Action.SUBMIT, Action.VERIFY, Action.RECORD, Action.ORDER_PRINT):
            head = self.move(head, action)
        self.print_card(head.id, f"KB{number:04}")
        head = self.move(self.api.file(head.id).head, Action.MAKE_READY)
        given = HandOver.model_validate({"version": head.version, "receipt": RECEIPT, "signed": "paper"})
        assert self.api.hand_over(head.id, given).register_number
        self.handed_over.append(head.id)

    def move(self, head: FileHead, action: Action) -> FileHead:
        return self.api.move_file(head.id, AskedMove(action=action, version=head.version))

    def print_card(self, file_id: int, blank: str) -> None:
        """Loads the blank, and scans the card back once it has come out."""
        order = self.api.file(file_id).order
        assert order is not None
        self.api.load_blanks(Loading(orders=(order.id,), first=blank))
        until(lambda: self.look_after(order.id) is OrderState.PRINTED, SECONDS_TO_GET_THROUGH)
        self.api.scan_back(file_id, Scanned(serial=blank))

    def look_after(self, order_id: int) -> OrderState:
        """How far an order is; what nobody knows is looked for in the hopper of a printer that is at rest."""
        order = self.api.print_order(order_id)
        if order.state is OrderState.UNKNOWN and not self.a_card_is_in_the_printer():
            self.looked += 1
            return self.say(order, Outcome.PRINTED if order.id in self.cards() else Outcome.FAILED).state
        return order.state

    def say(self, order: OrderHead, outcome: Outcome) -> OrderHead:
        return self.api.tell_outcome(order.id, ToldOutcome(version=order.version, outcome=outcome))

    def a_card_is_in_the_printer(self) -> bool:
        """Whether it has a card that has not come out."""
        return bool(cards_inside(self.office.data / "cards"))

    def cards(self) -> Counter[int]:
        """How many cards of each order lie in the hopper."""
        return Counter(int(name.split("-")[1]) for name in cards_out(self.office.data / "cards"))

    def assert_every_card_came_out_once(self) -> None:
        """One order a file, one card an order, one number a card, and every blank where its card is."""
        made = len(self.handed_over)
        assert made > 0
        assert self.looked > 0
        orders = self.office.rows("SELECT id, file_id FROM print_order WHERE state = 'done' ORDER BY id")
        assert len(orders) == len(self.office.rows("SELECT 1 FROM print_order"))
        assert [file_id for _, file_id in orders] == self.handed_over
        assert self.cards() == {order_id: 1 for order_id, _ in orders}
        assert self.office.rows("SELECT state, count(*) FROM file GROUP BY state") == [("handed_over", made)]
        entries = self.office.rows("SELECT number, file_id FROM register_entry ORDER BY number")
        assert entries == list(enumerate(self.handed_over, 1))
        stock = self.api.stock()
        assert (stock.holds, stock.good, stock.printer, stock.spoiled) == (True, made, 0, 0)
        require_law(self.office.data / "office.db")


def child(number: int) -> dict[str, object]:
    """A whole draft of a child of an own day."""
    born = FIRST_BORN + timedelta(days=number)
    nik = f"990101{born.day + 40:02}{born:%m%y}{number:04}"
    return draft(nik=nik, birth_date=born.isoformat())
