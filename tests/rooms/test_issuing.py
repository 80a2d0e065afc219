"""A document's life: drafted, submitted, signed, issued; and what was printed (day.md D21–D23)."""

import pytest

from server.rooms.conclusion import Issuer, RemoveConclusionPoint, SetConclusionPoint
from server.rooms.entering import LogOpinion
from server.rooms.floor import CorrectSpeaker, InviteNow
from server.rooms.issuing import (
    AttachFile,
    ConclusionIssued,
    DocumentDrafted,
    DocumentKind,
    DocumentReturned,
    DocumentSigned,
    DocumentStage,
    DocumentSubmitted,
    DraftDocument,
    FileAttached,
    IssueConclusion,
    ReturnDocument,
    SignDocument,
    SubmitDocument,
    made_of,
)
from server.rooms.printing import CopyPrinted, NotePrinted, Printout
from server.rooms.revising import ReviseOpinion
from server.rooms.room import Command, Room
from tests.given import (
    CHAIR,
    LEAD,
    MR_AN,
    MRS_BINH,
    NOON,
    SECRETARY,
    after,
    ask,
    happens,
    opened,
    refusal,
)

MINUTES, PARTY, STATE = DocumentKind
SHA = "ab" * 32


def written() -> Room:
    """Mr An spoke (y1); k1 is the Party's, k2 the State's."""
    room = after(opened(), InviteNow("an-phu", speaker=MR_AN))
    room = after(room, LogOpinion("t1", summary="Sửa đường"), actor=SECRETARY)
    return after(
        room, SetConclusionPoint("Một", "", issuers=(Issuer.PARTY,)),
        SetConclusionPoint("Hai", "", issuers=(Issuer.STATE,)), actor=SECRETARY,
    )  # fmt: skip


def drafted(kind: DocumentKind = PARTY) -> Room:
    return after(written(), DraftDocument(kind), actor=SECRETARY)


def signed() -> Room:
    return after(drafted(), SubmitDocument(PARTY, 1), SignDocument(PARTY, 1, "Phạm B"), actor=LEAD)


def of(room: Room, kind: DocumentKind) -> str:
    return made_of(kind, room.conclusion, room.opinions, room.floor)


def test_from_draft_to_issued() -> None:
    room, events = ask(written(), DraftDocument(PARTY), SECRETARY)
    assert events == (DocumentDrafted(PARTY, 1, NOON, "thu-ky", of(written(), PARTY)),)
    room, events = ask(room, SubmitDocument(PARTY, 1), LEAD)
    assert events == (DocumentSubmitted(PARTY, 1),)
    room, events = ask(room, SignDocument(PARTY, 1, " Phạm B "), CHAIR)
    assert events == (DocumentSigned(PARTY, 1, "Phạm B"),)
    room, events = ask(room, IssueConclusion(PARTY, " 42-TB/TU ", "2026-01-05"), LEAD)
    assert events == (ConclusionIssued(PARTY, "42-TB/TU", "2026-01-05"),)
    document = room.issuing.documents[PARTY]
    assert (document.stage, document.number, document.day, document.signer) == (
        DocumentStage.ISSUED, "42-TB/TU", "2026-01-05", "Phạm B",
    )  # fmt: skip
    assert STATE not in room.issuing.documents


def test_the_same_again_is_no_new_draft_and_a_change_is_one() -> None:
    room = drafted()
    assert happens(room, DraftDocument(PARTY), SECRETARY) == ()
    room = after(room, ReviseOpinion("y1", 1, "Sửa cầu"), actor=SECRETARY)
    (event,) = happens(room, DraftDocument(PARTY), SECRETARY)
    assert isinstance(event, DocumentDrafted)
    assert event.no == 2
    assert event.made_of != room.issuing.documents[PARTY].drafts[0].made_of


@pytest.mark.parametrize(
    ("command", "changed"),
    [
        (SetConclusionPoint("Một", "khác", "k1", 1, issuers=(Issuer.PARTY,)), (PARTY, MINUTES)),
        (SetConclusionPoint("Hai", "khác", "k2", 1, issuers=(Issuer.STATE,)), (STATE, MINUTES)),
        (
            SetConclusionPoint("Một", "", "k1", 1, issuers=(Issuer.PARTY, Issuer.STATE)),
            (PARTY, STATE, MINUTES),
        ),
        (RemoveConclusionPoint("k2", 1), (STATE, MINUTES)),
        (ReviseOpinion("y1", 1, "Sửa cầu"), (PARTY, STATE, MINUTES)),
        (CorrectSpeaker("t1", MRS_BINH), (PARTY, STATE, MINUTES)),
    ],
)
def test_what_a_draft_was_made_of(command: Command, changed: tuple[DocumentKind, ...]) -> None:
    before, now = written(), after(written(), command, actor=SECRETARY)
    assert {kind for kind in DocumentKind if of(before, kind) != of(now, kind)} == set(changed)


def test_a_returned_document_is_drafted_again() -> None:
    room, events = ask(signed(), ReturnDocument(PARTY, " Sai thời hạn "), CHAIR)
    assert events == (DocumentReturned(PARTY, "Sai thời hạn"),)
    document = room.issuing.documents[PARTY]
    assert (document.stage, document.signer, document.returned) == (
        DocumentStage.DRAFT, "", "Sai thời hạn",
    )  # fmt: skip
    room = after(room, ReviseOpinion("y1", 1, "Sửa cầu"), actor=SECRETARY)
    room = after(room, DraftDocument(PARTY), actor=SECRETARY)
    assert room.issuing.documents[PARTY].returned == ""
    no = ("stale_version", {"id": "notice_party", "version": 2})
    assert refusal(room, SubmitDocument(PARTY, 1), LEAD) == no


@pytest.mark.parametrize(
    ("room", "command", "stage"),
    [
        (drafted(), SignDocument(PARTY, 1, "B"), "draft"),
        (drafted(), IssueConclusion(PARTY, "1", "2026-01-05"), "draft"),
        (drafted(), ReturnDocument(PARTY, "…"), "draft"),
        (signed(), DraftDocument(PARTY), "signed"),
        (signed(), SubmitDocument(PARTY, 1), "signed"),
        (
            after(signed(), IssueConclusion(PARTY, "1", "2026-01-05"), actor=LEAD),
            ReturnDocument(PARTY, "…"),
            "issued",
        ),
    ],
)
def test_each_act_has_its_stage(room: Room, command: Command, stage: str) -> None:
    no = ("wrong_document_stage", {"document": "notice_party", "stage": stage})
    assert refusal(room, command, LEAD) == no


@pytest.mark.parametrize(
    ("command", "no"),
    [
        (SubmitDocument(STATE, 1), ("unknown_id", {"what": "document", "id": "notice_state"})),
        (AttachFile(STATE, SHA, 9), ("unknown_id", {"what": "document", "id": "notice_state"})),
        (IssueConclusion(PARTY, " ", "2026-01-05"), ("empty_field", {"field": "number"})),
        (IssueConclusion(PARTY, "1", ""), ("empty_field", {"field": "day"})),
        (IssueConclusion(PARTY, "1", "2026-02-30"), ("bad_day", {"day": "2026-02-30"})),
        (ReturnDocument(PARTY, " "), ("empty_field", {"field": "reason"})),
        (NotePrinted(Printout.SHEET, 2), ("stale_version", {"id": "sheet", "version": 0})),
    ],
)
def test_what_is_refused(command: Command, no: tuple[str, dict[str, object]]) -> None:
    assert refusal(signed(), command, LEAD) == no


def test_a_file_is_frozen_by_its_digest_once() -> None:
    room, events = ask(signed(), AttachFile(PARTY, SHA, 900, "ban-ky.pdf"), SECRETARY)
    assert events == (FileAttached(PARTY, SHA, 900, NOON, "thu-ky", 1, "ban-ky.pdf"),)
    assert happens(room, AttachFile(PARTY, SHA, 900, "khac.pdf"), SECRETARY) == ()
    assert [file.name for file in room.issuing.documents[PARTY].files] == ["ban-ky.pdf"]


def test_a_document_takes_so_many_files_and_so_much() -> None:
    room = signed()
    for number in range(5):
        room = after(room, AttachFile(PARTY, f"{number:064x}", 20_000_000), actor=SECRETARY)
    no = ("too_many_papers", {"files": 20, "limit": 100})
    assert refusal(room, AttachFile(PARTY, SHA, 1), SECRETARY) == no
    assert happens(room, AttachFile(PARTY, f"{0:064x}", 20_000_000), SECRETARY) == ()
    big = ("paper_too_big", {"limit": 20})
    assert refusal(signed(), AttachFile(PARTY, SHA, 20_000_001), SECRETARY) == big


def test_copies_are_counted_for_each_printout() -> None:
    room, events = ask(opened(), NotePrinted(Printout.QUEUE, 1), SECRETARY)
    assert events == (CopyPrinted(Printout.QUEUE, 1, NOON),)
    room = after(room, NotePrinted(Printout.QUEUE, 2), NotePrinted(Printout.SHEET, 1))
    assert dict(room.printed) == {Printout.QUEUE: 2, Printout.SHEET: 1}
    no = ("stale_version", {"id": "queue", "version": 2})
    assert refusal(room, NotePrinted(Printout.QUEUE, 2)) == no
