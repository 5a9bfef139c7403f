"""The stock in words: the balance with a bar for each state, how long it lasts, what may be done with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from queue_core.access.rules import DECIDING_ROLES, STOCK_ROLES, Role
from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.officer.more import Entry
from queue_core.officer.shift import Shift
from queue_core.stock.rules.blanks import IN_THE_DRAWER, BlankState, Difference
from queue_core.stock.rules.serials import SERIAL
from queue_core.stock.wire import Batch, CountView, RibbonView, Serials, StockView, WriteOff

BAR = 30
FULL, EMPTY = "█", "·"


class Deed(StrEnum):
    """What choosing an entry of the stock does."""

    SERIALS = "serials"
    COUNT = "count"
    RECEIVE = "receive"
    SPOIL = "spoil"
    DECIDE = "decide"
    PUT_IN = "put_in"
    RIBBON = "ribbon"
    USED_UP = "used_up"


class Decision(StrEnum):
    """What is said of a blank that somebody asks to write off."""

    AGREE = "agree"
    DECLINE = "decline"


def answers_for_stock(roles: Collection[Role]) -> bool:
    """Whether the account receives, writes off and counts, and hears when something runs out."""
    return not STOCK_ROLES.isdisjoint(roles)


def decides_on_blanks(roles: Collection[Role]) -> bool:
    """Whether the account has a say in what somebody asks to write off, and hears of it."""
    return answers_for_stock(roles) or not DECIDING_ROLES.isdisjoint(roles)


def deeds(shift: Shift) -> list[Entry]:
    """What the account may do with the stock."""
    return [Entry(deed, shift.say(f"stock.act.{deed}")) for deed in _deeds(_roles(shift))]


def _deeds(roles: Collection[Role]) -> tuple[Deed, ...]:
    if answers_for_stock(roles):
        return tuple(Deed)
    return (Deed.SERIALS, Deed.DECIDE) if decides_on_blanks(roles) else (Deed.SERIALS,)


def balance(shift: Shift, view: StockView) -> list[str]:
    """A line for each state, then whether it all adds up, how long it lasts, the ribbon, the latest count."""
    lines = [shift.say("stock.received", number=view.received)]
    lines += [_state(shift, view, state) for state in BlankState]
    lines.append(shift.say("stock.holds" if view.holds else "stock.broken"))
    if view.asked:
        lines.append(f"! {shift.say('stock.asked', number=len(view.asked))}")
    lines.append(_lasts(shift, view))
    if view.ribbon is not None:
        lines.append(_ribbon(shift, view.ribbon))
    lines.append(_counted(shift, view.last_count))
    return lines


def warnings(shift: Shift, view: StockView) -> Iterator[str]:
    """What the account has to hear: all of it who answers for the stock, else what waits for a decision."""
    if answers_for_stock(_roles(shift)):
        yield from _running_out(shift, view)
    if view.asked and decides_on_blanks(_roles(shift)):
        yield shift.say("stock.asked", number=len(view.asked))


def _running_out(shift: Shift, view: StockView) -> Iterator[str]:
    if not view.holds:
        yield shift.say("stock.broken")
    if view.low:
        left = view.drawer + view.printer
        yield f"{shift.say('stock.low', number=left)}{_days(shift, view.days)}"
    if view.ribbon is not None and view.ribbon.low:
        yield f"{shift.say('stock.ribbon_low')}{_days(shift, view.ribbon.days)}"


def serials(shift: Shift, told: Serials) -> list[Entry]:
    """What lies where, as ranges."""
    places = ((BlankState.DRAWER, told.drawer), (BlankState.PRINTER, told.printer))
    return [
        Entry(f"{state}:{run.first}", _run(shift, state, run)) for state, found in places for run in found
    ]


def spoil_reasons(shift: Shift) -> list[Entry]:
    """Why a blank of the drawer is written off."""
    return [Entry(reason, shift.say(f"stock.reason.{reason}")) for reason in sorted(IN_THE_DRAWER)]


def asked(shift: Shift, view: StockView) -> list[Entry]:
    """The blanks that somebody asks to write off, each with why, who and when."""
    return [Entry(one.serial, _asked(shift, one)) for one in view.asked]


def decisions(shift: Shift, one: WriteOff) -> list[Entry]:
    """What the account may say of one: nobody agrees to what they have asked for themselves."""
    agrees = not DECIDING_ROLES.isdisjoint(_roles(shift)) and _name(one.by) != shift.me
    mine = tuple(Decision) if agrees else (Decision.DECLINE,)
    return [Entry(said, shift.say(f"stock.decide.{said}")) for said in mine]


def differences(shift: Shift) -> list[Entry]:
    """Why a count and the book differ."""
    return [Entry(reason, shift.say(f"stock.difference.{reason}")) for reason in Difference]


def refused(shift: Shift, error: KerakError) -> str:
    """The refusal, with the serial that it is about."""
    words = shift.problem(error)
    about = SERIAL.search(error.detail) if isinstance(error, Refused) else None
    return f"{about[0]}: {words}" if about and about[1] else words


def _roles(shift: Shift) -> Collection[Role]:
    return shift.account.roles if shift.account else ()


def _state(shift: Shift, view: StockView, state: BlankState) -> str:
    number: int = getattr(view, state)
    filled = -(-BAR * number // view.received) if view.received else 0
    bar = FULL * min(filled, BAR) + EMPTY * (BAR - min(filled, BAR))
    line = f"{shift.say(f'stock.state.{state}'):<14}{number:>7}  {bar}"
    if state is BlankState.SPOILED and view.spoiled_by:
        why = (f"{shift.say(f'stock.reason.{reason}')} {count}" for reason, count in view.spoiled_by.items())
        return f"{line}  {', '.join(why)}"
    return line


def _lasts(shift: Shift, view: StockView) -> str:
    if view.per_day is None:
        return shift.say("stock.no_rate")
    rate = shift.say("stock.rate", number=f"{view.per_day:.1f}")
    return f"{'! ' if view.low else ''}{rate}{_days(shift, view.days)}"


def _days(shift: Shift, days: int | None) -> str:
    return "" if days is None else f" {shift.say('stock.days', number=days)}"


def _ribbon(shift: Shift, ribbon: RibbonView) -> str:
    here = (
        shift.say("stock.no_ribbon_in")
        if ribbon.left is None
        else shift.say("stock.ribbon_in", number=ribbon.left)
    )
    stored = shift.say("stock.ribbon_stored", number=ribbon.stored)
    return f"{'! ' if ribbon.low else ''}{here} {stored}{_days(shift, ribbon.days)}"


def _counted(shift: Shift, count: CountView | None) -> str:
    if count is None:
        return shift.say("stock.never_counted")
    told = {"at": shift.moment(count.at), "by": _name(count.by)}
    figures = {"drawer": count.drawer, "printer": count.printer}
    words = shift.say("stock.counted", **told, **figures)
    if count.reason is None:
        return words
    book = shift.say("stock.book", drawer=count.book_drawer, printer=count.book_printer)
    return f"! {words} {book} {shift.say(f'stock.difference.{count.reason}')}."


def _asked(shift: Shift, one: WriteOff) -> str:
    told = {"by": _name(one.by), "at": shift.moment(one.at)}
    return f"{one.serial}  {shift.say(f'stock.reason.{one.reason}')}, {shift.say('stock.asked_by', **told)}"


def _name(actor: str) -> str:
    return actor.rpartition(":")[2]


def _run(shift: Shift, state: BlankState, run: Batch) -> str:
    place = shift.say(f"stock.state.{state}")
    span = run.first if run.number == 1 else f"{run.first} - {run.last}"
    return f"{place:<14}{span}  ({run.number})"
