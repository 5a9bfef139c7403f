"""What is refused about the list of children and its imports, each with what an officer does about it."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownChild(KerakError):
    """There is no such child on the list."""

    slug = "unknown-child"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such child on the list"
    remedy = "Choose one of those in /api/v1/children."


class ChildNotFit(KerakError):
    """Something speaks against taking this child onto the list."""

    slug = "child-not-fit"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This child cannot be put on the list"
    remedy = "Compare what the detail names with the papers and write it anew."


class ChildListed(KerakError):
    """The child stands on the list already."""

    slug = "child-listed"
    status = HTTPStatus.CONFLICT
    title = "This child is on the list already"
    remedy = "Leave it; the list knows the child."


class ChildClosed(KerakError):
    """The child was taken off the list."""

    slug = "child-closed"
    status = HTTPStatus.CONFLICT
    title = "This child was taken off the list"
    remedy = "Read the list anew."


class ChildKeptByDuty(KerakError):
    """The child does not stand on the list by consent alone."""

    slug = "child-kept-by-duty"
    status = HTTPStatus.CONFLICT
    title = "This child does not stand on the list by consent alone"
    remedy = "Give another reason: it was imported by duty, or a card was handed over."


class ConsentOutOfTime(KerakError):
    """The consent is of a later time, or of so long ago that what it covers would be forgotten by now."""

    slug = "consent-out-of-time"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The consent is not of now"
    remedy = "Set the device's clock, then ask the guardian again."


class UnknownProposal(KerakError):
    """There is no such proposal."""

    slug = "unknown-proposal"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such proposal"
    remedy = "Choose one of those in /api/v1/children/proposals."


class ProposalDecided(KerakError):
    """Somebody has decided about the proposal, or its consent was withdrawn."""

    slug = "proposal-decided"
    status = HTTPStatus.CONFLICT
    title = "This proposal waits no more"
    remedy = "Read the proposals anew."


class UnknownImport(KerakError):
    """There is no such import."""

    slug = "unknown-import"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such import"
    remedy = "Begin with POST /api/v1/children/imports; it tells the one of a file that was begun before."


class ImportElsewhere(KerakError):
    """The import goes on after another row."""

    slug = "import-elsewhere"
    status = HTTPStatus.CONFLICT
    title = "The import goes on after another row"
    remedy = "Ask again with POST /api/v1/children/imports how far it is, and go on from there."
