"""What may go wrong in the reading corner, in words for whoever has to act."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class ShelfUnusable(KerakError):
    """The corner's database cannot be used by this program."""

    slug = "shelf-unusable"
    title = "The reading corner's database cannot be used"
    remedy = "Bring the program up to date, or put a copy of the database in its place."


class ShelfBusy(KerakError):
    """Another program, such as an import, writes to the database longer than a write waits for it."""

    slug = "shelf-busy"
    title = "The reading corner's database is busy"
    remedy = "Try again in a moment."
    status = HTTPStatus.SERVICE_UNAVAILABLE


class UnknownTitle(KerakError):
    """There is no such title, or not for who asks."""

    slug = "unknown-title"
    title = "There is no such title"
    remedy = "Look for it again."
    status = HTTPStatus.NOT_FOUND


class UnknownCopy(KerakError):
    """No book has this code."""

    slug = "unknown-copy"
    title = "No book has this code"
    remedy = "Scan the label again, or look the title up."
    status = HTTPStatus.NOT_FOUND


class UnknownReader(KerakError):
    """What was scanned or typed is no number of the queue and no card."""

    slug = "unknown-reader"
    title = "Nobody borrows on this"
    remedy = "Scan the ticket or the card again, or type the number of the ticket."
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class DeskOnly(KerakError):
    """Loans, wishes and the stock-take are told and changed at the corner's own machine alone."""

    slug = "desk-only"
    title = "Only the machine of the reading corner may ask this"
    remedy = "Lend, take back and take stock at the corner itself."
    status = HTTPStatus.FORBIDDEN


class PageNeedsCore(KerakError):
    """The square of a ticket says its number only while the core answers."""

    slug = "page-needs-core"
    title = "The square of the ticket cannot be read now"
    remedy = "Type the number of the ticket."
    status = HTTPStatus.SERVICE_UNAVAILABLE


class CopyElsewhere(KerakError):
    """A copy that is to come under one title stands under another."""

    slug = "copy-elsewhere"
    title = "The copy stands under another title"
    remedy = "Give it a code of its own, or correct the title it stands under."
    status = HTTPStatus.CONFLICT


class BookHasCode(KerakError):
    """A card of another library has the number of a book."""

    slug = "book-has-code"
    title = "A book has this number"
    remedy = "Give its reader a card of the corner."
    status = HTTPStatus.CONFLICT


class NoCardsLeft(KerakError):
    """More reader's cards are asked for than there are numbers left."""

    slug = "no-cards-left"
    title = "There are not so many numbers of reader's cards left"
    remedy = "Ask for fewer."
    status = HTTPStatus.CONFLICT


class NowhereToPrint(KerakError):
    """Paper is to be made, and nobody has said for where."""

    slug = "nowhere-to-print"
    title = "It is not said where the paper goes"
    remedy = "Name a file, or say --print."


class ManyTitles(KerakError):
    """A name leads to several titles where one is meant."""

    slug = "many-titles"
    title = "Several titles have this name"
    remedy = "Import the titles with the codes of their copies, or add the copy to its title by hand."
    status = HTTPStatus.CONFLICT


class ChildNotTaken(KerakError):
    """The office does not take a child onto the list as it was told."""

    slug = "child-not-taken"
    title = "The office does not take this child as it is written"
    remedy = "Compare name, birth date and NIK with the papers."
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class OfficeBusy(KerakError):
    """More children were proposed than the office takes at once."""

    slug = "office-busy"
    title = "Too many at once"
    remedy = "Wait a minute, then send it again."
    status = HTTPStatus.TOO_MANY_REQUESTS


class OfficeAway(KerakError):
    """The core does not answer, and what was sent is kept nowhere."""

    slug = "office-away"
    title = "The office is not connected"
    remedy = "Send it again later, or ask an officer."
    status = HTTPStatus.SERVICE_UNAVAILABLE


class KeeperNotSignedIn(KerakError):
    """Nobody is signed in on the keeper's pages, or not for some minutes."""

    slug = "keeper-not-signed-in"
    title = "Nobody is signed in"
    remedy = "Sign in with the office's account."
    status = HTTPStatus.UNAUTHORIZED


class SignInRefused(KerakError):
    """The core does not know this name with this password."""

    slug = "sign-in-refused"
    title = "User name or password is wrong"
    remedy = "Check both; an administrator can give a new one-time password."
    status = HTTPStatus.UNAUTHORIZED


class SignInLater(KerakError):
    """The core slows an account down after wrong passwords."""

    slug = "sign-in-later"
    title = "Too many wrong passwords"
    remedy = "Wait, then try again."
    status = HTTPStatus.TOO_MANY_REQUESTS


class OneTimePassword(KerakError):
    """The account still has its one-time password."""

    slug = "one-time-password"
    title = "Choose your own password first"
    remedy = "Sign in at the officer's console once and change it there."
    status = HTTPStatus.FORBIDDEN


class NotAKeeper(KerakError):
    """The account is none of a counter's."""

    slug = "not-a-keeper"
    title = "This account does not keep the shelf"
    remedy = "Sign in with the account of an officer, a SIAK operator or a head of section."
    status = HTTPStatus.FORBIDDEN


class TitleChanged(KerakError):
    """Somebody else has changed the title since its form was opened."""

    slug = "title-changed"
    title = "The title was changed meanwhile"
    remedy = "Open it again, and change what you meant to change."
    status = HTTPStatus.CONFLICT


class CoverUnreadable(KerakError):
    """What came as a cover is no picture, or too large a one."""

    slug = "cover-unreadable"
    title = "This picture cannot be read"
    remedy = "Take a JPEG, PNG or WebP of the cover."
    status = HTTPStatus.UNPROCESSABLE_ENTITY
