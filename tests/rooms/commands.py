"""Random commands about a room as it is: mostly about what is there, now and then about nothing.

Texts carry marks that tell where they may be seen: a `TOPIC` in a public view is a leak."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec import UNSET

from server.rooms import (
    answering,
    captions,
    conclusion,
    editing,
    entering,
    evidence,
    floor,
    followup,
    glossary,
    issuing,
    locking,
    opinions,
    points,
    policy,
    prepared,
    printing,
    queue,
    revising,
    rota,
    session,
    sources,
    splitting,
    transcript,
    withdrawals,
)
from server.rooms.agenda import GoToItem
from server.rooms.plan import Level, Person, Plan, Rules
from server.rooms.room import MAY_ASK, Command, Room
from server.rooms.session import Captions
from server.rooms.spelling import Change, Suggestion
from server.rooms.words import Actor, Role
from tests.given import ACTORS, DON_DAC, HUNG, NOON, a_plan

TOPIC, SAID, SUMMARY, CONCLUDED = "CHỦ ĐỀ", "LỜI", "TÓM TẮT", "KẾT LUẬN"
SPEAKERS = tuple(Actor(f"khach-{n}", Role.DELEGATE, "don-dac") for n in range(3))
EVERYBODY = (*ACTORS.values(), DON_DAC, HUNG, *SPEAKERS)


def any_of(*strategies: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Like one_of, but one that is named twice is drawn twice as often."""
    return st.sampled_from(strategies).flatmap(lambda one: one)


def some(known: Iterable[str]) -> SearchStrategy[str]:
    """The id of something there, rarely of nothing."""
    there = [*known][-6:]
    return st.sampled_from([*there * 12, "x"])


names = st.sampled_from(
    ["", "Nguyễn Văn An", "nguyễn  VĂN an", "Trần Thị Bình", "Lê Cường", "Vũ Dung", "Hồ Em"]
)
people = st.builds(
    Person,
    name=names,
    title=st.sampled_from(["", "Chủ tịch"]),
    unit=st.sampled_from(["", "Xã An Phú", "XÃ  an phú"]),
    address=st.sampled_from(["", "ông", "bà", "đồng chí"]),
)
places = some(["hoi-truong", "an-phu", "don-dac"])
fields = some(["", "dat-dai", "giao-thong"])
days = st.sampled_from(["", "2026-06-30"])
versions = st.sampled_from([1, 1, 1, 2, 2, 3])
said = st.integers(0, 99).map(lambda n: f"{SAID} {n}")
summaries = st.sampled_from(["", SUMMARY, f"{SUMMARY} khác"])
pages = st.sampled_from(["", "  ", "Đề nghị sửa đường"])
seconds = st.sampled_from([0, 30, 60])

plans: SearchStrategy[Plan] = st.builds(
    lambda rules, level, titles: a_plan(rules, level=level, **titles),
    st.builds(Rules, waiting_per_point=st.sampled_from([0, 1, 2, 2, 3])),
    st.sampled_from(Level),
    st.sampled_from([{}, {"short_title": "Đối thoại", "place": "Tỉnh", "date": "2026-01-01"}]),
)


def a_part(known: Iterable[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(some(known), max_size=2).map(tuple)


def unset_or(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return any_of(st.just(UNSET), values)


def whoever(asked: Command) -> SearchStrategy[Actor]:
    """Mostly somebody who may ask it, of the point it is about."""
    about = getattr(asked, "point", "")
    may = [
        actor
        for actor in EVERYBODY
        if actor.role in MAY_ASK[type(asked)] and actor.point in ("", about or actor.point)
    ]
    return any_of(*[st.sampled_from(may)] * 11, st.sampled_from(EVERYBODY))


def of_stage(room: Room) -> SearchStrategy[Command]:
    moves: list[SearchStrategy[Command]] = [
        st.builds(session.PauseConference), st.builds(session.ResumeConference),
        st.builds(session.ResumeConference), st.builds(session.OpenConference),
        st.builds(session.SetUpConference, plans), st.builds(GoToItem, some(["giai-lao"])),
        st.builds(session.AllowRecording), st.builds(session.ForbidRecording, pages),
        st.builds(session.KeepRecordings, st.booleans()),
        st.builds(session.SetCaptions, st.sampled_from(Captions)),
        st.builds(session.SetCaptions, st.sampled_from(Captions)),
        st.builds(session.SetHall, st.sampled_from(session.Hall), st.booleans()),
    ]  # fmt: skip
    return any_of(*moves)


def of_points(room: Room) -> SearchStrategy[Command]:
    present = st.sampled_from([0, 3, 30])
    signals = st.sampled_from(points.Signal)
    return any_of(
        st.builds(points.CheckIn, places, present, pages),
        st.builds(points.NotePointLost, places),
        st.builds(points.NotePointReturned, places),
        st.builds(points.NotePointTakenOver, places),
        st.builds(points.SetSignal, places, signals, signals),
    )


def of_raising(room: Room) -> SearchStrategy[Command]:
    topics = st.sampled_from(["", TOPIC])
    kinds = st.sampled_from(policy.RequestKind)
    return st.builds(queue.RaiseHand, places, people, topics, fields, kinds)


def of_queue(room: Room) -> SearchStrategy[Command]:
    request = some((*room.queue.requests, *room.queue.order))
    topics = st.sampled_from(["", TOPIC, f"{TOPIC} khác"])
    return any_of(
        st.builds(queue.LowerHand, request),
        st.builds(
            queue.ReviseRequest, request, unset_or(people), unset_or(topics), unset_or(fields)
        ),
        st.builds(queue.ReviseRequest, request, people),
        st.builds(queue.ApproveRequest, request),
        st.builds(queue.DeclineRequest, request),
    )


def of_calling(room: Room) -> SearchStrategy[Command]:
    waiting, coming = room.queue.order, room.floor.coming
    return any_of(
        st.builds(floor.CallSpeaker),
        *[st.builds(floor.CallSpeaker, some(waiting))] * bool(waiting),
        *[st.builds(floor.TakeFloor, some(coming))] * (6 if coming else 0),
        *[st.builds(floor.EndFloor, some(coming))] * bool(coming),
    )


def of_floor(room: Room) -> SearchStrategy[Command]:
    invited = st.builds(
        floor.InviteNow, places, st.sampled_from(floor.TurnKind), people,
        some(["", "khai-mac"]), a_part(room.floor.order), some(["", "venue"]),
        some(["", *room.queue.order]),
    )  # fmt: skip
    return any_of(
        invited,
        st.builds(floor.InviteNow, places, speaker=people),
        *[st.builds(floor.ChairSpeaks, places, people)] * 2,
        *[of_turn(room)] * (10 if room.floor.order else 0),
    )


def of_turn(room: Room) -> SearchStrategy[Command]:
    """What is done to a turn that there is, mostly one that is not over."""
    live = [id for id in (*room.floor.suspended, room.floor.speaking) if id]
    turns = some((*room.floor.order[-1:], *live, *live, *live))
    stands = some(room.floor.suspended)
    return any_of(
        st.builds(floor.SuspendFloor, turns),
        *[st.builds(floor.ResumeFloor, stands)] * (2 if room.floor.suspended else 0),
        st.builds(floor.ExtendFloor, turns, seconds),
        *[st.builds(floor.EndFloor, turns)] * 3,
        st.builds(floor.CorrectSpeaker, turns, people),
        *[st.builds(sources.SetSource, turns, some(["venue", "an-phu", "don-dac"]))] * 2,
    )


def of_transcript(room: Room) -> SearchStrategy[Command]:
    live = [room.floor.speaking] * 3 if room.floor.speaking else []
    turns, order = some((*room.floor.order[-2:], *live)), room.transcript.order
    segments = some(order)
    said_so = f"{SAID} viết"
    starts = st.integers(0, 600_000).map(lambda late: NOON + late)
    heard = st.lists(
        st.builds(transcript.Word, said, starts, starts, st.sampled_from([0.1, 0.9])), max_size=2
    ).map(tuple)
    changes = st.sampled_from([(), (Change(0, 1, said_so, "number"),)])
    meant = st.sampled_from([(), (Suggestion(0, 1, said_so, "name.person", 0.9),)])
    recorded = st.builds(
        transcript.RecordSegment, turns, starts, starts, any_of(said, st.just(" ")), heard,
        changes, meant, st.booleans(),
    )  # fmt: skip
    return any_of(
        recorded,
        recorded,
        st.builds(transcript.WriteSegment, turns, any_of(said, st.just(" "))),
        st.builds(
            transcript.MarkGap,
            turns,
            starts,
            starts,
            st.sampled_from([transcript.SegmentKind.LOST, transcript.SegmentKind.UNRECORDED]),
        ),
        *[
            st.builds(
                editing.RespellSegment,
                segments,
                versions,
                st.sampled_from([(), (0,), (1,)]),
                st.sampled_from([(), (0,)]),
            )
        ]
        * bool(order),
        *[st.builds(editing.EditSegment, segments, versions, said)] * bool(order),
        *[st.builds(editing.VerifySegment, segments, versions)] * (2 * bool(order)),
        *[of_record(room)] * (2 * bool(order)),
    )


def of_record(room: Room) -> SearchStrategy[Command]:
    """What secretaries do with segments that are there."""
    order = room.transcript.order
    one = some(order)
    places = st.integers(0, 3)
    pairs = st.sampled_from([*pairwise(order), ("x", "x")])
    ways = st.sampled_from([1, -1])
    return any_of(
        st.builds(editing.ConfirmWords, one, versions, places, places, st.booleans()),
        *[st.builds(editing.UndoSegment, one, versions)] * 2,
        st.builds(splitting.SplitSegment, one, versions, any_of(said, st.just(" ")), said),
        st.builds(
            lambda pair, *seen: splitting.MergeSegments(pair[0], seen[0], pair[1], seen[1]),
            pairs, versions, versions,
        ),
        st.builds(
            lambda pair, way, *more: splitting.MoveWords(
                pair[::way][0], more[0], pair[::way][1], more[1], more[2]
            ),
            pairs, ways, versions, versions, st.integers(1, 3),
        ),
        st.builds(locking.LockSegments, st.lists(one, min_size=1, max_size=3).map(tuple)),
        st.builds(locking.LockTurn, some(room.floor.order)),
        st.builds(evidence.KeepTurn, some(room.floor.order), st.booleans()),
        *[st.builds(locking.CorrectSegment, one, versions, said, any_of(pages, said))] * 2,
    )  # fmt: skip


def of_rota(room: Room) -> SearchStrategy[Command]:
    who = some(room.rota.names)
    turns = some(room.floor.order)
    return any_of(
        *[st.builds(rota.TakeSeat, st.sampled_from([" ", "Mai", "Hoa"]))] * 2,
        st.builds(rota.TakeSeat, st.just("Mai"), who),
        st.builds(rota.LeaveSeat),
        st.builds(rota.SetRota, st.lists(who, max_size=3).map(tuple)),
        st.builds(rota.AssignTurn, turns, any_of(st.just(""), who)),
        st.builds(rota.TakeTurn, turns),
        st.builds(rota.HandOverTurn, turns, who),
    )


def of_opinions(room: Room) -> SearchStrategy[Command]:
    rows, turns = some(room.opinions.order), some(room.floor.order)
    level = st.sampled_from([None, *Level])
    point = st.sampled_from(["", "an-phu", "don-dac", "x"])
    return any_of(
        st.builds(
            entering.LogOpinion, turns, a_part(room.transcript.order), pages,
            summary=summaries, field=fields, authority=level,
        ),
        st.builds(
            entering.LogOpinion, text=pages, point=point, speaker=people, summary=summaries,
            field=fields, authority=level,
        ),
        st.builds(
            revising.ReviseOpinion, rows, versions, unset_or(summaries), unset_or(fields),
            unset_or(st.sampled_from(Level)),
        ),
        st.builds(
            followup.AssignOpinion, rows, st.sampled_from([" ", "Sở Xây dựng"]),
            st.sampled_from([(), ("Sở Nội vụ",)]), days, days,
        ),
        st.builds(
            answering.AnswerOpinion, rows, st.sampled_from(opinions.Answer),
            any_of(st.just(""), turns), pages, pages, days,
        ),
        st.builds(followup.ForwardOpinion, rows, st.sampled_from(["", "Bộ Xây dựng"])),
    )  # fmt: skip


def of_conclusion(room: Room) -> SearchStrategy[Command]:
    point = some((*room.conclusion.order, "k1"))
    title = st.sampled_from([" ", CONCLUDED, f"{CONCLUDED} khác"])
    task = st.builds(
        conclusion.Task, st.just(CONCLUDED), st.just("Sở"), due=days,
        opinions=a_part(room.opinions.order),
    )  # fmt: skip
    tasks = st.lists(task, max_size=1).map(tuple)
    return any_of(
        st.builds(conclusion.SetConclusionPoint, title, title, tasks=tasks),
        st.builds(conclusion.SetConclusionPoint, title, title, point, versions, tasks),
        st.builds(conclusion.RemoveConclusionPoint, point, versions),
        st.builds(
            conclusion.OrderConclusionPoints,
            st.permutations(room.conclusion.order).map(tuple),
            st.sampled_from([room.conclusion.arranged] * 5 + [9]),
        ),
        st.builds(conclusion.ExcludeOpinion, some(room.opinions.order), pages),
        st.builds(conclusion.IncludeOpinion, some(room.conclusion.excluded)),
    )


def of_issuing(room: Room) -> SearchStrategy[Command]:
    document, draft = st.sampled_from(issuing.DocumentKind), st.sampled_from([1, 1, 1, 2])
    return any_of(
        *[st.builds(issuing.DraftDocument, document)] * 3,
        *[st.builds(issuing.SubmitDocument, document, draft)] * 2,
        st.builds(issuing.ReturnDocument, document, pages),
        *[st.builds(issuing.SignDocument, document, draft, st.just(CONCLUDED))] * 2,
        st.builds(issuing.IssueConclusion, document, st.sampled_from(["", "42-TB/TU"]), days),
        st.builds(issuing.AttachFile, document, st.sampled_from(["a" * 64, "b" * 64]), st.just(9)),
        st.builds(printing.NotePrinted, st.sampled_from(printing.Printout), draft),
    )


def of_withdrawals(room: Room) -> SearchStrategy[Command]:
    asked = some(room.withdrawals.all)
    late = st.integers(0, 60_000)
    return any_of(
        st.builds(
            lambda since, long: withdrawals.WithdrawContent(
                NOON + since, NOON + since + long, "Mật"
            ),
            late,
            late,
        ),
        *[st.builds(withdrawals.ConfirmWithdrawal, asked)] * 3,
        st.builds(withdrawals.CancelWithdrawal, asked),
    )


def of_papers(room: Room) -> SearchStrategy[Command]:
    request, turn = some(room.queue.requests), some(room.floor.order)
    papers = st.sampled_from([" ", TOPIC, f"{TOPIC} khác"])
    none = st.just("")
    phrases = st.sampled_from([(), ("sát nhập",), ("mạc",)])
    term = st.builds(glossary.Term, st.sampled_from([" ", f"{TOPIC} nhập"]), phrases)
    return any_of(
        *[st.builds(prepared.HandInSpeech, papers, request)] * 2,
        *[st.builds(prepared.HandInSpeech, papers, none, turn)] * 2,
        st.builds(prepared.HandInSpeech, papers, request, turn),
        st.builds(prepared.TakeBackSpeech, request),
        st.builds(prepared.TakeBackSpeech, none, turn),
        st.builds(glossary.SetGlossary, st.lists(term, max_size=2).map(tuple)),
    )


def of_captions(room: Room) -> SearchStrategy[Command]:
    return any_of(
        st.builds(
            captions.GateCaptions, st.sampled_from(captions.Gate), st.sampled_from(["", "Chờ"])
        ),
        st.builds(captions.TuneCaptions, st.sampled_from([0, 2000]), st.integers(0, 3)),
    )


def closing(room: Room) -> SearchStrategy[Command]:
    return st.builds(session.CloseConference)


Area = Callable[[Room], SearchStrategy[Command]]


def areas(room: Room, late: bool) -> list[Area]:
    """What may be asked about as the room is, as often as it is likely."""
    stage, turns = room.session.stage, room.floor.turns
    is_open = stage is session.Stage.OPEN
    return [
        *[of_raising] * 2,
        *[of_stage] * (1 if is_open else 6),
        of_points,
        of_conclusion,
        of_issuing,
        *[of_queue] * (2 if room.queue.order else 0),
        *[of_calling] * (8 if is_open and (room.queue.order or room.floor.coming) else 0),
        *[of_floor] * (7 if is_open else 1),
        *[of_transcript] * (5 if turns else 0),
        of_captions,
        of_papers,
        of_rota,
        *[of_withdrawals] * (1 if room.transcript.order else 0),
        *[of_opinions] * (3 if turns else 1),
        *[closing] * late,
    ]
