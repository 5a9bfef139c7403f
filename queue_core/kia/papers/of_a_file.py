"""What the papers of one file say: the receipt, what is missing, the slip to fetch it with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date, format_time

from queue_core.foundation.messages import Catalogue
from queue_core.foundation.profile import Office
from queue_core.kia.rules.handover import ReceiverIs
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import HEIGHT, WIDTH, Receipt
from queue_core.sheets.model import (
    Block,
    Bullets,
    Code,
    Facts,
    Heading,
    Sheet,
    Signatures,
    Signing,
    Strokes,
    Words,
)


@dataclass(frozen=True)
class About:
    """Whose paper it is: the words, the office, the file, and its kind in words."""

    catalogue: Catalogue
    office: Office
    head: FileHead
    kind: str

    def say(self, key: str, **values: object) -> str:
        """A sentence in the paper's language."""
        return self.catalogue.say(key, **values)

    def moment(self, at: datetime) -> str:
        """An instant by the office's clock."""
        local, language = at.astimezone(self.office.zone), self.catalogue.language
        return (
            f"{format_date(local, 'long', locale=language)}, {format_time(local, 'short', locale=language)}"
        )


@dataclass(frozen=True)
class HandedOver:
    """To whom a file went, when, by whom, and the strokes of the signature if that was drawn."""

    receipt: Receipt
    at: datetime
    by: str
    strokes: Strokes = ()


def receipt(about: About, name: str, handed: HandedOver | None) -> Sheet:
    """The receipt; before the file is handed over, with lines to write on."""
    told = handed.receipt if handed else None
    rows = (
        ("receipt.name", name),
        ("receipt.receiver", told.receiver if told else ""),
        ("receipt.relation", relation_words(about.catalogue, told) if told else ""),
        ("receipt.proof", about.say(f"proof.{told.proof}", last_four=told.last_four) if told else ""),
        ("receipt.handed", about.moment(handed.at) if handed else ""),
    )
    size = (WIDTH, HEIGHT)
    gives = Signing(about.say("receipt.gives"), handed.by if handed else "")
    takes = Signing(
        about.say("receipt.takes"), told.receiver if told else "", handed.strokes if handed else (), size
    )
    facts = Facts(tuple((about.say(key), value) for key, value in rows))
    signed = (Words(about.say("receipt.words")), Signatures((gives, takes)))
    return _sheet(about, "receipt.title", facts, *signed)


def missing(about: About, fields: tuple[str, ...], papers: tuple[str, ...]) -> Sheet:
    """What a family has to bring, to be ticked."""
    blocks: list[Block] = [Words(about.say("missing.words"))]
    if papers:
        blocks += [Words(about.say("missing.papers"), bold=True), Bullets(papers)]
    if fields:
        names = tuple(_capital(field_name(about.catalogue, field)) for field in fields)
        blocks += [Words(about.say("missing.fields"), bold=True), Bullets(names)]
    return _sheet(about, "missing.title", *blocks, Words(about.say("missing.free"), small=True))


def spoken_missing(catalogue: Catalogue, fields: tuple[str, ...], papers: tuple[str, ...]) -> str:
    """The same, to be read aloud. It names nobody."""
    names = (field_name(catalogue, field) for field in fields)
    return catalogue.say("missing.spoken", items="; ".join([*papers, *names]))


def pick_up(about: About, code: str) -> Sheet:
    """The slip to fetch it with: nothing on it says whose it is."""
    return _sheet(about, "pick_up.title", Words(about.say("pick_up.words")), Code(code))


def relation_words(catalogue: Catalogue, told: Receipt) -> str:
    """What the receiver is to the child."""
    if told.relation is ReceiverIs.OTHER:
        return told.relation_word
    return catalogue.say(f"relation.{told.relation}")


def field_name(catalogue: Catalogue, field: str) -> str:
    """A field of a file, as it is said to a family."""
    return catalogue.say(f"field.{field}")


def _sheet(about: About, title: str, *blocks: Block) -> Sheet:
    head, office = about.head, about.office
    facts = (
        (about.say("paper.kind"), about.kind),
        (about.say("paper.register"), head.register_number or about.say("paper.none")),
        (about.say("paper.file"), str(head.id)),
    )
    letterhead = (Heading(office.name), Words(f"{office.address} · {office.phone}", small=True))
    return Sheet(
        title=about.say(title),
        blocks=(*letterhead, Heading(about.say(title)), Facts(facts), *blocks),
        foot=about.say("paper.page", page="{page}", pages="{pages}"),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
