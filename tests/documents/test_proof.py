"""*Phiếu đối chiếu*: what the sheet tells of a turn, on screen and on paper (day.md D15)."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from server.documents import proof
from server.documents.proof import Chain, Matters, Row, matters, word
from server.rooms.floor import Diverted
from server.rooms.room import Entry, Room, concealed, replay
from server.rooms.states import Matter
from tests.documents.office import printed, run, texts
from tests.rooms.conference import a_whole_conference

TIP, SOUND = "ab" * 32, "ef" * 32


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return a_whole_conference()


@pytest.fixture(scope="module")
def room(entries: list[Entry]) -> Room:
    return replay(entries)


def told(room: Room, entries: list[Entry], turn: str = "t2") -> Matters:
    return matters(room, concealed(room), entries, room.floor.turns[turn])


def sheet(room: Room, entries: list[Entry]) -> bytes:
    about = told(room, entries)
    chain = Chain(len(entries), TIP, [Row(one.seq, f"{one.seq:064}") for one in about.entries])
    turn = room.floor.turns["t2"]
    return word(concealed(room), turn, about, chain, SOUND, entries[-1].at)


def test_the_sheet_has_the_layers_the_history_and_the_digests(
    room: Room, entries: list[Entry]
) -> None:
    lines = texts(sheet(room, entries))
    assert "12:00:00 | đường hỏng | Đường hỏng nặng | Đường hỏng" in lines
    history = [line.split(" | ")[2:] for line in lines if line.count(" | ") == 4]
    assert ["Hiệu đính", "Mai", "Chưa có hai cây cầu"] in history
    assert ["Hoàn tác", "Mai", "chưa có hai cầu"] in history
    assert ["Chốt", "Hoa", "12:00:00, 12:00:01, 12:00:02"] in history
    assert ["Đính chính", "Hoa", "Đường hỏng nặng (Lý do: Nghe lại băng)"] in history
    assert ["Ghi lời", "hệ thống", "chưa có hai cầu"] in history
    assert f"Cuối ({len(entries)}) | {TIP}" in lines and f"Âm thanh | {SOUND}" in lines


def test_every_digest_is_of_an_entry_that_is_told(room: Room, entries: list[Entry]) -> None:
    about = told(room, entries)
    lines = texts(sheet(room, entries))
    listed = {int(line.split(" | ")[0]) for line in lines if re.match(r"\d+ \| \d{64}$", line)}
    assert listed == {entry.seq for entry in about.entries} == {seq for seq, _ in about.places}


def test_what_was_split_and_merged_is_told_from_its_beginning(
    room: Room, entries: list[Entry]
) -> None:
    about = told(room, entries)
    events = [event for entry in about.entries for event in entry.events]
    ids = {getattr(event, "segment", "") for event in events}
    assert {"s12", "s13", "s14", "s15", "s16", "s17", "s2", "s1"} <= ids
    assert not {"s3", "s5", "s7"} & ids  # of other turns


def test_of_a_denunciation_there_is_none(room: Room, entries: list[Entry]) -> None:
    turn = replace(room.floor.turns["t2"], matter=Matter.DENUNCIATION)
    with pytest.raises(Diverted):
        matters(room, concealed(room), entries, turn)


def test_the_same_sheet_is_the_same_bytes(room: Room, entries: list[Entry]) -> None:
    about = told(room, entries)
    chain = Chain(1, TIP, [])
    files = {proof.DOCX: sheet(room, entries)}
    zips = {proof.bundle(room, "c", "t2", about, chain, files, entries[-1].at) for _ in range(2)}
    assert len(zips) == 1


def test_it_is_printed_with_its_digests_on_one_line(
    room: Room, entries: list[Entry], tmp_path: Path
) -> None:
    folder = printed({"proof.docx": sheet(room, entries)}, tmp_path)
    text = run("pdftotext", "-layout", folder / "proof.pdf", "-")
    assert "PHIẾU ĐỐI CHIẾU" in text and "Chưa có hai cây cầu" in text
    assert re.search(rf"^.*Cuối.*{TIP}\s*$", text, re.MULTILINE)
