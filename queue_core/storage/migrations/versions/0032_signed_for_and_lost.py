"""A page to sign on is of one version of its file; a lost card is reported, which takes two people.

SQLite cannot change a CHECK, so the table of files is made anew from its own text.
"""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"

ASKED = "asked_action IN ('correct', 'reprint', 'void', 'erase')"
ASKED_NOW = "asked_action IN ('correct', 'reprint', 'void', 'erase', 'report_lost')"


def upgrade() -> None:
    """Adds the version, and the wish; a page that was asked for before has none, and is asked for again."""
    op.execute("ALTER TABLE signature ADD COLUMN version INTEGER")
    _change_files()


def _change_files() -> None:
    """The table of files with the wish that may be asked for; rows, indexes and triggers as they are."""
    book = op.get_bind()
    query = "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'file' AND sql IS NOT NULL"
    made = book.exec_driver_sql(query).all()
    (table,) = (sql for kind, sql in made if kind == "table")
    if table.count(ASKED) != 1:
        raise RuntimeError(f"the table of files has no single '{ASKED}'")
    head, name, rest = table.replace(ASKED, ASKED_NOW).partition("file")
    book.exec_driver_sql(f"{head}file_anew{rest}".replace('"file_anew"', "file_anew"))
    book.exec_driver_sql("INSERT INTO file_anew SELECT * FROM file")
    book.exec_driver_sql("DROP TABLE file")
    book.exec_driver_sql(f"ALTER TABLE file_anew RENAME TO {name}")
    for kind, sql in made:
        if kind != "table":
            book.exec_driver_sql(sql)
