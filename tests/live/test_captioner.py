"""Captions: two calm lines of words that stay, behind a gate (day.md D1, speech.md §5)."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.live.captioner import LINE, Captioner, wrap
from server.rooms.captions import CaptionFlow, Gate
from tests.live.given import until

SAID = "kính thưa các đồng chí con đường từ thôn một đến thôn ba dài tám ki lô mét đã hỏng nặng"


class Screen:
    """What the hall reads, and what the staff is told."""

    def __init__(self) -> None:
        self.now: list[str] = []
        self.turn = ""
        self.seen: list[list[str]] = []
        self.told: list[tuple[int, int]] = []
        self.captioner = Captioner(lambda: 10_000, self._show, self._report)

    def _show(self, lines: list[str], turn: str) -> None:
        self.now, self.turn = lines, turn
        self.seen.append(lines)

    def _report(self, lag: int, rate: int) -> None:
        self.told.append((lag, rate))

    def flow(self, gate: Gate = Gate.FLOW, text: str = "", delay: int = 0, ahead: int = 2) -> None:
        self.captioner.gate(CaptionFlow(gate, text, delay, ahead))

    @property
    def text(self) -> str:
        return " ".join(self.now)


@pytest.fixture
async def screen() -> Iterator[Screen]:  # type: ignore[misc]
    screen = Screen()
    yield screen
    screen.captioner.close()


async def test_a_word_is_shown_when_later_words_confirm_it(screen: Screen) -> None:
    for half, shown in (
        ("kính", ""), ("kính thưa", ""), ("kính thưa các", "kính"),
        ("kính thừa các đồng", "kính"),  # the second word is not sure yet
        ("kính thừa các đồng chí", "kính thừa các"),
    ):  # fmt: skip
        screen.captioner.half("t1", half, 0)
        assert screen.text == shown


async def test_a_shown_word_stays_though_the_recogniser_changes_its_mind(screen: Screen) -> None:
    for half in ("con đường hỏng", "con đường hỏng nặng", "con đương hỏng nặng rồi ạ"):
        screen.captioner.half("t1", half, 0)
    shown = screen.text
    assert shown.startswith("con")
    screen.captioner.final("t1", "Con đường hỏng nặng rồi ạ.", 0)
    assert screen.text == "Con đường hỏng nặng rồi ạ."


async def test_without_look_ahead_everything_is_shown_at_once(screen: Screen) -> None:
    screen.flow(ahead=0)
    screen.captioner.half("t1", "kính thưa", 0)
    assert screen.text == "kính thưa"


async def test_two_lines_are_shown_and_full_ones_never_change(screen: Screen) -> None:
    screen.flow(ahead=0)
    words = SAID.split()
    for count in range(1, len(words) + 1):
        screen.captioner.half("t1", " ".join(words[:count]), 0)
    assert all(len(lines) <= 2 for lines in screen.seen)
    assert all(len(line) <= LINE for lines in screen.seen for line in lines)
    tops = [lines[0] for lines in screen.seen if len(lines) == 2]
    assert tops == sorted(tops, key=tops.index)
    assert screen.now == wrap([], words)[-2:]
    screen.captioner.final("t1", SAID, 0)
    screen.captioner.half("t1", "câu sau", 0)
    assert screen.text.endswith("hỏng nặng câu sau")


async def test_another_speaker_begins_on_an_empty_screen(screen: Screen) -> None:
    screen.captioner.final("t1", "câu trước", 0)
    screen.captioner.speaker("t2")
    assert screen.now == []
    screen.captioner.final("t2", "câu của người khác", 0)
    assert (screen.text, screen.turn) == ("câu của người khác", "t2")


async def test_what_is_held_comes_when_it_flows_again(screen: Screen) -> None:
    screen.captioner.final("t1", "một", 0)
    screen.flow(Gate.HOLD)
    screen.captioner.final("t1", "hai", 0)
    assert screen.text == "một"
    screen.flow()
    assert screen.text == "một hai"


async def test_the_moderator_blanks_and_replaces(screen: Screen) -> None:
    screen.captioner.final("t1", "tên sai", 0)
    screen.flow(Gate.BLANK)
    assert screen.now == []
    screen.captioner.final("t1", "tên sai nữa", 0)
    assert screen.now == []
    screen.flow(Gate.REPLACE, "Xin chờ trong giây lát")
    assert screen.text == "Xin chờ trong giây lát"


async def test_a_caption_in_its_delay_can_still_be_stopped(screen: Screen) -> None:
    screen.flow(delay=150)
    screen.captioner.final("t1", "bí mật", 0)
    assert screen.seen == []
    screen.flow(Gate.BLANK, delay=150)
    screen.captioner.final("t1", "mật nữa", 0)
    screen.flow(delay=10)
    screen.captioner.final("t1", "điều khác", 0)
    await until(lambda: screen.text == "điều khác")
    assert all("mật" not in " ".join(lines) for lines in screen.seen)


async def test_only_the_stopped_part_of_a_sentence_is_missing(screen: Screen) -> None:
    screen.flow(ahead=0)
    screen.captioner.half("t1", "tên sai", 0)
    screen.flow(Gate.BLANK, ahead=0)
    screen.captioner.half("t1", "tên sai nữa", 0)
    screen.flow(ahead=0)
    screen.captioner.half("t1", "tên sai nữa rồi đúng", 0)
    assert screen.text == "rồi đúng"
    screen.captioner.final("t1", "tên sai nữa rồi đúng", 0)
    assert screen.text == "rồi đúng"


async def test_delayed_captions_come_in_order(screen: Screen) -> None:
    screen.flow(delay=60)
    for word in ("một", "hai", "ba"):
        screen.captioner.final("t1", word, 0)
    await until(lambda: screen.text == "một hai ba")


async def test_what_was_withdrawn_never_comes(screen: Screen) -> None:
    screen.flow(delay=60)
    screen.captioner.final("t1", "mật", 0)
    screen.captioner.clear()
    screen.captioner.final("t1", "câu sau", 0)
    await until(lambda: screen.text == "câu sau")
    assert all("mật" not in " ".join(lines) for lines in screen.seen)


async def test_lag_and_rate_are_told(screen: Screen) -> None:
    screen.captioner.final("t1", "một hai ba bốn", 8_500)
    assert screen.told == [(1500, 8)]


@given(st.lists(st.text("aăđô", min_size=1, max_size=60), max_size=40))
def test_wrapping_loses_no_word_and_never_changes_a_full_line(words: list[str]) -> None:
    lines: list[str] = []
    for count in range(len(words) + 1):
        longer = wrap([], words[:count])
        assert longer[: max(0, len(lines) - 1)] == lines[: max(0, len(lines) - 1)]
        lines = longer
    assert " ".join(lines).split() == words
    assert all(len(line) <= LINE or " " not in line for line in lines)
