"""The recogniser counts samples; people want to know when it was said."""

from server.transcribe.heard import Anchor, Heard, HeardWord, anchored, begins_ms, ends_ms, heard
from server.transcribe.wire import Word


def test_sound_that_follows_on_needs_one_anchor() -> None:
    anchors: list[Anchor] = []
    for n in range(10):
        anchored(anchors, n * 1600, 5000.0 + n * 100 + 0.0004)
    assert len(anchors) == 1


def test_after_a_gap_time_goes_on_later() -> None:
    anchors: list[Anchor] = []
    anchored(anchors, 0, 1000.0)
    anchored(anchors, 1600, 3000.0)
    assert begins_ms(anchors, 1600) == 3000.0
    assert ends_ms(anchors, 1600) == 1100.0
    assert begins_ms(anchors, 2400) == ends_ms(anchors, 2400) == 3050.0


def test_a_sentence_across_a_gap_keeps_true_times() -> None:
    anchors = [Anchor(0, 1000.0), Anchor(16_000, 9000.0)]
    said = heard([Word("xin", 0.5, 1.0, 0.9), Word("chào", 1.0, 1.25, 0.8)], anchors)
    assert said == Heard(
        1500,
        9250,
        "xin chào",
        (HeardWord("xin", 1500, 2000, 0.9), HeardWord("chào", 9000, 9250, 0.8)),
    )
