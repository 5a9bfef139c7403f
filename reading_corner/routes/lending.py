"""HTTP for loans, wishes and the stock-take: parse, one use case, an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError

from queue_core.foundation.identifiers import WriteRequest
from queue_core.web.answers import answer
from queue_core.web.problems import validation_problem
from queue_core.web.requests import write_request
from reading_corner.rules.calling import NOTHING_KNOWN, NumberNow
from reading_corner.rules.lending import LoanOutcome, Refusal, WishOutcome
from reading_corner.service.lending import Lending
from reading_corner.service.stocktaking import StockTaking
from reading_corner.service.wishing import Wishing
from reading_corner.wire.lending import (
    NewLoan,
    NewRead,
    NewReturn,
    NewWish,
    NumberTold,
    OfDay,
    SeenBatch,
    Since,
    TicketBooks,
)

ACTOR = "corner"
"""Everybody who stands at the corner's tablet: it knows no accounts."""
STATUS_OF_LOAN: Mapping[LoanOutcome | Refusal, HTTPStatus] = {
    LoanOutcome.LENT: HTTPStatus.CREATED,
    LoanOutcome.ALREADY_YOURS: HTTPStatus.OK,
}
STATUS_OF_WISH = {WishOutcome.RESERVED: HTTPStatus.CREATED, WishOutcome.ALREADY: HTTPStatus.OK}
"""What is refused is a conflict, and says why."""
Wish = TypeVar("Wish", bound=BaseModel)


@dataclass(frozen=True)
class LendingDesk:
    """All that these routes stand on; `number` tells how a number of the queue stands."""

    lending: Lending
    wishing: Wishing
    stocktaking: StockTaking
    number: Callable[[str], NumberNow]


def add_lending(app: Flask, desk: LendingDesk) -> None:
    """Adds the routes to an app that answers errors as problems and lets no unreadable write in.

    A body that is not what a route takes is answered as a problem, too.
    """
    app.register_error_handler(ValidationError, validation_problem)
    _add_loans(app, desk.lending)
    _add_tickets(app, desk)
    _add_wishes(app, desk.wishing)
    _add_stocktake(app, desk.stocktaking)


def _body(model: type[Wish]) -> Wish:
    return model.model_validate_json(request.get_data())


def _write() -> WriteRequest:
    return write_request(ACTOR)


def _add_loans(app: Flask, lending: Lending) -> None:
    @app.post("/api/loans")
    def lend() -> Response:
        loan = lending.lend(_body(NewLoan), _write())
        return answer(loan, STATUS_OF_LOAN.get(loan.outcome, HTTPStatus.CONFLICT))

    @app.post("/api/returns")
    def take_back() -> Response:
        return answer(lending.take_back(_body(NewReturn), _write()))

    @app.post("/api/reads")
    def read_here() -> Response:
        return answer(lending.read_here(_body(NewRead), _write()))


def _add_tickets(app: Flask, desk: LendingDesk) -> None:
    @app.get("/api/loans/by-ticket/<number>")
    def by_ticket(number: str) -> Response:
        day = OfDay.model_validate(request.args.to_dict()).day
        books = desk.lending.out_on_ticket(number, day)
        if day is not None:
            return answer(TicketBooks(books=books, number=NumberTold.of(NOTHING_KNOWN)))
        told = NumberTold.of(desk.number(number.upper()))
        return answer(TicketBooks(books=books, wishes=desk.wishing.of_ticket(number), number=told))


def _add_wishes(app: Flask, wishing: Wishing) -> None:
    @app.post("/api/reservations")
    def wish() -> Response:
        wished = wishing.wish(_body(NewWish), _write())
        return answer(wished, STATUS_OF_WISH.get(wished.outcome, HTTPStatus.CONFLICT))

    @app.post("/api/reservations/withdraw")
    def withdraw() -> Response:
        return answer(wishing.withdraw(_body(NewWish), _write()))


def _add_stocktake(app: Flask, stocktaking: StockTaking) -> None:
    @app.post("/api/stocktake")
    def take() -> Response:
        return answer(stocktaking.take(_body(SeenBatch), _write()))

    @app.get("/api/stocktake")
    def result() -> Response:
        return answer(stocktaking.result(Since.model_validate(request.args.to_dict()).since))
