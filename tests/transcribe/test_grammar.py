"""A grammar written without OpenFst is one that Vosk hears by."""

import math
import shutil
from pathlib import Path

import pytest

from server.rehearsal.speech import load as utterance
from server.transcribe import grammar, models, wire
from server.transcribe.fst import EPSILON, Fst, const, look_ahead
from server.transcribe.grammar import BEGIN, END, Counts, Grammar, Smoothing
from server.transcribe.ngram_fst import History, ngram
from server.transcribe.score import syllable_errors
from server.transcribe.worker import Hearing, load
from tests.fst import read_const, read_look_ahead, read_ngram

TEXT = ["xã quảng minh xin phát biểu", "xã cái chiên xin phát biểu", "xin cảm ơn"]


def counted(*sentences: str) -> Counts:
    counts = Counts()
    for sentence in sentences:
        counts.add(sentence.split())
    return counts


def vocabulary() -> list[str]:
    return sorted({word for sentence in TEXT for word in sentence.split()} | {"lạ"})


def log_probability(model: Grammar, words: list[str]) -> float:
    """Of a whole sentence; -inf if a word is unknown."""
    longest = max(map(len, model.known))
    told = (BEGIN, *words, END)
    chances = [
        model.probability(told[max(0, at - longest) : at], told[at]) for at in range(1, len(told))
    ]
    return sum(map(math.log, chances)) if all(chances) else -math.inf


def test_every_history_shares_out_exactly_one() -> None:
    model = grammar.estimate(counted(*TEXT), vocabulary())
    for history in model.known:
        shares = [model.probability(history, word) for word in [*vocabulary(), END]]
        assert sum(shares) == pytest.approx(1)
        assert min(shares) > 0


def test_what_was_said_is_likelier_than_what_was_not() -> None:
    model = grammar.estimate(counted(*TEXT), vocabulary())
    after = ("xã", "quảng")
    assert model.probability(after, "minh") > 10 * model.probability(after, "lạ")


def test_a_heavier_text_counts_more() -> None:
    counts = counted("xin mời", "xin phép")
    counts.add(["xin", "hỏi"], 5)
    model = grammar.estimate(counts, ["xin", "mời", "phép", "hỏi"])
    assert model.probability(("xin",), "hỏi") > model.probability(("xin",), "mời") * 2


def test_a_phrase_begins_and_ends_no_sentence() -> None:
    counts = Counts()
    counts.add(["quảng", "minh"], whole=False)
    assert ("<s>",) not in counts.seen[1]
    assert counts.seen[1]["quảng",] == {"minh": 1.0}


def test_rare_sequences_can_be_left_out() -> None:
    few = grammar.estimate(counted(*TEXT), vocabulary(), Smoothing(least=(0, 0, 2, 2)))
    assert ("xin", "phát") in few.known
    assert ("xã", "quảng") not in few.known


def test_a_pair_counts_by_how_many_words_stood_before_it() -> None:
    """ "cảm ơn" often, but always after "xin"; "ơn" after many, once each."""
    counts = counted(*["xin cảm ơn"] * 9, "tôi cảm thấy", "ta cảm thấy", "họ cảm thấy")
    model = grammar.estimate(counts, ["xin", "cảm", "ơn", "tôi", "ta", "họ", "thấy", "lạ"])
    assert model.probability(("xin", "cảm"), "ơn") > 0.7
    assert model.probability(("lạ", "cảm"), "thấy") > model.probability(("lạ", "cảm"), "ơn")


def test_pruning_leaves_out_first_what_tells_least() -> None:
    counts = counted(*TEXT * 5, "xin mời xã quảng minh", "xin mời xã cái chiên")
    model = grammar.estimate(counts, [*vocabulary(), "mời"])
    few, fewer = (grammar.prune(model, counts, worth) for worth in (0.01, 0.05))

    def size(one: Grammar) -> int:
        return sum(map(len, one.known.values()))

    assert len(vocabulary()) < size(fewer) < size(few) < size(model)
    assert few.probability(("xin", "phát"), "biểu") == pytest.approx(
        model.probability(("xin", "phát"), "biểu"), rel=0.2
    )
    for pruned in (few, fewer):
        for history in pruned.known:
            shares = [pruned.probability(history, word) for word in [*vocabulary(), "mời", END]]
            assert sum(shares) == pytest.approx(1)
            assert history[1:] in pruned.known  # a back-off leads somewhere
            assert not history[1:] or history[-1] in pruned.known[history[:-1]]  # and a way there


def test_nothing_is_pruned_for_nothing() -> None:
    counts = counted(*TEXT)
    model = grammar.estimate(counts, vocabulary())
    same = grammar.prune(model, counts, 0.0)
    assert same.known == model.known
    assert same.back_off == pytest.approx(model.back_off)


def test_a_grammar_of_nothing_still_begins() -> None:
    model = grammar.estimate(Counts(), ["xin"])
    read = read_ngram(ngram(grammar.histories(model, {"xin": 1})))
    assert [len(arcs) for arcs in read.arcs] == [1, 1]
    assert read.cheapest([1]) == pytest.approx(2 * math.log(2), abs=1e-4)


def test_histories_that_are_no_tree_are_refused() -> None:
    one = History(1.0, 0.5, {1: 2.0})
    with pytest.raises(ValueError, match="tree of histories"):
        ngram({(): one})
    with pytest.raises(ValueError, match="tree of histories"):
        ngram({(): one, (0,): one, (0, 1): one})


def test_the_automaton_gives_each_sentence_its_probability() -> None:
    model = grammar.estimate(counted(*TEXT), vocabulary())
    numbers = {word: n for n, word in enumerate(vocabulary(), 1)}
    read = read_ngram(ngram(grammar.histories(model, numbers)))
    for sentence in (*TEXT, "lạ xin lạ"):
        words = sentence.split()
        cost = read.cheapest([numbers[word] for word in words])
        logs = log_probability(model, words)
        assert cost <= -logs + 1e-4  # a back-off may be cheaper than the arc; never dearer


def test_arcs_are_sorted_and_counted_as_openfst_wants() -> None:
    fst = Fst()
    start, end = fst.add_state(), fst.add_state(final=0.5)
    fst.add(start, 3, 1, 1.0, end)
    fst.add(start, EPSILON, 2, 2.0, end)
    read = read_const(const(fst))
    assert [arc.ilabel for arc in read.arcs[0]] == [0, 3]
    assert read.input_epsilons == [1, 0]
    assert read.final[1] == 0.5
    assert [arc.olabel for arc in read_const(const(fst, by_output=True)).arcs[0]] == [1, 2]


def test_a_state_knows_the_words_that_can_come_next() -> None:
    fst = Fst()
    start, inside, end = fst.add_state(), fst.add_state(), fst.add_state(final=0.0)
    fst.add(start, 5, EPSILON, 0.0, inside)
    fst.add(inside, 6, EPSILON, 0.0, inside)
    for word in (1, 2, 4):
        fst.add(inside, 7, word, 0.0, end)
    sets = read_look_ahead(look_ahead(fst, final_label=9))
    assert sets == [[(1, 3), (4, 5)], [(1, 3), (4, 5)], [(9, 10)]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    model = Path(shutil.copytree(models.embedded(), tmp_path / "model"))
    (model / models.MANIFEST).unlink()
    return model


def heard(model: Path, name: str) -> str:
    hearing = Hearing(0, load(model))
    answers = [*hearing.feed(utterance(name).pcm), hearing.cut()]
    finals = [one for one in answers if isinstance(one, wire.Final)]
    return " ".join(word.word for final in finals for word in final.words)


def test_vosk_hears_by_a_grammar_we_wrote(copy: Path) -> None:
    said = utterance("tl005").text
    words = copy / "graph" / "words.txt"
    poor, rich = counted("xin cảm ơn"), counted(said)
    grammar.write(copy / "graph" / "Gr.fst", poor, words)
    without = syllable_errors(said, heard(copy, "tl005"))[0]
    grammar.write(copy / "graph" / "Gr.fst", rich, words)
    assert heard(copy, "tl005") == said
    assert without > 0  # it was the grammar that helped


def test_unknown_words_are_left_out_of_the_grammar(copy: Path) -> None:
    counts = counted("xin cảm ơn kubernetes")
    graph = copy / "graph"
    assert grammar.write(graph / "Gr.fst", counts, graph / "words.txt") > 4000
    assert models.check(copy) is None


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("xin chào 3\n")
    with pytest.raises(ValueError, match="unpack"):
        grammar.write(tmp_path / "Gr.fst", counted("xin"), tmp_path / "words.txt")


def test_the_embedded_grammar_is_a_whole_automaton() -> None:
    path = models.embedded() / "graph"
    numbers = grammar.read_words(path / "words.txt")
    read = read_ngram((path / "Gr.fst").read_bytes())
    assert all(0 <= arc.to < len(read.arcs) for arcs in read.arcs for arc in arcs)
    assert {arc.ilabel for arcs in read.arcs for arc in arcs} == {0, *numbers.values()}
