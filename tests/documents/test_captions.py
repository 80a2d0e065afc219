"""Subtitles and JSON: what was said, for players and programs."""

import itertools
import json
import re

from server.documents import captions
from server.rooms.room import Event, Room
from server.rooms.transcript import SegmentRecorded, Word
from tests.documents import given

OPEN = given.clock("13:30")


def said(*texts: str, length: int = 9_000, apart: int = 10_000) -> Room:
    """Utterances of one turn from 14:00, which is half an hour after the opening."""
    began = given.clock("14:00")
    events: list[Event] = [*given.speech("t1", given.comrade("Lê Thị B"))]
    events += [
        SegmentRecorded(f"s{no}", "t1", began + no * apart, began + no * apart + length, text=text)
        for no, text in enumerate(texts)
    ]
    return given.small(*events)


def test_times_count_from_the_opening() -> None:
    assert captions.vtt(said("Kính thưa hội nghị.")).decode() == (
        "WEBVTT\n\n00:30:00.000 --> 00:30:09.000\n<v Lê Thị B>Kính thưa hội nghị.</v>\n"
    )
    assert captions.srt(said("Kính thưa hội nghị.")).decode() == (
        "1\n00:30:00,000 --> 00:30:09,000\nKính thưa hội nghị.\n"
    )


def test_a_picture_that_begins_elsewhere_has_its_own_times() -> None:
    room = said("Một.", "Hai.", "Ba.")
    began = given.clock("14:00") + 10_000
    times = re.findall(r"(\S+) -->", captions.srt(room, began).decode())
    assert times == ["00:00:00,000", "00:00:10,000"]


def test_a_long_utterance_is_parted_into_two_lines_at_a_time() -> None:
    words = " ".join(f"chữ{no}" for no in range(60))
    cues = list(captions.cues(said(words, length=30_000)))
    assert " ".join(cue.text for cue in cues) == words
    assert all(len(cue.text) <= 2 * captions.LINE for cue in cues)
    assert cues[0].starts == 30 * 60_000
    assert cues[-1].ends == 30 * 60_000 + 30_000
    assert all(one.ends == other.starts for one, other in itertools.pairwise(cues))
    blocks = captions.srt(said(words, length=30_000)).decode().split("\n\n")
    assert all(len(block.strip().split("\n")) <= 2 + 2 for block in blocks)
    assert all(len(line) <= captions.LINE for block in blocks for line in block.split("\n")[2:])


def test_markup_and_arrows_in_words_are_words() -> None:
    room = said("a --> b <script>x</script> & {\\an8} <v C>")
    vtt = captions.vtt(room).decode()
    assert vtt.count("-->") == 1
    assert "<script>" not in vtt
    assert "&lt;script&gt;" in vtt
    assert "&amp;" in vtt
    srt = captions.srt(room).decode()
    assert srt.count("-->") == 1
    assert not re.search(r"[<>{}]", srt.replace("-->", ""))


def test_nobody_said_anything() -> None:
    assert captions.vtt(Room()) == b"WEBVTT\n"
    assert captions.srt(Room()) == b""


def test_the_register_as_json_has_texts_codes_and_days() -> None:
    told = json.loads(given.made(given.demo(), "register", "json"))
    assert told["conference"]["date"] == "2024-04-25"
    assert (told["speeches"], len(told["opinions"]), told["denunciations"]) == (16, 16, 0)
    first = told["opinions"][0]
    assert (first["code"], first["authority_code"]) == ("YK001", "province")
    assert first["authority"] == "Cấp tỉnh"
    assert first["answer_by_day"] == "2024-05-25"
    assert first["answer_by"] == "25/5/2024"


def test_the_transcript_as_json_has_words_with_their_times() -> None:
    word = Word("thưa", given.clock("14:00"), given.clock("14:00") + 400, 0.9)
    segment = SegmentRecorded("s1", "t1", word.starts, word.ends, text="Thưa", words=(word,))
    room = given.small(*given.speech("t1", given.comrade("Lê Thị B")), segment)
    (turn,) = json.loads(given.made(room, "transcript", "json"))["turns"]
    assert turn["speaker"]["name"] == "Lê Thị B"
    (one,) = turn["segments"]
    assert (one["text"], one["words"]) == ("Thưa", [["thưa", word.starts, word.ends, 0.9]])
