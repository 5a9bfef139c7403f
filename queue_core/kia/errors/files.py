"""What is refused about files, each with what an officer does about it. None repeats a name or a number."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownFile(KerakError):
    """There is no such file."""

    slug = "unknown-file"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such file"
    remedy = "Choose one of those in /api/v1/files."


class UnknownFileKind(KerakError):
    """The office keeps no files of this kind."""

    slug = "unknown-file-kind"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The office keeps no files of this kind"
    remedy = "Choose one of the kinds under files in /api/v1/office."


class UnknownPaper(KerakError):
    """The service asks for no such paper."""

    slug = "unknown-paper"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The service asks for no such paper"
    remedy = "Name the papers as the service does, in Indonesian."


class ReasonNeeded(KerakError):
    """This is not done without a reason."""

    slug = "reason-needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This needs a reason"
    remedy = "Say why, in some words."


class NotMasked(KerakError):
    """The field is shown in full anyway."""

    slug = "not-masked"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This field is not hidden"
    remedy = "Read it in the file."


class FileNotYours(KerakError):
    """The action is for another role."""

    slug = "file-not-yours"
    status = HTTPStatus.FORBIDDEN
    title = "This step of a file is for another role"
    remedy = "Leave it to those whom the detail names."


class FileNotNow(KerakError):
    """The file's state or kind does not allow this."""

    slug = "file-not-now"
    status = HTTPStatus.CONFLICT
    title = "That cannot be done with this file now"
    remedy = "Read the file anew and choose one of its actions."


class FileChanged(KerakError):
    """Somebody has changed the file since it was read."""

    slug = "file-changed"
    status = HTTPStatus.CONFLICT
    title = "The file has changed since you read it"
    remedy = "Read the file anew beside what you have written, then write on its present version."


class FileHeld(KerakError):
    """The file is in somebody else's hands."""

    slug = "file-held"
    status = HTTPStatus.CONFLICT
    title = "Somebody else has this file in hand"
    remedy = "Ask them to let it go, or take it from them by name."


class FileErased(KerakError):
    """What the file said is gone for good."""

    slug = "file-erased"
    status = HTTPStatus.CONFLICT
    title = "What this file said was erased"
    remedy = "Open a new file if the family applies again."


class FileAsked(KerakError):
    """What somebody asked for has to be decided first."""

    slug = "file-asked"
    status = HTTPStatus.CONFLICT
    title = "Something asked for has to be decided first"
    remedy = "Let the head of section or the Camat agree or decline."


class NothingAsked(KerakError):
    """There is nothing to agree to."""

    slug = "nothing-asked"
    status = HTTPStatus.CONFLICT
    title = "Nothing is asked for in this file"
    remedy = "Read the file anew; it was decided already."


class FileIncomplete(KerakError):
    """Something that the file needs is missing."""

    slug = "file-incomplete"
    status = HTTPStatus.CONFLICT
    title = "The file is not complete"
    remedy = "Fill in what is named, or hand the file back as incomplete."


class NothingMissing(KerakError):
    """A complete file cannot be found incomplete."""

    slug = "nothing-missing"
    status = HTTPStatus.CONFLICT
    title = "Nothing is missing in this file"
    remedy = "Untick the paper that is missing first, or verify the file."


class NotEligible(KerakError):
    """No card is due to this person."""

    slug = "not-eligible"
    status = HTTPStatus.CONFLICT
    title = "No child's card is due"
    remedy = "Check the birth date; refuse the file with this reason if it is right."


class NumberImpossible(KerakError):
    """A NIK or family card number cannot be one."""

    slug = "number-impossible"
    status = HTTPStatus.CONFLICT
    title = "A number cannot be right"
    remedy = "Compare it with the papers and write it anew."


class NumberDoubtful(KerakError):
    """Something speaks against a number, and nobody said why it is right all the same."""

    slug = "number-doubtful"
    status = HTTPStatus.CONFLICT
    title = "A number is doubtful"
    remedy = "Compare it with the papers; write it anew, or give a reason for each doubt."


class SameChild(KerakError):
    """Another file may be of the same child, and nobody has decided yet."""

    slug = "same-child"
    status = HTTPStatus.CONFLICT
    title = "The same child may have another file"
    remedy = "Compare both: say why it is another child, or refuse or withdraw this file."


class NotAlike(KerakError):
    """Nothing is to be decided between these two files."""

    slug = "not-alike"
    status = HTTPStatus.CONFLICT
    title = "Between these two files nothing is to be decided"
    remedy = "Read the file anew; what one of them says has changed."


class FileByOrder(KerakError):
    """What comes of the card's print order is not done to the file itself."""

    slug = "file-by-order"
    status = HTTPStatus.CONFLICT
    title = "This comes of the card's print order"
    remedy = "Say what came out of the printer, or scan the card back, in its print order."
