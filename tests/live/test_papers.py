"""The record follows the paper that a speaker handed in, also after a restart (day.md D17)."""

from typing import Any

import pytest

from server.live.captioning import Captioning
from server.live.liveroom import LiveRoom
from server.live.segments import SegmentWriter
from server.live.speller import Speller
from server.rooms.floor import InviteNow
from server.rooms.glossary import SetGlossary, Term
from server.rooms.plan import Delegate, People
from server.rooms.prepared import HandInSpeech, TakeBackSpeech
from server.rooms.session import Captions, OpenConference, SetCaptions, SetUpConference
from server.rooms.transcript import RecordSegment, Word
from server.rooms.withdrawals import WithdrawContent
from server.rooms.words import SYSTEM
from server.transcribe.heard import Heard, HeardWord
from server.transcribe.vietnamese.names import Names
from tests.given import ADMIN, CHAIR, LEAD, MODERATOR, NOON, SECOND, a_plan
from tests.live.given import Clock, MemoryLog, a_room, running, set_up, submit

PAPER = (
    "Kính thưa hội nghị, thực hiện Nghị quyết số 57-NQ/TW, xã Đôn Đạc có 1.205 hộ."
    " Đường liên xã hỏng nặng, đề nghị tỉnh sớm sửa chữa."
)
FIRST = "kính thưa hội nghị thực hiện nghị quyết số năm bảy nờ quờ trên tê vê kép"
SECOND_PART = "xã đôn đạc có một nghìn hai trăm linh năm hộ đường liên xã hỏng nặng"
REMARK = "cái này tôi nói thêm là dân rất bức xúc"
LAST = "đề nghị tỉnh sớm sửa chữa"


def heard(text: str) -> tuple[HeardWord, ...]:
    return tuple(
        HeardWord(word, NOON + n, NOON + n + 1, 0.8) for n, word in enumerate(text.split())
    )


def with_a_paper() -> MemoryLog:
    """t1 speaks, and has its paper."""
    log = MemoryLog()
    set_up(log)
    log.ask(InviteNow("an-phu"), MODERATOR)
    log.ask(HandInSpeech(PAPER, turn="t1"), MODERATOR)
    return log


def record(log: MemoryLog, text: str, at: int) -> None:
    said = tuple(Word(word, NOON + at, NOON + at + 1, 0.8) for word in text.split())
    log.ask(RecordSegment("t1", NOON + at, NOON + at + 1, text, said), SYSTEM)


def spelt(speller: Speller, text: str, turn: str = "t1") -> str:
    return speller(turn, heard(text))[0]


async def test_what_is_read_stands_as_the_paper_has_it_and_a_remark_is_marked() -> None:
    async with running(a_room(with_a_paper())) as live:
        speller = Speller(live)
        assert spelt(speller, FIRST) == "Kính thưa hội nghị, thực hiện Nghị quyết số 57-NQ/TW,"
        assert spelt(speller, SECOND_PART) == "xã Đôn Đạc có 1.205 hộ. Đường liên xã hỏng nặng,"
        text, changes, _ = speller("t1", heard(f"{REMARK} {LAST}"))
        assert text == "Cái này tôi nói thêm là dân rất bức xúc đề nghị tỉnh sớm sửa chữa."
        beside = [one for one in changes if one.rule == "prepared.departure"]
        assert [one.start for one in beside] == list(range(10))
        assert all(one.suggested for one in beside)


async def test_another_turn_is_written_by_the_engine_alone() -> None:
    log = with_a_paper()
    log.ask(InviteNow("don-dac"), MODERATOR)
    async with running(a_room(log)) as live:
        text, changes, _ = Speller(live)("t2", heard(LAST))
        assert text == "Đề nghị tỉnh sớm sửa chữa."
        assert not [one for one in changes if one.rule.startswith("prepared")]


async def test_after_a_restart_the_place_is_found_in_the_transcript() -> None:
    log = with_a_paper()
    record(log, FIRST, 0)
    record(log, SECOND_PART, 1000)
    async with running(a_room(log)) as live:
        _, changes, _ = Speller(live)("t1", heard(LAST))
        assert [one.text for one in changes] == ["chữa."]


async def test_a_new_paper_is_followed_from_now_on_and_none_once_it_is_taken_back() -> None:
    async with running(a_room(with_a_paper())) as live:
        speller = Speller(live)
        spelt(speller, FIRST)
        await submit(live, HandInSpeech("Đường Liên Xã Hỏng Nặng", turn="t1"))
        assert spelt(speller, "đường liên xã hỏng nặng") == "Đường Liên Xã Hỏng Nặng"
        await submit(live, TakeBackSpeech(turn="t1"))
        assert spelt(speller, "đường liên xã hỏng nặng") == "Đường liên xã hỏng nặng."


async def test_what_is_about_to_be_withdrawn_is_followed_no_more() -> None:
    clock = Clock(NOON + 60 * SECOND)
    async with running(a_room(with_a_paper(), clock)) as live:
        speller = Speller(live)
        assert "57-NQ/TW," in spelt(speller, FIRST)
        await submit(live, WithdrawContent(NOON, NOON + SECOND, "Mật"), CHAIR)
        assert spelt(speller, SECOND_PART).startswith("Xã Đôn Đạc")


async def test_the_segment_holds_the_heard_words_beside_the_papers_text() -> None:
    log = with_a_paper()
    async with running(a_room(log)) as live:
        writer = SegmentWriter(live)
        _put(writer, FIRST)
        command, _ = writer._finals.get_nowait()
        assert isinstance(command, RecordSegment)
        assert command.text.endswith("Nghị quyết số 57-NQ/TW,")
        assert " ".join(word.text for word in command.words) == FIRST


def _put(writer: SegmentWriter, text: str) -> None:
    writer.put("t1", Heard(NOON, NOON + 1, text, heard(text)), False)


async def test_captions_of_a_paper_come_by_whole_sentences() -> None:
    log = with_a_paper()
    log.ask(SetCaptions(Captions.LIVE), MODERATOR)
    shown: list[list[str]] = []
    async with running(a_room(log)) as live:
        captions = _captions(live, shown)
        captions.half("t1", "kính thưa hội nghị thực hiện nghị", NOON)
        assert shown == []
        captions.sentence("t1", "Kính thưa hội nghị,", NOON)
        assert shown[-1] == ["Kính thưa hội nghị,"]
        await submit(live, TakeBackSpeech(turn="t1"))
        captions.half("t1", "thực hiện nghị quyết", NOON)
        captions.half("t1", "thực hiện nghị quyết số năm bảy", NOON)
        assert len(shown) > 1
        captions.close()


def _captions(live: LiveRoom, shown: list[list[str]]) -> Captioning:
    captions = Captioning(
        live, Clock(), lambda lines, turn: shown.append(list(lines)), lambda lag, rate: None
    )
    captions.moved(live.room)
    shown.clear()
    return captions


# --- names ------------------------------------------------------------------------------------


@pytest.fixture
def log() -> MemoryLog:
    """A conference with a roster and a glossary; t1 speaks."""
    log = MemoryLog()
    roster = (Delegate("Hoàng Thị Lĩnh Nam"), Delegate("Thu Hà"))
    log.ask(SetUpConference(a_plan(), People(delegates=roster)), ADMIN)
    log.ask(OpenConference(), CHAIR)
    log.ask(InviteNow("an-phu"), MODERATOR)
    return log


async def test_the_glossary_and_the_roster_are_known_as_soon_as_they_are_set(
    log: MemoryLog,
) -> None:
    async with running(a_room(log)) as live:
        speller = Speller(live)
        assert spelt(speller, "việc sát nhập thôn") == "Việc sát nhập thôn."
        await submit(live, SetGlossary((Term("sáp nhập", ("sát nhập",)),)), LEAD)
        text, changes, _ = speller("t1", heard("việc sát nhập thôn"))
        assert text == "Việc sáp nhập thôn."
        assert [one.suggested for one in changes if one.rule == "glossary.heard"] == [True]
        assert spelt(speller, "mời hoàng thị lĩnh nam") == "Mời Hoàng Thị Lĩnh Nam."
        _, _, proposed = speller("t1", heard("mời hoàng thị nĩnh nam"))
        assert [one.text for one in proposed] == ["Hoàng Thị Lĩnh Nam"]
        assert spelt(speller, "đến mùa thu hà nội đẹp") == "Đến mùa thu Hà Nội đẹp."


async def test_the_names_are_built_once_for_the_same_room(
    log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []
    of = Names.of

    def counted(**known: Any) -> Names:
        built.append(1)
        return of(**known)

    monkeypatch.setattr(Names, "of", counted)
    async with running(a_room(log)) as live:
        speller = Speller(live)
        for _ in range(3):
            spelt(speller, LAST)
        assert len(built) == 1
        await submit(live, SetGlossary((Term("sáp nhập"),)), LEAD)
        spelt(speller, LAST)
        assert len(built) == 2
