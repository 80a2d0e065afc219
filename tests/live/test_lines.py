"""Lines as a desk asks for them: each made once, nobody waits for all, nothing stays that went."""

import asyncio
import sys
from typing import Any

import pytest
from msgspec import json

from server.live.lines import AT_ONCE, Lines
from server.rooms.editing import EditSegment
from server.rooms.hiding import withdraw
from server.rooms.sight import desk_segment
from server.rooms.transcript import Segment, Transcript
from tests.given import SECRETARY, after
from tests.rooms.spoken import room_of


def all_of(transcript: Transcript) -> list[Segment]:
    return [transcript.segments[id] for id in transcript.order]


async def told(lines: Lines, transcript: Transcript) -> list[Any]:
    return [json.decode(one) for one in await lines.of(transcript, all_of(transcript))]


async def test_a_line_is_as_the_view_has_it_and_made_anew_only_when_it_changed() -> None:
    room = room_of("dân chưa được đền bù", "con đường liên xã", "xin cảm ơn")
    lines, first = Lines(), room.transcript
    made = await lines.of(first, all_of(first))
    assert [bytes(one) for one in made] == [json.encode(desk_segment(one)) for one in all_of(first)]
    second = after(room, EditSegment("s2", 1, "con đường liên thôn"), actor=SECRETARY).transcript
    again = await lines.of(second, all_of(second))
    assert [one is before for one, before in zip(again, made, strict=True)] == [True, False, True]
    assert json.decode(again[1])["text"] == "con đường liên thôn"


async def test_a_page_is_what_was_asked_for() -> None:
    transcript = room_of("một", "hai", "ba").transcript
    lines = Lines()
    page = await lines.of(transcript, all_of(transcript)[1:])
    assert [json.decode(one)["id"] for one in page] == ["s2", "s3"]
    assert [one["id"] for one in await told(lines, transcript)] == ["s1", "s2", "s3"]


async def test_others_are_served_while_thousands_of_lines_are_made() -> None:
    transcript = room_of(*["có"] * (5 * AT_ONCE)).transcript
    served = 0

    async def other() -> None:
        nonlocal served
        while True:
            served += 1
            await asyncio.sleep(0)

    busy = asyncio.create_task(other())
    lines = Lines()
    await told(lines, transcript)
    assert served >= 5
    before = served
    await told(lines, transcript)
    assert served == before, "what is there already keeps nobody waiting"
    busy.cancel()


async def test_what_was_made_ahead_is_there_at_once() -> None:
    transcript = room_of(*["có"] * (2 * AT_ONCE)).transcript
    lines = Lines()
    await lines.make(transcript)
    asked = lines.of(transcript, all_of(transcript))
    with pytest.raises(StopIteration):  # it waits for nothing
        asked.send(None)


async def test_nothing_stays_of_words_that_were_withdrawn() -> None:
    transcript = room_of("tên người tố cáo", "xin cảm ơn").transcript
    lines, secret = Lines(), transcript.segments["s1"]
    held = sys.getrefcount(secret)
    await told(lines, transcript)
    assert sys.getrefcount(secret) > held
    assert [one["id"] for one in await told(lines, withdraw(transcript, ("s1",)))] == ["s2"]
    assert sys.getrefcount(secret) == held


async def test_two_desks_that_open_at_once_see_the_same() -> None:
    room = room_of(*["có"] * (3 * AT_ONCE))
    edited = after(room, EditSegment("s1", 1, "không"), actor=SECRETARY).transcript
    lines = Lines()
    one, other = await asyncio.gather(told(lines, room.transcript), told(lines, edited))
    assert (one[0]["text"], other[0]["text"]) == ("có", "không")
    assert one[1:] == other[1:]
