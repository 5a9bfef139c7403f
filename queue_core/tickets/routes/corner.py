"""HTTP for the reading corner: which numbers have a book, the book of the day, what is read."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.tickets.routes.common import write
from queue_core.tickets.service import book_of_the_day
from queue_core.tickets.service.corner import month_of
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.corner import BooksInHand, ShownBook
from queue_core.tickets.wire.reading import MonthOfReading, ToldReading
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint

MONTH = r"^20\d{2}-(0[1-9]|1[0-2])$"


class MonthQuery(BaseModel):
    """Which month; the one that runs without it."""

    month: str | None = Field(default=None, pattern=MONTH)


def corner_routes(desk: Desk) -> ApiBlueprint:
    """The routes of reading corners, and of those who read their figures."""
    api = ApiBlueprint("corner", __name__, url_prefix="/api/v1/corner", abp_tags=[Tag(name="corner")])

    @api.put("/books", responses={200: BooksInHand}, summary="Tell which numbers have a book")
    def tell(body: BooksInHand) -> Response:
        desk.books.tell(caller().actor, desk.day(desk.clock()), body.numbers)
        return answer(body)

    @api.put("/book-of-the-day", responses={200: ShownBook}, summary="Tell which book the boards show today")
    def tell_book(body: ShownBook) -> Response:
        return answer(book_of_the_day.tell(desk, write(), body))

    @api.put("/reading", responses={200: ToldReading}, summary="Tell what was read, day by day")
    def tell_reading(body: ToldReading) -> Response:
        desk.reading.tell(caller().name, desk.clock(), body)
        return answer(body)

    @api.get("/reading", responses={200: MonthOfReading}, summary="What was read in a month, day by day")
    def reading(query: MonthQuery) -> Response:
        return answer(desk.reading.of(query.month or month_of(desk.day(desk.clock()))))

    return api
