"""What was probably meant: the conference's names and glossary against what was heard. Pure.

Tone, region (l/n, s/x, tr/ch, d/gi/r/v) and finals (n/ng/nh, t/c/ch) may differ. Only a mishearing
that the glossary lists is written; everything else waits for a person."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from server.transcribe.vietnamese.names import Known, Names, Term
from server.transcribe.vietnamese.page import Change, Page
from server.transcribe.vietnamese.places import ADDRESS, UNITS
from server.transcribe.vietnamese.spelling import parts, region_key

_HOOK_OR_TILDE: Final = {"\u0309", "\u0303"}
SURE_ENOUGH: Final = 0.85
"""Below this a name is only proposed behind the word for a unit or a form of address."""
AT_LEAST: Final = 0.6


class Suggestion(msgspec.Struct, frozen=True):
    """Words `start`…`end` may have been `text`; `confidence` 0…1. Never written by itself."""

    start: int
    end: int
    text: str
    rule: str
    confidence: float


class Trial(NamedTuple):
    """What an entry would do in segment number `segment`: words `start`…`end`, `before` → `after`.
    `written`: it would be written (and marked); otherwise only proposed."""

    segment: int
    start: int
    end: int
    before: str
    after: str
    confidence: float
    written: bool


def correct(page: Page, names: Names) -> None:
    """Write what the glossary lists as misheard, marked as suggested."""
    for start, end, known, _ in _alike(page, names):
        if known.surely:
            page.put(Change(start, end, known.text, known.rule), suggested=True)


def suggestions(page: Page, names: Names) -> tuple[Suggestion, ...]:
    """What a person may accept, in the order of the words; no two overlap."""
    found: list[Suggestion] = []
    for start, end, known, likeness in _alike(page, names):
        anchored = _anchored(page, start)
        confidence = round(likeness + (0.05 if anchored and likeness < 0.95 else 0.0), 2)
        enough = AT_LEAST if anchored or known.rule.startswith("glossary") else SURE_ENOUGH
        if known.surely or confidence < enough or not page.free(start, end):
            continue
        if not any(one.start < end and start < one.end for one in found):
            found.append(Suggestion(start, end, known.text, known.rule, confidence))
    return tuple(sorted(found, key=lambda one: one.start))


def dry_run(term: Term, segments: Iterable[Sequence[str]]) -> list[Trial]:
    """What `term` would change or propose in past segments (their raw words). Raises BadName."""
    alone = Names()
    alone.add_term(term)
    found = []
    for n, words in enumerate(segments):
        page = Page(words)
        for start, end, known, likeness in _alike(page, alone):
            before = " ".join(words[start:end])
            if likeness >= AT_LEAST:
                found.append(
                    Trial(n, start, end, before, known.text, round(likeness, 2), known.surely)
                )
    return found


def _alike(page: Page, names: Names) -> Iterator[tuple[int, int, Known, float]]:
    """(start, end, known, likeness) of everything that sounds like a known phrase, longest first;
    what is already right is left out."""
    if not names.sounds:
        return
    keys = [region_key(word) for word in page.low[: page.size]]
    for length in names.lengths:
        for start in range(page.size - length + 1):
            end = start + length
            heard = tuple(page.low[start:end])
            for known in names.sounds.get(tuple(keys[start:end]), ()):
                if known.surely != (heard == known.words):
                    continue
                if not any(_within(page, start, end, phrase) for phrase in known.unless):
                    yield start, end, known, likeness(heard, known.words)


def likeness(heard: Sequence[str], meant: Sequence[str]) -> float:
    """1 for the same syllables; less for each tone, onset or final that differs."""
    lost = 0.0
    for one, two in zip(heard, meant, strict=True):
        (onset, rime, tone), (other_onset, other_rime, other_tone) = parts(one), parts(two)
        lost += 0.25 * (onset != other_onset) + 0.25 * (rime != other_rime)
        if tone != other_tone:
            lost += 0.1 if {tone, other_tone} <= _HOOK_OR_TILDE else 0.35
    return max(0.0, 1 - lost / max(len(meant), 1))


def _within(page: Page, start: int, end: int, phrase: tuple[str, ...]) -> bool:
    """Do the words start…end lie inside an occurrence of `phrase`?"""
    first = max(0, end - len(phrase))
    return any(tuple(page.low[i : i + len(phrase)]) == phrase for i in range(first, start + 1))


def _anchored(page: Page, i: int) -> bool:
    if not i:
        return False
    return page.low[i - 1] in ADDRESS or any(
        tuple(page.low[max(i - n, 0) : i]) in UNITS for n in (1, 2)
    )
