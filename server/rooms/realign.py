"""Which time every word of a text has, whatever was edited: sound and words stay together.

Pure, and for one segment at a time (speech.md §7.2). What recognition wrote is a list of tokens,
each from a stretch of the raw words; an edited text is laid beside it. Words that were kept keep
their times, changed ones share the time of those that they stand for, by their lengths."""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from server.rooms.spelling import Change
from server.rooms.transcript import Segment, Word
from server.rooms.words import Millis

LARGEST: Final = 250_000
"""Old words times new words that are compared one by one: beyond it, as if all were changed."""
_MARKS: Final = ".,;:!?…\"'“”‘’()[]–-"


class Token(NamedTuple):
    """A word of a text, split at white space. It stands for the raw words `first`…`last`
    (exclusive; none for an inserted one) and was spoken from `starts` to `ends`. `rule` wrote it;
    `typed`: a person did."""

    text: str
    first: int
    last: int
    starts: Millis
    ends: Millis
    rule: str = ""
    typed: bool = False


def timed(segment: Segment) -> tuple[Token, ...]:
    """The words of the segment's text, in order of time and within the segment's."""
    said, text = written(segment.words, segment.spelt), segment.text.split()
    if [one.text for one in said] == text:
        return said
    return tuple(_aligned(said, text, segment))


def written(words: Sequence[Word], changes: Sequence[Change]) -> tuple[Token, ...]:
    """What `changes` make of the raw `words` (as `spelling.spelled`), word by word."""
    tokens: list[Token] = []
    at = 0
    for change in changes:
        first, last = min(change.start, len(words)), min(change.end, len(words))
        tokens += _plain(words, at, first)
        if first == last:
            _mark(tokens, words, first, change)
        else:
            since, until = words[first].starts, words[last - 1].ends
            tokens += _shared(change.text.split(), first, last, since, until, change.rule)
        at = last
    return (*tokens, *_plain(words, at, len(words)))


def _plain(words: Sequence[Word], first: int, last: int) -> list[Token]:
    return [
        Token(word.text, place, place + 1, word.starts, word.ends)
        for place, word in enumerate(words[first:last], first)
    ]


def _mark(tokens: list[Token], words: Sequence[Word], place: int, change: Change) -> None:
    """A mark follows closely on its word; what is more in it stands for no word."""
    before = tokens.pop() if tokens else None
    text = (before.text if before else "") + change.text
    if before and text.split():
        head, *more = text.split()
        tokens.append(before._replace(text=head))
    else:
        more = text.split()
    at = words[place - 1].ends if place else (words[0].starts if words else 0)
    tokens += [Token(one, place, place, at, at, change.rule) for one in more]


def _shared(
    texts: Sequence[str], first: int, last: int, since: Millis, until: Millis, rule: str = "",
    typed: bool = False,
) -> list[Token]:  # fmt: skip
    """`texts` for the raw words `first`…`last`, as many for each, in the time `since`…`until`, as
    each is long."""
    whole, count = sum(map(len, texts)) or 1, len(texts)
    tokens, before = [], 0
    for n, text in enumerate(texts):
        after = before + len(text)
        begin, end = (first + (last - first) * part // count for part in (n, n + 1))
        starts, ends = (since + (until - since) * part // whole for part in (before, after))
        tokens.append(Token(text, begin, end, starts, ends, rule, typed))
        before = after
    return tokens


def _aligned(said: Sequence[Token], text: Sequence[str], segment: Segment) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    for old, new, size in _same([sound(one.text) for one in said], [sound(one) for one in text]):
        tokens += _changed(said, at, old, text[len(tokens) : new], segment)
        for kept, word in zip(said[old : old + size], text[new : new + size], strict=True):
            tokens.append(kept._replace(text=word, typed=bare(word) != bare(kept.text)))
        at = old + size
    return tokens


def _changed(
    said: Sequence[Token], since: int, until: int, texts: Sequence[str], segment: Segment
) -> list[Token]:
    """`texts` in the place of `said[since:until]`, or between its neighbours."""
    if since < until:
        first, last = said[since].first, said[until - 1].last
        begins, ends = said[since].starts, said[until - 1].ends
    else:
        first = last = said[since - 1].last if since else 0
        begins = said[since - 1].ends if since else segment.starts
        ends = said[since].starts if since < len(said) else segment.ends
    return _shared(texts, first, last, begins, max(begins, ends), typed=True)


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """(place in `old`, place in `new`, how many) of what both have in that order; the last one is
    their ends, of nothing."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [(0, 0, head)] if head else []
    if len(middle[0]) * len(middle[1]) <= LARGEST:
        blocks = SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks()
        found += [(head + one.a, head + one.b, one.size) for one in blocks if one.size]
    return [*found, (len(old) - tail, len(new) - tail, tail)]


@lru_cache(4096)
def sound(word: str) -> str:
    """`word` as words are compared: without accents, capitals and marks."""
    apart = unicodedata.normalize("NFD", bare(word).replace("đ", "d"))
    return "".join(one for one in apart if not unicodedata.combining(one)) or word


def bare(word: str) -> str:
    """`word` without capitals and the marks around it."""
    return word.casefold().strip(_MARKS)
