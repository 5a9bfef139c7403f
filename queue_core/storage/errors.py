"""What can be wrong with the database file, each with what the technician does about it."""

from __future__ import annotations

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
