"""The tables of the reading corner's own database: what is on the shelf, and what was lent.

What a copy is doing now is derived from its open loan, never stored. A loan that has ended knows nobody.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from queue_core.sqlite.columns import NAMES, Instant, among
from reading_corner.rules.shelf import Care, ReaderKind, Where

metadata = MetaData(naming_convention=NAMES)

title = Table(
    "title",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("responsibility", Text),
    Column("edition", Text),
    Column("isbn", String(40)),
    Column("isbn13", String(13), index=True),
    Column("isbn_doubt", String(20)),
    Column("publisher", Text),
    Column("year", SmallInteger),
    Column("place", Text),
    Column("language", String(40)),
    Column("series", Text),
    Column("gmd", Text),
    Column("ddc", String(40)),
    Column("call_number", Text),
    Column("colour", String(20)),
    Column("age_from", SmallInteger),
    Column("age_to", SmallInteger),
    Column("pages", SmallInteger),
    Column("collation", Text),
    Column("summary", Text),
    Column("notes", Text),
    Column("cover", String(120)),
    Column("for_children", Boolean(name="yes_or_no")),
    Column("added_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("ix_title_name", "name"),
    CheckConstraint("name <> ''", name="has_a_name"),
    CheckConstraint("pages IS NULL OR pages > 0", name="has_pages"),
    CheckConstraint("age_from IS NULL OR age_to IS NULL OR age_from <= age_to", name="ages_in_order"),
)
"""`key` says which record of which source a title is, so that the same file twice changes nothing.
`isbn` is as it was given; `isbn13` its normal form where it is right; `isbn_doubt` why it is not.
`for_children` is empty where nobody has said for whom it is: then no child sees it.
"""

author = Table(
    "author",
    metadata,
    Column("title_id", ForeignKey("title.id", ondelete="CASCADE"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("title_id", "position"),
)

topic = Table(
    "topic",
    metadata,
    Column("title_id", ForeignKey("title.id", ondelete="CASCADE"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("name", Text, nullable=False),
    PrimaryKeyConstraint("title_id", "position"),
)

copy = Table(
    "copy",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title_id", ForeignKey("title.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("collection", Text),
    Column("location", Text),
    Column("call_number", Text),
    Column("care", String(12), nullable=False),
    Column("received_on", String(10)),
    Column("kept", Text),
    Column("seen_at", Instant),
    CheckConstraint(f"care IN ({among(Care)})", name="known_care"),
)
"""`kept` is what another system knows of a copy and this one does not use, as JSON, for the way back.
`seen_at` is when somebody last held it: a loan, a return, a stock-take. The index `ix_copy_code_any_case`,
which only a migration can say, finds a code however its letters are written.
"""

reader = Table(
    "reader",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("token", String(64), nullable=False, unique=True),
    Column("child", Boolean(name="yes_or_no"), nullable=False),
    Column("made_at", Instant, nullable=False),
    CheckConstraint(f"kind IN ({among(ReaderKind)})", name="known_kind"),
)
"""Who borrows: a ticket of a day, a child's card, a reader's card. `token` is day and number of a ticket,
which name nobody, and a keyed code of a card, which gives no NIK away (`rules.readers`).
"""

loan = Table(
    "loan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("copy_id", ForeignKey("copy.id", ondelete="CASCADE"), nullable=False),
    Column("reader_id", ForeignKey("reader.id")),
    Column("child", Boolean(name="yes_or_no"), nullable=False),
    Column("where", String(4), nullable=False),
    Column("lent_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("ended_at", Instant),
    CheckConstraint(f'"where" IN ({among(Where)})', name="known_place"),
    CheckConstraint("(ended_at IS NULL) = (reader_id IS NOT NULL)", name="forgets_who"),
    CheckConstraint("ended_at IS NULL OR ended_at >= lent_at", name="ends_after_it_begins"),
    CheckConstraint("(\"where\" = 'home') = (due_at IS NOT NULL)", name="due_when_taken_home"),
    Index("uq_loan_open", "copy_id", unique=True, sqlite_where=text("ended_at IS NULL")),
    Index("ix_loan_reader", "reader_id"),
    Index("ix_loan_copy", "copy_id"),
    Index("ix_loan_lent_at", "lent_at"),
)
"""One open loan a copy, held by the database. Ended, it keeps the count and forgets who.

`ix_loan_reader` covers ended loans, too: SQLite asks it whenever it deletes a reader, and takes no other.
"""

reservation = Table(
    "reservation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title_id", ForeignKey("title.id", ondelete="CASCADE"), nullable=False),
    Column("reader_id", ForeignKey("reader.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("title_id", "reader_id"),
)
"""Who waits for a title, first come first served. It ends with the loan, and with its reader."""

reader_card = Table(
    "reader_card",
    metadata,
    Column("serial", Integer, primary_key=True),
    CheckConstraint("serial BETWEEN 1 AND 999999", name="six_digits"),
)
"""The reader's cards that were made here, by number alone: who holds one is written nowhere."""

member_card = Table(
    "member_card",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("expires_on", String(10), nullable=False),
    CheckConstraint("length(token) = 64 AND token NOT GLOB '*[^0-9a-f]*'", name="no_plain_number"),
    CheckConstraint("expires_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'", name="a_day"),
)
"""The cards of another library that borrow here: a keyed code of each number, and its last day."""

request = Table(
    "request",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""The writes of the last days with their answers: sent again, a write is done once."""

import_run = Table(
    "import_run",
    metadata,
    Column("digest", String(80), primary_key=True),
    Column("file", Text, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("reached", Integer, nullable=False),
    Column("created", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
)
"""How far a catalogue's file is imported, by what stands in it: `reached` is the last row that is kept."""

import_refusal = Table(
    "import_refusal",
    metadata,
    Column("digest", ForeignKey("import_run.digest", ondelete="CASCADE"), nullable=False),
    Column("row", Integer, nullable=False),
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("digest", "row"),
)
"""The rows that were left out, and why."""

SEARCH = """
CREATE VIRTUAL TABLE title_text USING fts5(
    name, people, subjects, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
)
"""
WORDS = "CREATE VIRTUAL TABLE title_words USING fts5vocab('title_text', 'row')"
"""Every title's folded words (`rules.folding`) under its id; and the vocabulary that mends spelling."""
