"""What the words of a speech suggest: the sentence that asks, and the classes that words speak for.

Explainable and never final: every suggestion names the words it comes from, and a person confirms
it (domain.md §6.4)."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from server.rooms.keywords import ASKS, FIELDS, KINDS, LEVELS, Topic
from server.rooms.opinions import OpinionKind
from server.rooms.plan import Level, Plan
from server.rooms.queue import fold
from server.rooms.words import Struct

T = TypeVar("T")
LONGEST: Final = 60
"""Words of a sentence that asks, where recognition set no full stop."""
FEWEST: Final = 4
"""Words without which nothing was asked for."""
SUBJECTS: Final = r"(?:(?:tôi|em|chúng tôi|cử tri|nhân dân|bà con|xã|phường)\s+)?(?:xin\s+|rất\s+)?"
ASKING: Final = re.compile(
    rf"(?<!\w){SUBJECTS}({'|'.join(ASKS)})(?!\w)\s*", re.IGNORECASE
)  # fmt: skip
SENTENCE: Final = re.compile(r"[^.!?;…\n]+[.!?;…]?")
REFERRED: Final = frozenset({"những", "các", "nhiều", "theo", "ý kiến", "việc", "lần"})
"""Before "kiến nghị": it is a noun there, and nobody asks."""


class Suggestion(Struct, frozen=True):
    """`why` are the words that speak for field, level and kind. "" and None: nothing does."""

    summary: str = ""
    wishes: tuple[str, ...] = ()
    field: str = ""
    authority: Level | None = None
    kind: OpinionKind | None = None
    lead: str = ""
    why: tuple[str, ...] = ()


def wishes(text: str) -> tuple[str, ...]:
    """The sentences of `text` that ask for something, each from its "Đề nghị …" on."""
    found = []
    for sentence in SENTENCE.findall(text):
        asked = next((one for one in ASKING.finditer(sentence) if _asks(sentence, one)), None)
        if asked is None:
            continue
        said = sentence[asked.start(1) :].strip(" ,.;!…").split()[:LONGEST]
        if len(said) >= FEWEST:
            wish = " ".join(said)
            found.append(f"{wish[0].upper()}{wish[1:]}")
    return tuple(dict.fromkeys(found))


def _asks(sentence: str, asked: re.Match[str]) -> bool:
    before = sentence[: asked.start()].casefold().split()
    return not before or not {before[-1], " ".join(before[-2:])} & REFERRED


def suggest(text: str, plan: Plan) -> Suggestion:
    """What `text` suggests in a conference of `plan`: its own fields and agencies only."""
    said = f" {_plain(text)} "
    asked = wishes(text)
    weighed = f"{said} {_plain(' '.join(asked))} "  # what is asked for counts twice
    topic, words = _topic(weighed, plan)
    level, level_words = _first(weighed, LEVELS)
    kind, kind_words = _first(_plain(" ".join(asked)) if asked else said, KINDS)
    field = _code(topic, plan) if topic else ""
    return Suggestion(
        summary=f"{asked[-1]}." if asked else "", wishes=asked,
        field=field, authority=level, kind=kind,
        lead=_leading(field, plan) or (_named(topic.leads, plan.agencies) if topic else ""),
        why=tuple(dict.fromkeys((*words, *level_words, *kind_words))),
    )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _topic(said: str, plan: Plan) -> tuple[Topic | None, list[str]]:
    """The field that most words speak for; of two equal ones none."""
    scored = []
    for topic in FIELDS:
        words = _heard(said, topic.phrases)
        score = sum(said.count(f" {word} ") * len(word.split()) ** 2 for word in words)
        if score and _code(topic, plan):
            scored.append((score, topic, words))
    scored.sort(key=lambda one: -one[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None, []
    return scored[0][1], scored[0][2]


def _first(said: str, table: Iterable[tuple[T, str]]) -> tuple[T | None, list[str]]:
    for value, phrases in table:
        if words := _heard(said, phrases):
            return value, words
    return None, []


def _heard(said: str, phrases: str) -> list[str]:
    return [word for word in map(_plain, phrases.split(",")) if f" {word} " in f" {said} "]


def _code(topic: Topic, plan: Plan) -> str:
    """The plan's own code for the topic, "" if it has no such field."""
    same = (field.code for field in plan.fields if fold(field.name) == fold(topic.name))
    coded = (field.code for field in plan.fields if field.code == topic.code)
    return next(coded, "") or next(same, "")


def _leading(field: str, plan: Plan) -> str:
    """The first agency by rank whose card says that it leads `field`."""
    leads = {fold(card.name) for card in plan.cards if field and field in card.fields}
    return next((name for name in plan.agencies if fold(name) in leads), "")


def _named(wanted: Sequence[str], agencies: Sequence[str]) -> str:
    known = {fold(name): name for name in agencies}
    return next((known[fold(name)] for name in wanted if fold(name) in known), "")
