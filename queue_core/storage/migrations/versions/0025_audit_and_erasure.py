"""The chain over the ledger, which is not changed any more; a key of its own for every file, to be erased by.

What files say, and why they were moved, is sealed anew under the file's own key, here and in the ledger: a
file that does not open under the office's key stays as it is. SQLite cannot change a CHECK, so the table of
files is made anew from its own text.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from queue_core.storage.errors import SealBroken
from queue_core.storage.keys import open_seal
from queue_core.storage.seal import Seal

revision = "0025"
down_revision = "0021"

SEALED = "{0} IS NULL OR (length({0}) > 29 AND substr({0}, 1, 1) = x'01')"
CHANGED = (
    (
        "subject IS NOT NULL OR state IN ('draft', 'withdrawn')",
        "subject IS NOT NULL OR state IN ('draft', 'withdrawn') OR erased_at IS NOT NULL",
    ),
    (
        "asked_action IN ('correct', 'reprint', 'void')",
        "asked_action IN ('correct', 'reprint', 'void', 'erase')",
    ),
    (
        "\tCONSTRAINT pk_file",
        "\tdata_key BLOB, \n\terased_at DATETIME, \n"
        f"\tCONSTRAINT ck_file_key_sealed CHECK ({SEALED.format('data_key')}), \n"
        "\tCONSTRAINT ck_file_nothing_left CHECK (erased_at IS NULL OR coalesce(subject, reason, data_key, "
        "nik_token, asked_action, held_by) IS NULL), \n\tCONSTRAINT pk_file",
    ),
)
LEFT_ALONE = ("ledger", "audit_link")


def upgrade() -> None:
    """Makes the chain's table, changes that of files, seals anew, then closes the ledger."""
    op.create_table(
        "audit_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("first_row <= last_row", name=op.f("ck_audit_link_some_rows")),
        sa.CheckConstraint(
            "length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'", name=op.f("ck_audit_link_hash_is_one")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_link")),
    )
    op.create_index(
        "ix_ledger_file",
        "ledger",
        ["office", sa.text("json_extract(body, '$.file.id')")],
        sqlite_where=sa.text("coalesce(staff_seq, hall_seq) IS NULL"),
    )
    _change_files()
    _seal_anew()
    for table in LEFT_ALONE:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'a row of {table} stays as it is'); END"
            )


def _change_files() -> None:
    """The table of files with what is added and changed, its rows, indexes and triggers as they are."""
    book = op.get_bind()
    query = "SELECT type, sql FROM sqlite_master WHERE tbl_name = 'file' AND sql IS NOT NULL"
    made = book.exec_driver_sql(query).all()
    (table,) = (sql for kind, sql in made if kind == "table")
    for before, after in CHANGED:
        if table.count(before) != 1:
            raise RuntimeError(f"the table of files has no single '{before}'")
        table = table.replace(before, after)
    columns = ", ".join(name for _, name, *_ in book.exec_driver_sql("PRAGMA table_info(file)"))
    head, name, rest = table.partition("file")
    book.exec_driver_sql(f"{head}file_anew{rest}".replace('"file_anew"', "file_anew"))
    book.exec_driver_sql(f"INSERT INTO file_anew ({columns}) SELECT {columns} FROM file")  # noqa: S608  own names
    book.exec_driver_sql("DROP TABLE file")
    book.exec_driver_sql(f"ALTER TABLE file_anew RENAME TO {name}")
    for kind, sql in made:
        if kind != "table":
            book.exec_driver_sql(sql)


def _seal_anew() -> None:
    book = op.get_bind()
    files = book.exec_driver_sql("SELECT id, office, subject, reason FROM file").all()
    if not files:
        return
    seal = open_seal(Path(str(book.exec_driver_sql("PRAGMA database_list").first()[2])))  # type: ignore[index]  # there is always one
    for file_id, office, subject, reason in files:
        place, own_place = f"file {office} {file_id}", f"file {office} key"
        data_key = seal.new_own(own_place)
        own = seal.own(data_key, own_place)
        try:
            values = [data_key, _anew(seal, own, subject, f"{place} subject")]
            values.append(_anew(seal, own, reason, f"{place} reason"))
        except SealBroken:
            continue
        book.exec_driver_sql(
            "UPDATE file SET data_key = ?, subject = ?, reason = ? WHERE id = ?", (*values, file_id)
        )
        _reasons_anew(seal, own, office, file_id)


def _reasons_anew(seal: Seal, own: Seal, office: str, file_id: int) -> None:
    book = op.get_bind()
    query = (
        "SELECT id, body FROM ledger WHERE office = ? AND json_extract(body, '$.file.id') = ? "
        "AND coalesce(staff_seq, hall_seq) IS NULL AND json_extract(body, '$.sealed_reason') IS NOT NULL"
    )
    for row_id, text in book.exec_driver_sql(query, (office, file_id)).all():
        body = json.loads(text)
        sealed = _anew(seal, own, base64.b64decode(body["sealed_reason"]), f"file {office} {file_id} reason")
        body["sealed_reason"] = base64.b64encode(sealed or b"").decode()
        book.exec_driver_sql("UPDATE ledger SET body = ? WHERE id = ?", (json.dumps(body), row_id))


def _anew(seal: Seal, own: Seal, sealed: bytes | None, place: str) -> bytes | None:
    return None if sealed is None else own.seal(seal.open(sealed, place), place)
