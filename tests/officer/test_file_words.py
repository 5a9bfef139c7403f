"""A file in the officer's words: what can be done now, what is missing, who has it in hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from queue_core.access.rules import Role
from queue_core.access.wire import Account
from queue_core.foundation.messages import load_catalogues
from queue_core.kia.rules.life import BY_ORDER, MOVES, Action, FileState
from queue_core.kia.rules.needs import Bar, Field
from queue_core.kia.rules.nik import Doubt, Fault
from queue_core.kia.wire.files import FileList, FileView, NumberFault, RevealReason
from queue_core.kia.wire.people import ExportReason, FileHistory
from queue_core.kia.wire.subject import Child, Draft, Relation
from queue_core.officer.file_history import ACTS, lines
from queue_core.officer.file_refusals import refused
from queue_core.officer.file_view import (
    DONE_AT_ONCE,
    about,
    acts,
    explained,
    facts,
    lacks,
    offers_form,
    papers,
    sections,
    ticked,
    title,
)
from queue_core.officer.files import kinds, listed
from queue_core.officer.more import Entry, marked
from queue_core.officer.shift import Shift
from tests.officer.fake_files import PAPERS, THEN, file_head, file_view, in_hands_of, wish_of
from tests.officer.fakes import PROFILE, FakeCore, refusal, shift_with, ticket

SENTENCES = load_catalogues("queue_core.officer")["id"].sentences


@pytest.fixture
def shift() -> Shift:
    return shift_of(Role.OFFICER)


def shift_of(role: Role, me: str = "budi") -> Shift:
    shift = shift_with(FakeCore())
    shift.office = FakeCore().office()
    shift.account = Account(username=me, roles=(role,), must_change_password=False)
    return shift


def ids(shift: Shift, view: FileView) -> list[str]:
    return [entry.id for entry in acts(shift, view)]


def told(entries: Iterable[Entry]) -> str:
    return "\n".join(entry.words for entry in entries)


def test_what_an_officer_writes_on_end_is_one_line_of_the_history(shift: Shift) -> None:
    writers = ("budi", "budi", "ani", "budi")
    told = {"at": THEN, "state": "draft", "action": "file_written"}
    acts = [told | {"by": f"account:{who}", "version": at} for at, who in enumerate(writers, 2)]
    seen = {"at": THEN, "by": "account:budi", "action": "file_revealed", "state": "draft", "version": 6}
    twice = [seen, seen | {"at": THEN + timedelta(minutes=1)}]
    history = FileHistory.model_validate({"acts": acts + twice})
    assert [line.split(": ")[0].split()[-1] for line in lines(shift, history)] == [
        "budi",
        "budi",
        "budi",
        "ani",
        "budi",
    ]


def test_every_word_of_a_file_has_its_sentence() -> None:
    groups: dict[str, Iterable[str]] = {
        "state": FileState,
        "act": Action,
        "field": [*Field, *Child.model_fields],
        "doubt": Doubt,
        "fault": Fault,
        "bar": Bar,
        "reveal": RevealReason,
        "export_reason": ExportReason,
        "history": ACTS,
        "relation": Relation,
        "ask": {action for (_, action), move in MOVES.items() if not move.needs_reason}
        - DONE_AT_ONCE
        - BY_ORDER
        - {Action.HAND_OVER},  # whose form asks
        "role": {role for move in MOVES.values() for role in move.roles},
    }
    wanted = {f"files.{group}.{one}" for group, words in groups.items() for one in words}
    assert wanted <= set(SENTENCES)


def test_the_kinds_of_the_tickets_service_stand_first(shift: Shift) -> None:
    assert kinds(shift, "registration")[0].key == "registration"
    assert len(kinds(shift, None)) == len(PROFILE.files.kinds)


def test_a_list_names_the_child_the_state_and_in_whose_hands_a_file_is(shift: Shift) -> None:
    head = file_head(7, FileState.SUBMITTED, held=in_hands_of("ani"))
    entries = listed(shift, FileList(files=(head,)), {7: "Siti"}, ticket())
    assert entries[0].id == "file:7"
    assert all(word in entries[0].words for word in ("Siti", "diajukan", "dipegang ani sejak"))
    assert [entry.id for entry in entries[-7:]] == [
        "search:",
        "states:",
        "shelf:",
        "urgent:",
        "asked:",
        "cards:",
        "children:",
    ]


def test_without_a_ticket_nothing_is_opened(shift: Shift) -> None:
    entries = listed(shift, FileList(files=()), {}, None)
    assert [entry.id for entry in entries] == [
        f"{one}:" for one in ("search", "states", "shelf", "urgent", "asked", "cards", "children")
    ]


def test_only_the_moves_that_the_core_allows_are_offered(shift: Shift) -> None:
    view = file_view(file_head(state=FileState.SUBMITTED), actions=(Action.VERIFY, Action.REFUSE))
    assert ids(shift, view)[-2:] == ["move:verify", "move:refuse"]


def test_a_file_in_somebody_elses_hands_is_only_taken_over(shift: Shift) -> None:
    view = file_view(file_head(held=in_hands_of("ani")))
    assert ids(shift, view) == ["take:ani"]
    assert "DIPEGANG ani" in about(shift, view)


@pytest.mark.parametrize(
    ("role", "me", "decisions"),
    [
        (Role.OFFICER, "budi", []),
        (Role.OFFICER, "ani", ["decline:"]),
        (Role.HEAD_OF_SECTION, "budi", ["agree:", "decline:"]),
        (Role.HEAD_OF_SECTION, "ani", ["decline:"]),
    ],
)
def test_a_wish_is_decided_by_others_and_taken_back_by_who_asked(
    role: Role, me: str, decisions: list[str]
) -> None:
    view = file_view(file_head(state=FileState.VERIFIED, asked=wish_of("ani")))
    assert ids(shift_of(role, me), view) == decisions
    assert "ani meminta" in about(shift_of(role, me), view)


def test_the_next_step_of_another_role_is_named(shift: Shift) -> None:
    view = file_view(file_head(state=FileState.VERIFIED), actions=(Action.CORRECT,))
    assert "Berikutnya: Catat di SIAK (operator SIAK)." in about(shift, view)


def test_papers_are_ticked_until_the_file_is_approved(shift: Shift) -> None:
    assert [(one.id, one.words[:3]) for one in papers(shift, file_view())] == [
        ("paper:0", "[x]"),
        ("paper:1", "[ ]"),
    ]
    approved = file_view(file_head(state=FileState.VERIFIED))
    assert {one.id for one in papers(shift, approved)} == {""}


def test_a_tick_puts_a_paper_there_and_takes_it_away() -> None:
    both = ticked(Draft(papers=PAPERS[:1]), PAPERS[1])
    assert both.papers == PAPERS
    assert ticked(both, PAPERS[1]).papers == PAPERS[:1]


def test_what_is_missing_impossible_or_doubtful_is_told(shift: Shift) -> None:
    fault = NumberFault(about="family_card", fault=Fault.NO_SUCH_DAY)
    view = file_view(missing=(Field.RELIGION,), faults=(fault,), bar=Bar.MARRIED)
    words = told(lacks(shift, view))
    assert all(one in words for one in ("Agama", "sudah menikah", "tanggal di dalamnya tidak ada"))
    assert [one.id for one in lacks(shift, view)][-1] == "doubt:nik:region"


def test_a_doubt_that_was_explained_is_told_with_its_reason(shift: Shift) -> None:
    view = file_view(draft=explained(Draft(), "nik:region", "begitu di KK"), doubts=())
    assert told(lacks(shift, view)) == "NIK: kode wilayahnya tidak dikenal; dijelaskan: begitu di KK"


def test_facts_are_told_in_words_and_numbers_can_be_looked_at(shift: Shift) -> None:
    words = told(facts(shift, file_view()))
    assert all(one in words for one in ("17 Agustus 2015", "perempuan", "Ledug", "Sulastri (ibu)"))
    assert [one.id for one in facts(shift, file_view())][:4] == [
        "fact:name",
        "reveal:nik",
        "reveal:family_card",
        "fact:birth_certificate",
    ]


def test_the_title_names_kind_number_and_state(shift: Shift) -> None:
    assert title(shift, file_view()) == "Berkas 1, KIA baru, nomor A001: isian"


def test_a_refusal_names_who_and_since_when_and_what_is_missing(shift: Shift) -> None:
    held = file_view(file_head(held=in_hands_of("ani")))
    assert refused(shift, refusal("file-held"), held).startswith("SEDANG DIPEGANG ani sejak")
    assert refused(shift, refusal("file-changed"), held).startswith("ani mengubah berkas ini")
    assert PAPERS[1] in refused(shift, refusal("file-incomplete"), file_view())
    assert refused(shift, refusal("own-wish"), held).startswith("Permintaan sendiri")


def test_of_an_approved_file_neither_papers_nor_doubts_ask_for_a_key(shift: Shift) -> None:
    view = file_view(file_head(state=FileState.VERIFIED))
    titles = [title for title, _ in sections(shift, view)]
    assert titles == [
        "Yang dapat dilakukan",
        "Perlu diperiksa",
        "Persyaratan",
        "Foto dan pindaian",
        "Isi berkas",
    ]
    assert told(lacks(shift, view)) == "NIK meragukan: kode wilayahnya tidak dikenal."
    assert offers_form(shift, file_view())
    assert not offers_form(shift, view)


def test_what_a_new_file_does_not_say_yet_is_a_dash(shift: Shift) -> None:
    words = told(facts(shift, file_view(draft=Draft())))
    assert "Tanggal lahir: -" in words
    assert "None" not in words


@pytest.mark.parametrize(
    ("pointed", "mark"),
    [("paper:0", 3), ("doubt:nik:region", 2), ("move:withdraw", 1), ("reveal:nik", 1), (None, 1)],
)
def test_the_mark_stays_on_its_entry_else_among_its_kind_else_on_the_first(
    pointed: str | None, mark: int
) -> None:
    assert marked([None, "move:submit", "doubt:family_card:region", "paper:0"], pointed) == mark


def test_where_nothing_can_be_done_nothing_is_marked() -> None:
    assert marked([None, None], "move:submit") is None
