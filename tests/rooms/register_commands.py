"""Random commands of those who work on the register, about a room as it is."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from server.rooms import (
    answering,
    drafts,
    entering,
    feedback,
    followup,
    importing,
    opinions,
    references,
    reporting,
    revising,
)
from server.rooms.contacts import Contact
from server.rooms.plan import AgencyCard, IssuingBodies, IssuingBody, Level
from server.rooms.room import Command, Room
from server.rooms.workdays import Calendar, Counting, DayCount
from tests.given import FIELDS
from tests.rooms.commands import (
    SAID,
    SUMMARY,
    Area,
    a_part,
    any_of,
    days,
    fields,
    pages,
    people,
    some,
    summaries,
    unset_or,
    versions,
)

cards = st.lists(
    st.builds(
        AgencyCard, st.sampled_from(["Sở Xây dựng", "Sở Nội vụ"]), st.sampled_from(["", "SXD"]),
        st.sampled_from([(), ("giao-thong",)]),
    ),
    max_size=2,
).map(tuple)  # fmt: skip
issuers = st.builds(
    IssuingBodies, state=st.builds(IssuingBody, st.sampled_from(["", "nd30", "dang-hd05"]))
)
contacts = st.builds(
    Contact, st.sampled_from(["", "Thôn 3"]), st.sampled_from(["", "0912 345 678", "x"])
)
kinds = st.sampled_from([None, *opinions.OpinionKind])
counts = st.builds(DayCount, st.sampled_from([1, 15]), st.sampled_from(Counting))
terms = st.one_of(st.none(), counts)
agencies = st.sampled_from([" ", "Sở Xây dựng", "Sở Nội vụ"])
papers = st.builds(opinions.Paper, st.sampled_from(["", "12/SXD"]), days)
petitioners = st.lists(
    st.builds(
        opinions.Petitioner, st.sampled_from(["Vũ Dung", "Hồ Em"]), point=some(["", "an-phu"])
    ),
    max_size=2,
).map(tuple)


def of_rows(room: Room) -> SearchStrategy[Command]:
    rows = some(room.opinions.order)
    levels = st.sampled_from(Level)
    revised = st.builds(
        revising.ReviseOpinion, rows, versions, unset_or(summaries), unset_or(fields),
        unset_or(levels), unset_or(st.sampled_from(opinions.OpinionKind)),
        unset_or(st.sampled_from(opinions.Origin)), petitioners=unset_or(petitioners),
        secondary=unset_or(st.sampled_from([(), ("dat-dai",)])), speaker=unset_or(people),
        contact=unset_or(contacts),
    )  # fmt: skip
    count = st.sampled_from([len(room.opinions.order)] * 3 + [0])
    return any_of(
        *[revised] * 3,
        st.builds(revising.CorrectOpinion, pages, revised),
        st.builds(revising.MergeOpinions, rows, versions, st.lists(rows, min_size=1).map(tuple)),
        st.builds(revising.MergeOpinions, rows, versions, st.lists(rows, min_size=1).map(tuple)),
        st.builds(revising.SplitOpinion, rows, versions),
        *[st.builds(revising.FreezeRegister, count)] * (len(room.opinions.order) > 4),
    )


def of_lists(room: Room) -> SearchStrategy[Command]:
    said = st.sampled_from(["", f"{SAID} trước", f"{SAID} khác"])
    handed = st.builds(
        importing.Handed, said, people, some(["", "an-phu"]), summaries, fields, kind=kinds,
        lead=agencies, answer=pages,
    )  # fmt: skip
    carried = st.builds(
        importing.Carried, st.sampled_from(["YK001", "YK002"]), said, summaries, people, fields,
        lead=agencies, resolve_by=days, answer=st.sampled_from(opinions.Answer),
        result=st.sampled_from(opinions.Result),
    )  # fmt: skip
    logged = st.builds(
        entering.LogOpinion, some(room.floor.order), a_part(room.transcript.order),
        summary=summaries, kind=kinds, secondary=st.sampled_from([(), ("giao-thong",)]),
        petitioners=petitioners, contact=contacts,
    )  # fmt: skip
    return any_of(
        *[logged] * 3,
        st.builds(
            importing.ImportOpinions, st.lists(handed, min_size=1, max_size=3).map(tuple)
        ),
        st.builds(
            importing.CarryOver, st.just("truoc"),
            st.lists(carried, min_size=1, max_size=2).map(tuple),
        ),
        st.builds(entering.LogDenunciation),
        st.builds(drafts.DismissDraft, some(room.floor.order), pages),
    )  # fmt: skip


def of_following(room: Room) -> SearchStrategy[Command]:
    rows = some(room.opinions.order)
    named = st.lists(agencies, max_size=3).map(tuple)
    return any_of(
        st.builds(
            followup.AssignOpinion, rows, agencies, answer_by=days, answer_term=terms,
            resolve_term=terms, version=versions,
        ),
        st.builds(
            answering.AnswerOpinion, rows, st.sampled_from(opinions.Answer), text=pages,
            promise=pages, paper=papers, answerer=people, resolve_term=terms,
        ),
        st.builds(followup.ForwardOpinion, rows, agencies, papers, days),
        st.builds(
            followup.ResolveOpinion, rows, versions, st.sampled_from(opinions.Result), pages, papers
        ),
        *[
            st.builds(
                feedback.GiveFeedback, rows, versions, st.sampled_from(opinions.Verdict),
                st.sampled_from(["", SUMMARY]),
            )
        ] * 2,
        st.builds(
            reporting.AskMoreTime, rows, versions, st.sampled_from(opinions.Deadline), days, pages
        ),
        st.builds(
            reporting.DecidePlea, rows, versions, st.sampled_from(reporting.Plea), st.booleans(),
            pages,
        ),
        st.builds(references.SetAgencies, named, cards),
        st.builds(references.SetIssuers, issuers),
        st.builds(references.SetFields, st.sampled_from([FIELDS, FIELDS[:1], (*FIELDS, *FIELDS)])),
        st.builds(references.SetCalendar, st.sampled_from([Calendar(), Calendar(("2026-02-17",))])),
    )  # fmt: skip


def areas(room: Room) -> list[Area]:
    there = bool(room.opinions.order)
    return [of_lists, *[of_rows] * (3 if there else 0), *[of_following] * (2 if there else 0)]
