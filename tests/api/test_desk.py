"""Two secretaries at one desk: who is where, whose text holds, and what a late one is told."""

import asyncio
from typing import Any

import msgspec
import pytest

from server.rehearsal.link import Json, Link, Refused
from tests.service import Conference, Service


async def editing(link: Link, segment: str) -> Json:
    told: Json = await link._sio.call("editing", {"segment": segment}, timeout=10)
    return told


async def two_lines(service: Service) -> tuple[Conference, Link, Link]:
    """Two secretaries, and t1 with the typed lines s1 and s2."""
    conference = await service.conference()
    moderator = await conference.opened()
    await moderator.ask("InviteNow", point="an-phu")
    mai, hoa = await conference.enter("secretary"), await conference.enter("secretary_lead")
    await mai.ask("WriteSegment", turn="t1", text="Đường hỏng")
    seq = await mai.ask("WriteSegment", turn="t1", text="Đề nghị sửa")
    for link in (mai, hoa):
        await link.until_seq(seq)
    return conference, mai, hoa


async def test_secretaries_see_who_edits_where(service: Service) -> None:
    _, mai, hoa = await two_lines(service)
    hints: list[Json] = []

    def take(hint: Json) -> None:
        hints.append(hint)
        hoa._changed.set()

    hoa.on_hint = take
    me = mai.mine["me"]
    assert await editing(mai, "s1") == {"kind": "editing", "editing": {me: "s1"}}
    await hoa.until(lambda: {"kind": "editing", "editing": {me: "s1"}} in hints, "the hint")
    assert await editing(hoa, "") == {"kind": "editing", "editing": {me: "s1"}}
    await mai.close()
    await hoa.until(lambda: hints[-1] == {"kind": "editing", "editing": {}}, "an empty desk")


async def test_only_secretaries_edit(service: Service) -> None:
    conference, mai, _ = await two_lines(service)
    point = await conference.enter("point", "an-phu")
    assert (await editing(point, "s1"))["error"]["code"] == "not_allowed"
    told: Any = await mai._sio.call("editing", {"segment": 7}, timeout=10)
    assert told["error"]["code"] == "bad_field"
    told = await mai._sio.call("editing", {"segment": "s" * 65}, timeout=10)
    assert told["error"]["code"] == "bad_field"


async def test_a_save_that_comes_too_late_is_told_the_text_that_holds(service: Service) -> None:
    _, mai, hoa = await two_lines(service)
    await mai.ask("EditSegment", segment="s1", version=1, text="Đường hỏng nặng")
    with pytest.raises(Refused) as why:
        await hoa.ask("EditSegment", segment="s1", version=1, text="Đường bị hỏng")
    error = why.value.error
    assert (error["code"], error["version"], error["text"], error["by"]) == (
        "stale_version", 2, "Đường hỏng nặng", mai.mine["me"],
    )  # fmt: skip


async def happened(link: Link, kind: str) -> int:
    """How often the log tells of it."""
    entries = msgspec.json.decode(await link.get("/log"))
    return sum(event["type"] == kind for entry in entries for event in entry["events"])


async def test_two_who_lock_at_once_lock_once(service: Service) -> None:
    conference, mai, hoa = await two_lines(service)
    other = await conference.enter("secretary_lead")
    for id in ("s1", "s2"):
        await mai.ask("VerifySegment", segment=id, version=1)
    seqs = await asyncio.gather(*(link.ask("LockTurn", turn="t1") for link in (hoa, other)))
    await mai.until_seq(max(seqs))
    states = {one["state"] for one in mai.view["transcript"]["segments"].values()}
    assert states == {"locked"}
    assert await happened(hoa, "SegmentsLocked") == 1


async def test_of_two_who_undo_at_once_one_is_told_what_the_other_did(service: Service) -> None:
    _, mai, hoa = await two_lines(service)
    await hoa.ask("EditSegment", segment="s1", version=1, text="Đường hỏng nặng")
    await mai.ask("EditSegment", segment="s1", version=2, text="Đường rất hỏng")
    both = [link.ask("UndoSegment", segment="s1", version=3) for link in (mai, hoa)]
    told = await asyncio.gather(*both, return_exceptions=True)
    assert isinstance(told[0], int)
    assert isinstance(told[1], Refused)
    assert told[1].code in ("stale_version", "nothing_to_undo")  # as it came after or before
    assert await happened(hoa, "SegmentUndone") == 1


async def test_a_segment_comes_with_all_its_layers(service: Service) -> None:
    _, mai, _ = await two_lines(service)
    await mai.ask("VerifySegment", segment="s1", version=1)
    await mai.ask("EditSegment", segment="s1", version=1, text="Đường hỏng nặng")
    told = msgspec.json.decode(await mai.get("/segments?turn=t1"))
    first = told["segments"][0]
    assert (first["text"], first["approved"], first["words"]) == (
        "Đường hỏng nặng", "Đường hỏng", [],
    )  # fmt: skip
    assert first["times"] == [[first["starts"], first["ends"]]] * 3
    assert (first["undo"], "past" in first) == (mai.mine["me"], False)


async def test_how_well_recognition_does_is_told_to_the_desk_alone(service: Service) -> None:
    conference, mai, _ = await two_lines(service)
    told = msgspec.json.decode(await mai.get("/recognition"))
    assert told == {"segments": 0, "words": 0, "wrong": 0}
    moderator = await conference.enter("moderator")
    assert msgspec.json.decode(await moderator.get("/recognition")) == told
    point = await conference.enter("point", "an-phu")
    with pytest.raises(Refused) as why:
        await point.get("/recognition")
    assert why.value.code == "not_allowed"


async def test_a_late_secretary_is_told_what_happened(service: Service) -> None:
    conference, mai, _ = await two_lines(service)
    await mai.ask("TakeSeat", name="Mai")
    await mai.ask("TakeTurn", turn="t1")
    told = msgspec.json.decode(await mai.get("/recap"))
    assert (told["speeches"], told["unverified"], told["mine"]) == (1, 2, ["t1"])
    assert told["turns"][0]["to"] == mai.mine["me"]
    point = await conference.enter("point", "an-phu")
    with pytest.raises(Refused) as why:
        await point.get("/recap")
    assert why.value.code == "not_allowed"
