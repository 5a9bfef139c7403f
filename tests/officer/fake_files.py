"""The calls about files that the fake core answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from queue_core.client.problems import CoreUnreachable
from queue_core.kia.rules.life import MOVES, Action, FileState
from queue_core.kia.rules.needs import Field
from queue_core.kia.rules.nik import Doubt, Sex
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    AskedView,
    FileHead,
    FileList,
    FileSearch,
    FileView,
    HeldView,
    Hold,
    NewFile,
    NumberDoubt,
    OtherChild,
    PaperView,
    Refusal,
    Revealed,
    Revealing,
    ToldApart,
    WrittenDraft,
)
from queue_core.kia.wire.people import ExportedFile, ExportWish, FileHistory, PersonExport
from queue_core.kia.wire.subject import Child, Consent, Draft, Relation

THEN = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)
NIK = "9901015708150001"
CHILD = Child(
    name="Siti Nur'aini",
    nik="••••••••••••0001",
    family_card="••••••••••••0001",
    birth_date=date(2015, 8, 17),
    sex=Sex.FEMALE,
    village="33.02.20.2001",
    mother="Sulastri",
)
WHO: dict[str, object] = {"at": THEN, "by": "ani"}
PAPERS = ("Akta kelahiran anak", "Kartu keluarga")
REGION = NumberDoubt(about="nik", doubt=Doubt.REGION)


def file_head(file_id: int = 1, state: FileState = FileState.DRAFT, **more: object) -> FileHead:
    """The head of a file of A001 for a new card."""
    told = {f"{what}_{key}": value for what in ("opened", "changed", "moved") for key, value in WHO.items()}
    plain = {"id": file_id, "kind": "kia_new", "service": "kia", "ticket_id": 1, "ticket": "A001"}
    return FileHead.model_validate(plain | told | {"state": state, "version": 1} | more)


def file_view(head: FileHead | None = None, **more: object) -> FileView:
    """A file that has its child, one of its two papers, and a doubt about its NIK."""
    head = head or file_head()
    told: dict[str, object] = {
        "head": head,
        "draft": Draft(
            child=CHILD, papers=PAPERS[:1], consent=Consent(by="Sulastri", relation=Relation.MOTHER)
        ),
        "papers": papers_beside(PAPERS[:1]),
        "doubts": (REGION,),
        "actions": tuple(action for state, action in MOVES if state is head.state),
    }
    return FileView.model_validate(told | more)


def papers_beside(there: tuple[str, ...]) -> tuple[PaperView, ...]:
    return tuple(PaperView(name={"id": one, "en": one}, there=one in there) for one in PAPERS)


def in_hands_of(who: str) -> HeldView:
    return HeldView(by=who, since=THEN)


def wish_of(who: str) -> AskedView:
    return AskedView(action=Action.CORRECT, by=who, at=THEN)


@dataclass
class FakeFileCalls:
    """Keeps files, and what is done to them."""

    filed: list[str] = field(default_factory=list)
    kept: dict[int, FileView] = field(default_factory=dict)
    refuses_file: Exception | None = None
    loses_answer: bool = False
    """The next write is done, but its answer is lost on its way."""
    answered: dict[str, FileHead] = field(default_factory=dict)

    def open_file(self, new: NewFile) -> FileHead:
        self._noted(f"open {new.kind} {new.ticket_id}")
        head = file_head(len(self.kept) + 1, kind=new.kind, ticket_id=new.ticket_id, held=in_hands_of("budi"))
        self.kept[head.id] = file_view(head, draft=Draft(), papers=papers_beside(()), doubts=())
        return head

    def files_of(self, ticket_id: int) -> FileList:
        return FileList(
            files=tuple(one.head for one in self.kept.values() if one.head.ticket_id == ticket_id)
        )

    def files_in(self, state: FileState) -> FileList:
        return FileList(files=tuple(one.head for one in self.kept.values() if one.head.state is state))

    def urgent_files(self) -> FileList:
        return FileList(files=tuple(one.head for one in self.kept.values() if one.head.clock))

    def asked_files(self) -> FileList:
        return FileList(files=tuple(one.head for one in self.kept.values() if one.head.asked))

    def files_to_sign(self) -> FileList:
        return self.files_in(FileState.RECORDED)

    def search_files(self, wanted: FileSearch) -> FileList:
        self.filed.append(f"search {wanted.nik or wanted.name}")
        return FileList(files=tuple(one.head for one in self.kept.values()))

    def file(self, file_id: int) -> FileView:
        return self.kept[file_id]

    def write_file(self, file_id: int, written: WrittenDraft, request_id: str | None = None) -> FileHead:
        if request_id in self.answered:
            return self.answered[request_id]
        head = self._write(file_id, written)
        if request_id is not None:
            self.answered[request_id] = head
        if self.loses_answer:
            self.loses_answer = False
            raise CoreUnreachable
        return head

    def _write(self, file_id: int, written: WrittenDraft) -> FileHead:
        draft = written.draft
        told = f"write {file_id} v{written.version} {draft.child.name}: {len(draft.papers)} papers"
        explained = {(one.about, one.doubt) for one in draft.doubts}
        doubts = tuple(one for one in self.kept[file_id].doubts if (one.about, one.doubt) not in explained)
        papers = papers_beside(draft.papers)
        return self._change(told, file_id, draft=draft, papers=papers, doubts=doubts)

    def hold_file(self, file_id: int, asked: Hold) -> FileHead:
        return self._change(f"hold {file_id} from {asked.from_holder}", file_id, held=in_hands_of("budi"))

    def release_file(self, file_id: int) -> FileHead:
        return self._change(f"release {file_id}", file_id, held=None)

    def move_file(self, file_id: int, asked: AskedMove) -> FileHead:
        move = MOVES[self.kept[file_id].head.state, asked.action]
        told = f"{asked.action} {file_id} {asked.reason}"
        if move.needs_two:
            return self._change(told, file_id, asked=wish_of("budi"))
        return self._change(told, file_id, state=move.after, held=None)

    def tell_apart(self, file_id: int, decided: OtherChild) -> FileHead:
        told = ToldApart(by="budi", at=THEN, reason=decided.reason)
        alike = tuple(
            one.model_copy(update={"told_apart": told}) if one.head.id == decided.other else one
            for one in self.kept[file_id].alike
        )
        self._change(f"apart {file_id} {decided.other} {decided.reason}", file_id, alike=alike)
        return self.kept[file_id].head

    def agree_to_file(self, file_id: int, agreed: Agreement) -> FileHead:
        return self._change(
            f"agree {file_id} v{agreed.version}", file_id, asked=None, state=FileState.CORRECTION
        )

    def decline_file(self, file_id: int, refusal: Refusal) -> FileHead:
        return self._change(f"decline {file_id} v{refusal.version}", file_id, asked=None)

    def reveal(self, file_id: int, wanted: Revealing) -> Revealed:
        self.filed.append(f"reveal {file_id} {wanted.field} {wanted.reason}")
        return Revealed(field=Field.NIK, value=NIK)

    def file_history(self, file_id: int) -> FileHistory:
        self.filed.append(f"history {file_id}")
        told = {"at": THEN, "by": "account:ani", "state": "submitted", "version": 2}
        acts = ({"action": "file_moved"}, {"action": "file_revealed", "field": "nik", "why": "supervision"})
        return FileHistory.model_validate({"acts": [told | act for act in acts]})

    def export_person(self, wish: ExportWish) -> PersonExport:
        self.filed.append(f"export {wish.nik} {wish.reason}")
        files = tuple(ExportedFile(head=one.head, parts={"said": NIK}) for one in self.kept.values())
        return PersonExport(office="kembaran", made_at=THEN, made_by="budi", reason=wish.reason, files=files)

    def _change(self, deed: str, file_id: int, **more: object) -> FileHead:
        self._noted(deed)
        view = self.kept[file_id]
        of_view = {key: value for key, value in more.items() if key in FileView.model_fields}
        of_head = {key: value for key, value in more.items() if key in FileHead.model_fields}
        version = view.head.version + (set(more) != {"held"})
        later = {"version": version, "changed_by": "budi", "changed_at": THEN + timedelta(minutes=5)}
        head = view.head.model_copy(update=later | of_head)
        actions = tuple(action for state, action in MOVES if state is head.state)
        self.kept[file_id] = view.model_copy(update={"head": head, "actions": actions} | of_view)
        return head

    def _noted(self, deed: str) -> None:
        if self.refuses_file is not None:
            refusal, self.refuses_file = self.refuses_file, None
            raise refusal
        self.filed.append(deed)
