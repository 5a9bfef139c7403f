"""Why the core refused something about a file, in words that name who, since when, and what is missing."""

from __future__ import annotations

from queue_core.client.problems import Refused
from queue_core.foundation.errors import KerakError
from queue_core.kia.wire.files import FileView
from queue_core.officer.file_view import missing, missing_papers
from queue_core.officer.shift import Shift


def refused(shift: Shift, error: KerakError, view: FileView | None) -> str:
    """The refusal beside the file as it is now; the cause's own sentence where the file tells no more."""
    cause = error.cause if isinstance(error, Refused) else error.slug
    told = _told(shift, cause, view) if view is not None else ""
    return told or shift.problem(error)


def changed_by(shift: Shift, view: FileView) -> str:
    """Who wrote last, and when."""
    return shift.say("files.changed_by", who=view.head.changed_by, at=shift.moment(view.head.changed_at))


def _told(shift: Shift, cause: str, view: FileView) -> str:
    head = view.head
    if cause == "file-held" and head.held is not None:
        return shift.say("files.in_hand", who=head.held.by, since=shift.moment(head.held.since))
    if cause == "file-changed":
        return changed_by(shift, view)
    if cause == "file-incomplete":
        return " ".join(_lacking(shift, view))
    return ""


def _lacking(shift: Shift, view: FileView) -> list[str]:
    fields, papers = missing(shift, view), missing_papers(shift, view)
    return [
        *([shift.say("files.missing", fields=fields)] if fields else []),
        *([shift.say("files.missing_papers", papers=papers)] if papers else []),
    ]
