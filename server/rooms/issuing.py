"""A document's life: dự thảo → trình ký → đã ký → ban hành (day.md D22).

Numbers are given by the registry office: they are typed by people and never made here."""

from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Final, assert_never

import msgspec
from immutables import Map
from msgspec import Meta
from msgspec.structs import replace

from server.rooms import coverage, files, words, workdays
from server.rooms.conclusion import Conclusion, Issuer
from server.rooms.floor import Floor
from server.rooms.opinions import Opinions
from server.rooms.words import (
    BESIDE,
    Actor,
    Empty,
    Line,
    Millis,
    Page,
    Refused,
    Stale,
    Struct,
    Unknown,
)
from server.rooms.workdays import Day


class DocumentKind(StrEnum):
    """The papers that somebody signs. The annexes go with their notice."""

    MINUTES = "minutes"
    NOTICE_PARTY = "notice_party"
    NOTICE_STATE = "notice_state"


NOTICES: Final = {
    DocumentKind.NOTICE_PARTY: Issuer.PARTY,
    DocumentKind.NOTICE_STATE: Issuer.STATE,
}


class DocumentStage(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    ISSUED = "issued"


class Draft(Struct, frozen=True):
    """*Dự thảo lần* `no`. `made_of` is a digest of what it was made from."""

    no: int
    at: Millis
    by: str
    made_of: str


class PaperFile(Struct, frozen=True):
    """A file that was handed in: signed, or edited elsewhere. `draft` is the one it came after."""

    sha256: str
    size: int
    at: Millis
    by: str
    draft: int
    name: str = ""


class Document(Struct, frozen=True):
    """`number` and `day` are those of the issued paper."""

    drafts: tuple[Draft, ...] = ()
    stage: DocumentStage = DocumentStage.DRAFT
    files: tuple[PaperFile, ...] = ()
    signer: str = ""
    number: str = ""
    day: str = ""
    returned: str = ""


class Issuing(Struct, frozen=True):
    documents: Map[DocumentKind, Document] = Map()


class DraftDocument(words.Command, frozen=True):
    """A new draft, of what is there now."""

    document: DocumentKind


class SubmitDocument(words.Command, frozen=True):
    """Trình ký. `draft` is the latest one that was seen."""

    document: DocumentKind
    draft: Annotated[int, Meta(ge=1)]


class ReturnDocument(words.Command, frozen=True):
    """Trả lại: from the signer's desk, to be drafted again."""

    document: DocumentKind
    reason: Page


class SignDocument(words.Command, frozen=True):
    """It was signed, on paper or otherwise; `signer` as it stands under the paper."""

    document: DocumentKind
    draft: Annotated[int, Meta(ge=1)]
    signer: Line


class IssueConclusion(words.Command, frozen=True):
    """Ban hành: `number` and `day` as the registry office gave them."""

    document: DocumentKind
    number: Line
    day: Day


class AttachFile(words.Command, frozen=True):
    """A file of the document was stored under its digest."""

    document: DocumentKind
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=1)]
    name: Line = ""


Command = (
    DraftDocument | SubmitDocument | ReturnDocument | SignDocument | IssueConclusion | AttachFile
)


class DocumentDrafted(words.Event, frozen=True):
    document: DocumentKind
    no: int
    at: Millis
    by: str
    made_of: str


class DocumentSubmitted(words.Event, frozen=True):
    document: DocumentKind
    draft: int


class DocumentReturned(words.Event, frozen=True):
    document: DocumentKind
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


class DocumentSigned(words.Event, frozen=True):
    document: DocumentKind
    draft: int
    signer: Annotated[str, Meta(extra=BESIDE)] = ""


class ConclusionIssued(words.Event, frozen=True):
    document: DocumentKind
    number: str
    day: str


class FileAttached(words.Event, frozen=True):
    document: DocumentKind
    sha256: str
    size: int
    at: Millis
    by: str
    draft: int
    name: Annotated[str, Meta(extra=BESIDE)] = ""


Event = (
    DocumentDrafted
    | DocumentSubmitted
    | DocumentReturned
    | DocumentSigned
    | ConclusionIssued
    | FileAttached
)


class WrongDocumentStage(Refused):
    """The document is not where this act needs it. Fields: `document`, `stage`."""

    code = "wrong_document_stage"


def made_of(kind: DocumentKind, conclusion: Conclusion, register: Opinions, turns: Floor) -> str:
    """A digest of what `kind` would be made from: which points and opinions, in which version, and
    whose. It holds versions, not words, so that nobody can guess from it what was withdrawn."""
    issuer = NOTICES.get(kind)
    points = (
        coverage.of_notice(conclusion, issuer)
        if issuer
        else [conclusion.points[id] for id in conclusion.order]
    )
    rows = [register.rows[id] for id in register.order]
    speakers = {
        row.id: turns.turns[row.turn].speaker if row.turn in turns.turns else row.speaker
        for row in rows
    }
    whole = (
        kind,
        [(point.id, point.version) for point in points],
        [(row.id, row.version, speakers[row.id]) for row in rows],
    )
    return sha256(msgspec.json.encode(whole)).hexdigest()


def known(issuing: Issuing, kind: DocumentKind) -> Document:
    """The document, once it was drafted; else Unknown."""
    if kind not in issuing.documents:
        raise Unknown(what="document", id=kind.value)
    return issuing.documents[kind]


def decide(
    issuing: Issuing, conclusion: Conclusion, register: Opinions, turns: Floor,
    command: Command, actor: Actor, at: Millis,
) -> tuple[Event, ...]:  # fmt: skip
    match command:
        case DraftDocument(kind):
            document = issuing.documents.get(kind, Document())
            _at(kind, document, DocumentStage.DRAFT)
            of = made_of(kind, conclusion, register, turns)
            if document.drafts and document.drafts[-1].made_of == of:
                return ()
            return (DocumentDrafted(kind, len(document.drafts) + 1, at, actor.id, of),)
        case SubmitDocument(kind, draft):
            _latest(kind, known(issuing, kind), draft, DocumentStage.DRAFT)
            return (DocumentSubmitted(kind, draft),)
        case ReturnDocument(kind, reason):
            _at(kind, known(issuing, kind), DocumentStage.SUBMITTED, DocumentStage.SIGNED)
            return (DocumentReturned(kind, _said("reason", reason)),)
        case SignDocument(kind, draft, signer):
            _latest(kind, known(issuing, kind), draft, DocumentStage.SUBMITTED)
            return (DocumentSigned(kind, draft, _said("signer", signer)),)
        case IssueConclusion(kind, number, day):
            _at(kind, known(issuing, kind), DocumentStage.SIGNED)
            given = _said("day", workdays.day(day))
            return (ConclusionIssued(kind, _said("number", number), given),)
        case AttachFile(kind, digest, size, name):
            document = known(issuing, kind)
            if any(file.sha256 == digest for file in document.files):
                return ()
            files.expect_room([file.size for file in document.files], size)
            no = len(document.drafts)
            return (FileAttached(kind, digest, size, at, actor.id, no, name.strip()),)
        case _:
            assert_never(command)


def _at(kind: DocumentKind, document: Document, *stages: DocumentStage) -> None:
    if document.stage not in stages:
        raise WrongDocumentStage(document=kind.value, stage=document.stage.value)


def _latest(kind: DocumentKind, document: Document, draft: int, stage: DocumentStage) -> None:
    _at(kind, document, stage)
    if draft != len(document.drafts):
        raise Stale(id=kind.value, version=len(document.drafts))


def _said(field: str, text: str) -> str:
    if not text.strip():
        raise Empty(field=field)
    return text.strip()


def evolve(issuing: Issuing, event: Event) -> Issuing:
    document = _changed(issuing.documents.get(event.document, Document()), event)
    return replace(issuing, documents=issuing.documents.set(event.document, document))


def _changed(document: Document, event: Event) -> Document:
    match event:
        case DocumentDrafted(_, no, at, by, of):
            return replace(document, drafts=(*document.drafts, Draft(no, at, by, of)), returned="")
        case DocumentSubmitted():
            return replace(document, stage=DocumentStage.SUBMITTED)
        case DocumentReturned(_, reason):
            return replace(document, stage=DocumentStage.DRAFT, signer="", returned=reason)
        case DocumentSigned(_, _, signer):
            return replace(document, stage=DocumentStage.SIGNED, signer=signer)
        case ConclusionIssued(_, number, day):
            return replace(document, stage=DocumentStage.ISSUED, number=number, day=day)
        case FileAttached(_, digest, size, at, by, draft, name):
            file = PaperFile(digest, size, at, by, draft, name)
            return replace(document, files=(*document.files, file))
        case _:
            assert_never(event)
