"""What is tested was never learnt."""

import json
from pathlib import Path

import numpy as np
import pytest

from server.rehearsal import speech as demo
from speechmodel import corpus, frames, numerals, text
from speechmodel.corpus import RUN, runs
from speechmodel.syllables import PDF, PHONES, UNITS, pdf_of, pronunciation, units


def learnt() -> list[str]:
    """Every sentence that is spoken or counted, but for strings of single words."""
    drawn = frames.generated(np.random.default_rng(2), each=20)
    return [*corpus.apart([*text.hand(), *text.counted()]), *corpus.apart(drawn)]


@pytest.fixture(scope="module")
def learnt_runs() -> set[tuple[str, ...]]:
    return {run for sentence in learnt() for run in runs(sentence)}


def test_there_is_enough_of_everything() -> None:
    hand = text.lines(text.HOME / "heldout" / "hand.txt")
    assert len(set(learnt())) >= 3000
    assert len(corpus.held_out()) >= 200
    assert len(hand) * 2 >= len(corpus.held_out())
    assert len(corpus.fresh()) >= 60


@pytest.mark.parametrize("tested", [corpus.held_out, corpus.tuning, corpus.fresh])
def test_no_run_of_syllables_is_both_learnt_and_tested(
    learnt_runs: set[tuple[str, ...]], tested: object
) -> None:
    assert callable(tested)
    assert [s for s in tested() if not learnt_runs.isdisjoint(runs(s))] == []


def test_what_voices_say_in_training_has_no_tested_run() -> None:
    spoken = {run for sentence in set(corpus.spoken()) for run in runs(sentence)}
    for sentence in (*corpus.held_out(), *corpus.fresh()):
        assert spoken.isdisjoint(runs(sentence)), sentence


def test_no_demo_intervention_is_learnt_in_its_own_words() -> None:
    """A formula may be the same ("đề nghị tỉnh quan tâm bố trí kinh phí"); twelve syllables not."""
    known = {run for sentence in learnt() for run in runs(sentence, 12)}
    for name in demo.names("intervention"):
        assert known.isdisjoint(runs(demo.load(name).text, 12)), name


def test_a_run_inside_a_name_or_a_number_says_nothing() -> None:
    assert RUN == 5
    assert list(runs("sở nông nghiệp và phát triển nông thôn")) == []
    assert list(runs("năm hai nghìn không trăm hai mươi tư")) == []
    assert len(list(runs("tôi xin hỏi sở nội vụ"))) == 2


def test_all_places_of_the_demo_are_known() -> None:
    scenario = Path(demo.__file__).parent / "demo" / "scenario.json"
    points = json.loads(scenario.read_text(encoding="utf-8"))["plan"]["points"]
    named = {one["name"].lower() for one in points if one.get("kind") != "venue"}
    assert len(named) > 150
    assert named <= set(text.places())


def test_every_syllable_that_can_be_written_can_be_said() -> None:
    words = text.vocabulary()
    assert len(words) > 4000
    assert [word for word in words if pronunciation(word) is None] == []
    tested = {word for s in (*corpus.held_out(), *corpus.fresh()) for word in s.split()}
    assert sorted(tested - set(words)) == []


@pytest.mark.parametrize(
    ("syllable", "expected"),
    [
        ("thuyền", ("o:th", "w", "n:iê2", "c:n2")),
        ("gì", ("o:d", "n:i2")),
        ("giếng", ("o:d", "n:iê3", "c:ng3")),
        ("quốc", ("o:c", "w", "n:ô3", "c:c3")),
        ("nghiêng", ("o:ng", "n:iê1", "c:ng1")),
        ("oanh", ("w", "n:ă1", "c:nh1")),
        ("ý", ("n:i3",)),
        ("tac", None),
        ("kubernetes", None),
    ],
)
def test_a_syllable_in_units(syllable: str, expected: tuple[str, ...] | None) -> None:
    assert units(syllable) == expected


def test_old_and_new_tone_marks_sound_alike() -> None:
    assert units("hòa") == units("hoà")
    assert units("thủy") == units("thuỷ")


def test_phones_share_the_pdf_of_their_unit() -> None:
    assert (len(UNITS), len(PHONES)) == (152, 405)
    assert {pdf_of(phone) for phone in PHONES} == set(PDF.values())


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "không"), (5, "năm"), (15, "mười lăm"), (20, "hai mươi"),
        (177, "một trăm bảy mươi bảy"),
        (1000, "một nghìn"), (2025, "hai nghìn không trăm hai mươi lăm"),
        (3_000_000, "ba triệu"), (1_000_000_007, "một tỷ không trăm linh bảy"),
    ],
)  # fmt: skip
def test_numbers_as_people_say_them(number: int, expected: str) -> None:
    rng = np.random.default_rng(0)
    ways = {numerals.said(number, rng) for _ in range(60)}
    assert expected in ways
    assert all(pronunciation(word) for way in ways for word in way.split())
