"""What can be wrong with the database file, each with what the technician does about it."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class DatabaseUnusableError(KerakError):
    """The database file cannot be used by this program."""

    slug = "database-unusable"


class DatabaseMissing(DatabaseUnusableError):
    """There is no database file where the settings say."""

    slug = "database-missing"
    title = "The office database is missing"
    remedy = "Bring it back with 'kerak restore', or make a new office with 'kerak init'."


class DatabaseExists(DatabaseUnusableError):
    """A new database was asked for where one stands already."""

    slug = "database-exists"
    title = "There is an office database already"
    remedy = "Use it as it is, or choose another place for the new one."


class NotAnOfficeDatabase(DatabaseUnusableError):
    """The file is not a database of this program."""

    slug = "not-an-office-database"
    title = "The file is not an office database"
    remedy = "Check the path 'core.database' in the settings."


class DatabaseOlder(DatabaseUnusableError):
    """The database was made by an older program."""

    slug = "database-older"
    title = "The office database is of an older version"
    remedy = "Make a backup with 'kerak backup', then run 'kerak init --upgrade'."


class DatabaseNewer(DatabaseUnusableError):
    """The database was made by a newer program."""

    slug = "database-newer"
    title = "The office database is of a newer version than this program"
    remedy = "Install the newer program again."


LOST_FOR_GOOD = (
    "If it is lost for good, 'kerak init --new-key' makes another, which opens nothing sealed before."
)


class KeyMissing(DatabaseUnusableError):
    """There is no key where the settings say."""

    slug = "key-missing"
    title = "The office's key is missing"
    remedy = f"Bring it back with 'kerak restore' from a backup and its passphrase. {LOST_FOR_GOOD}"


class KeyExists(DatabaseUnusableError):
    """A new key was asked for where one stands already."""

    slug = "key-exists"
    title = "There is a key already"
    remedy = "Use it as it is: whatever is sealed opens with it alone."


class KeyUnreadable(DatabaseUnusableError):
    """The file holds no key that can be read."""

    slug = "key-unreadable"
    title = "The office's key cannot be read"
    remedy = "Check who owns the file; bring it back with 'kerak restore' if it is damaged."


class KeyWrong(DatabaseUnusableError):
    """The key is not the one under which this database is sealed."""

    slug = "key-wrong"
    title = "The key belongs to another database"
    remedy = f"Put the right key in its place, or 'kerak restore' with the passphrase. {LOST_FOR_GOOD}"


class PassphraseWrong(KerakError):
    """The passphrase does not open the wrapped key."""

    slug = "passphrase-wrong"
    title = "The passphrase is not the right one"
    remedy = "Type it again, capital letters and spaces too; nothing was changed."


class PassphraseTooShort(KerakError):
    """The passphrase would be guessed."""

    slug = "passphrase-too-short"
    title = "The passphrase is too short"
    remedy = "Take at least 12 characters, such as four words; nothing was written."


class SealBroken(KerakError):
    """Something sealed does not open."""

    slug = "seal-broken"
    title = "A sealed record does not open"
    remedy = "Call the technician: the key is another one, or the database was changed by hand."
    status = HTTPStatus.INTERNAL_SERVER_ERROR
