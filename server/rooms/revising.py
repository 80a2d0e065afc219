"""How rows of the register are worded, put together and frozen (day.md D16, D21)."""

from typing import Annotated, assert_never

from msgspec import UNSET, Meta, UnsetType
from msgspec.structs import replace

from server.rooms import contacts, opinions, queue, words
from server.rooms.contacts import Contact
from server.rooms.entering import ContactSet, Fields, Petitioners, check_petitioners, reach
from server.rooms.opinions import (
    Frozen,
    Opinion,
    OpinionKind,
    OpinionLocked,
    Opinions,
    Origin,
    Petitioner,
    Result,
    current,
)
from server.rooms.plan import Level, Person, Plan
from server.rooms.points import Points
from server.rooms.words import BESIDE, Empty, Id, Line, Millis, Page, Refused


class ReviseOpinion(words.Command, frozen=True):
    """Change what is set; `version` is the one the editor saw. `speaker` only of a row without a
    turn: the others take theirs from there."""

    opinion: Id
    version: Annotated[int, Meta(ge=1)]
    summary: Page | UnsetType = UNSET
    field: Line | UnsetType = UNSET
    authority: Level | UnsetType = UNSET
    kind: OpinionKind | UnsetType = UNSET
    origin: Origin | UnsetType = UNSET
    secondary: Fields | UnsetType = UNSET
    petitioners: Petitioners | UnsetType = UNSET
    speaker: Person | UnsetType = UNSET
    contact: Contact | UnsetType = UNSET


class CorrectOpinion(words.Command, frozen=True):
    """Đính chính: a row of the frozen list is changed, and says why."""

    reason: Page
    change: ReviseOpinion


class MergeOpinions(words.Command, frozen=True):
    """Gộp ý kiến trùng: `opinions` stand behind `into`. All keep their words."""

    into: Id
    version: Annotated[int, Meta(ge=1)]
    opinions: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=50)]


class SplitOpinion(words.Command, frozen=True):
    """A row that stood behind another one stands by itself again."""

    opinion: Id
    version: Annotated[int, Meta(ge=1)]


class FreezeRegister(words.Command, frozen=True):
    """Chốt danh mục ý kiến: list and numbers are fixed; what comes later is *bổ sung*. `count` is
    how many rows were seen."""

    count: Annotated[int, Meta(ge=0)]


Command = ReviseOpinion | CorrectOpinion | MergeOpinions | SplitOpinion | FreezeRegister


class OpinionRevised(words.Event, frozen=True):
    """What is absent stays as it is."""

    opinion: str
    field: str
    authority: Level | None
    summary: Annotated[str, Meta(extra=BESIDE)] = ""
    kind: OpinionKind | UnsetType = UNSET
    origin: Origin | UnsetType = UNSET
    secondary: tuple[str, ...] | UnsetType = UNSET
    petitioners: Annotated[tuple[Petitioner, ...] | UnsetType, Meta(extra=BESIDE)] = UNSET
    speaker: Annotated[Person | UnsetType, Meta(extra=BESIDE)] = UNSET


class OpinionCorrected(words.Event, frozen=True):
    """Why the change that comes with it was made."""

    opinion: str
    reason: Annotated[str, Meta(extra=BESIDE)] = ""


class OpinionsMerged(words.Event, frozen=True):
    into: str
    opinions: tuple[str, ...]


class OpinionSplit(words.Event, frozen=True):
    opinion: str


class RegisterFrozen(words.Event, frozen=True):
    at: Millis
    by: str
    count: int


Event = OpinionRevised | OpinionCorrected | OpinionsMerged | OpinionSplit | RegisterFrozen


class NotMerged(Refused):
    """The row stands behind no other. Fields: `opinion`."""

    code = "opinion_not_merged"


class BadMerge(Refused):
    """A row cannot stand behind itself, nor behind one that stands behind another, nor twice.
    Fields: `opinion`."""

    code = "bad_opinion_merge"


class AlreadyFrozen(Refused):
    """Somebody froze the list before. Fields: `by`, `at` (ms)."""

    code = "already_frozen"


class NotFrozen(Refused):
    """Nothing is frozen: a change needs no correction. Fields: `opinion`."""

    code = "not_frozen"


class NewRows(Refused):
    """Rows came since the list was looked at. Fields: `count` (now)."""

    code = "new_rows"


class SpeakerOfTurn(Refused):
    """The speaker is put right in the turn, for all that came out of it. Fields: `turn`."""

    code = "speaker_of_turn"


def decide(
    register: Opinions, at_points: Points, plan: Plan, command: Command, by: str, at: Millis
) -> tuple[Event | ContactSet, ...]:
    match command:
        case ReviseOpinion(id, version):
            row = current(register, id, version)
            _unlocked(register, row)
            return _changed(register, row, at_points, plan, command)
        case CorrectOpinion(reason, change):
            row = current(register, change.opinion, change.version)
            return _correct(register, row, at_points, plan, reason.strip(), change)
        case MergeOpinions(into, version, ids):
            return _merge(register, current(register, into, version), tuple(dict.fromkeys(ids)))
        case SplitOpinion(id, version):
            row = current(register, id, version)
            _unlocked(register, row)
            if not row.into:
                raise NotMerged(opinion=id)
            return (OpinionSplit(id),)
        case FreezeRegister(count):
            return _freeze(register, count, by, at)
        case _:
            assert_never(command)


def _unlocked(register: Opinions, row: Opinion) -> None:
    if register.frozen and not row.supplementary:
        raise OpinionLocked(opinion=row.id)


def _correct(
    register: Opinions, row: Opinion, at_points: Points, plan: Plan, reason: str,
    change: ReviseOpinion,
) -> tuple[Event | ContactSet, ...]:  # fmt: skip
    if not register.frozen or row.supplementary:
        raise NotFrozen(opinion=row.id)
    if not reason:
        raise Empty(field="reason")
    revised = _changed(register, row, at_points, plan, change)
    return (*revised, OpinionCorrected(row.id, reason)) if revised else ()


def _changed(
    register: Opinions, row: Opinion, at_points: Points, plan: Plan, command: ReviseOpinion
) -> tuple[Event | ContactSet, ...]:
    revised = _revise(row, at_points, plan, command)
    if command.contact is UNSET:
        return revised
    told = contacts.tidy(command.contact)
    return (*revised, *reach(row.id, told, register.contacts.get(row.id)))


def _revise(
    old: Opinion, at_points: Points, plan: Plan, command: ReviseOpinion
) -> tuple[Event, ...]:
    if command.speaker is not UNSET and old.turn:
        raise SpeakerOfTurn(turn=old.turn)
    revised = OpinionRevised(
        old.id,
        old.field if command.field is UNSET else command.field,
        old.authority if command.authority is UNSET else command.authority,
        old.summary if command.summary is UNSET else command.summary.strip(),
        command.kind, command.origin, command.secondary, command.petitioners, command.speaker,
    )  # fmt: skip
    new = _revised(old, revised)
    for field in (new.field, *new.secondary):
        queue.known_field(plan, field)
    check_petitioners(at_points, new.petitioners)
    return () if new == old else (revised,)


def _merge(register: Opinions, into: Opinion, ids: tuple[str, ...]) -> tuple[Event, ...]:
    if into.into:
        raise BadMerge(opinion=into.id)
    for row in (into, *(current(register, id, 0) for id in ids)):
        _unlocked(register, row)
        if row.id in ids and (row.into or row.id == into.id):
            raise BadMerge(opinion=row.id)
    return (OpinionsMerged(into.id, ids),)


def _freeze(register: Opinions, count: int, by: str, at: Millis) -> tuple[Event, ...]:
    if register.frozen:
        raise AlreadyFrozen(by=register.frozen.by, at=register.frozen.at)
    if count != len(register.order):
        raise NewRows(count=len(register.order))
    return (RegisterFrozen(at, by, count),)


def evolve(register: Opinions, event: Event) -> Opinions:
    match event:
        case OpinionRevised(id):
            return opinions.put(register, _revised(register.rows[id], event))
        case OpinionCorrected(id, reason):
            row = register.rows[id]
            counted = replace(row, corrections=row.corrections + 1, correction=reason)
            return opinions.put(register, counted)
        case OpinionsMerged(into, ids):
            return _merged(register, into, ids)
        case OpinionSplit(id):
            return _split(register, register.rows[id])
        case RegisterFrozen(at, by, count):
            return replace(register, frozen=Frozen(at, by, count))
        case _:
            assert_never(event)


def _revised(row: Opinion, event: OpinionRevised) -> Opinion:
    noted = row.result is Result.NOTED and event.field and event.authority
    return replace(
        row, field=event.field, authority=event.authority, summary=event.summary,
        result=Result.CLASSIFIED if noted else row.result,
        kind=row.kind if event.kind is UNSET else event.kind,
        origin=row.origin if event.origin is UNSET else event.origin,
        secondary=row.secondary if event.secondary is UNSET else event.secondary,
        petitioners=row.petitioners if event.petitioners is UNSET else event.petitioners,
        speaker=row.speaker if event.speaker is UNSET else event.speaker,
        feedback=row.feedback if event.summary == row.summary else None,
    )  # fmt: skip


def _merged(register: Opinions, into: str, ids: tuple[str, ...]) -> Opinions:
    """Those that stood behind one that now stands behind `into` do so too."""
    behind = [*ids, *(other for id in ids for other in register.rows[id].merged)]
    for id in behind:
        row = register.rows[id]
        was = row.was or row.result
        moved = replace(row, into=into, was=was, merged=(), result=Result.DUPLICATE)
        register = opinions.put(register, moved)
    main = register.rows[into]
    return opinions.put(register, replace(main, merged=(*main.merged, *behind)))


def _split(register: Opinions, row: Opinion) -> Opinions:
    main = register.rows[row.into]
    left = tuple(id for id in main.merged if id != row.id)
    register = opinions.put(register, replace(main, merged=left))
    own = replace(row, into="", was=None, result=row.was or Result.NOTED)
    return opinions.put(register, own)
