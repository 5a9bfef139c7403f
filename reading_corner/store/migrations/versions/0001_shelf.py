"""The shelf: titles, copies, readers, loans, and the words by which titles are found."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
CREATE TABLE reader (
    id INTEGER NOT NULL,
    kind VARCHAR(8) NOT NULL,
    token VARCHAR(64) NOT NULL,
    child BOOLEAN NOT NULL,
    made_at DATETIME NOT NULL,
    CONSTRAINT pk_reader PRIMARY KEY (id),
    CONSTRAINT ck_reader_known_kind CHECK (kind IN ('ticket', 'kia', 'reader')),
    CONSTRAINT uq_reader_token UNIQUE (token)
)
    """,
    """
CREATE TABLE request (
    id VARCHAR(80) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    answer TEXT NOT NULL,
    at DATETIME NOT NULL,
    CONSTRAINT pk_request PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE title (
    id INTEGER NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    name TEXT NOT NULL,
    responsibility TEXT,
    edition TEXT,
    isbn VARCHAR(40),
    isbn13 VARCHAR(13),
    isbn_doubt VARCHAR(20),
    publisher TEXT,
    year SMALLINT,
    place TEXT,
    language VARCHAR(40),
    series TEXT,
    gmd TEXT,
    ddc VARCHAR(40),
    call_number TEXT,
    colour VARCHAR(20),
    age_from SMALLINT,
    age_to SMALLINT,
    pages SMALLINT,
    collation TEXT,
    summary TEXT,
    notes TEXT,
    cover VARCHAR(120),
    for_children BOOLEAN DEFAULT 0 NOT NULL,
    added_at DATETIME NOT NULL,
    changed_at DATETIME NOT NULL,
    CONSTRAINT pk_title PRIMARY KEY (id),
    CONSTRAINT ck_title_has_a_name CHECK (name <> ''),
    CONSTRAINT ck_title_has_pages CHECK (pages IS NULL OR pages > 0),
    CONSTRAINT ck_title_ages_in_order CHECK (age_from IS NULL OR age_to IS NULL OR age_from <= age_to),
    CONSTRAINT uq_title_key UNIQUE ("key")
)
    """,
    """
CREATE INDEX ix_title_isbn13 ON title (isbn13)
    """,
    """
CREATE TABLE author (
    title_id INTEGER NOT NULL,
    position SMALLINT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_author PRIMARY KEY (title_id, position),
    CONSTRAINT fk_author_title_id FOREIGN KEY(title_id) REFERENCES title (id) ON DELETE CASCADE
)
    """,
    """
CREATE TABLE copy (
    id INTEGER NOT NULL,
    title_id INTEGER NOT NULL,
    code VARCHAR(40) NOT NULL,
    collection TEXT,
    location TEXT,
    call_number TEXT,
    care VARCHAR(12) NOT NULL,
    received_on VARCHAR(10),
    kept TEXT,
    seen_at DATETIME,
    CONSTRAINT pk_copy PRIMARY KEY (id),
    CONSTRAINT ck_copy_known_care CHECK (care IN ('in_use', 'repair', 'missing', 'reference', 'withdrawn')),
    CONSTRAINT fk_copy_title_id FOREIGN KEY(title_id) REFERENCES title (id) ON DELETE CASCADE,
    CONSTRAINT uq_copy_code UNIQUE (code)
)
    """,
    """
CREATE INDEX ix_copy_title_id ON copy (title_id)
    """,
    """
CREATE TABLE topic (
    title_id INTEGER NOT NULL,
    position SMALLINT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_topic PRIMARY KEY (title_id, position),
    CONSTRAINT fk_topic_title_id FOREIGN KEY(title_id) REFERENCES title (id) ON DELETE CASCADE
)
    """,
    """
CREATE TABLE loan (
    id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    reader_id INTEGER,
    child BOOLEAN NOT NULL,
    "where" VARCHAR(4) NOT NULL,
    lent_at DATETIME NOT NULL,
    due_at DATETIME,
    ended_at DATETIME,
    CONSTRAINT pk_loan PRIMARY KEY (id),
    CONSTRAINT ck_loan_known_place CHECK ("where" IN ('here', 'home')),
    CONSTRAINT ck_loan_forgets_who CHECK ((ended_at IS NULL) = (reader_id IS NOT NULL)),
    CONSTRAINT ck_loan_ends_after_it_begins CHECK (ended_at IS NULL OR ended_at >= lent_at),
    CONSTRAINT ck_loan_due_when_taken_home CHECK (("where" = 'home') = (due_at IS NOT NULL)),
    CONSTRAINT fk_loan_copy_id FOREIGN KEY(copy_id) REFERENCES copy (id) ON DELETE CASCADE,
    CONSTRAINT fk_loan_reader_id FOREIGN KEY(reader_id) REFERENCES reader (id)
)
    """,
    """
CREATE INDEX ix_loan_lent_at ON loan (lent_at)
    """,
    """
CREATE INDEX ix_loan_reader ON loan (reader_id) WHERE ended_at IS NULL
    """,
    """
CREATE UNIQUE INDEX uq_loan_open ON loan (copy_id) WHERE ended_at IS NULL
    """,
    """
CREATE VIRTUAL TABLE title_text USING fts5(
    name, people, subjects, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
)
    """,
    """
CREATE VIRTUAL TABLE title_words USING fts5vocab('title_text', 'row')
    """,
)


def upgrade() -> None:
    """Makes every table of a new shelf."""
    for statement in STATEMENTS:
        op.execute(statement)
