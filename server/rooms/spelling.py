"""How heard words became an official text: changes that can be taken back one by one."""

from typing import Final, TypeVar

from server.rooms.words import Struct, Unknown

CAPITAL: Final = "casing.sentence"
"""The rule of a capital that stands only because a sentence begins there."""
T = TypeVar("T")


class Change(Struct, frozen=True, array_like=True):
    """Words `start`…`end` (exclusive) of a segment read `text`, by `rule`. `start == end`: a mark
    that was put before word `start`. `suggested`: lighter on the screen until somebody looked."""

    start: int
    end: int
    text: str
    rule: str
    suggested: bool = False


class Suggestion(Struct, frozen=True, array_like=True):
    """Words `start`…`end` may have been `text`; `confidence` 0…1. Never written by itself."""

    start: int
    end: int
    text: str
    rule: str
    confidence: float


def respelt(
    changes: tuple[Change, ...],
    suggestions: tuple[Suggestion, ...],
    take_back: tuple[int, ...],
    accept: tuple[int, ...],
) -> tuple[tuple[Change, ...], tuple[Suggestion, ...]]:
    """`changes` without those at the places `take_back` and with the suggestions at `accept`, and
    the suggestions that are left. A full stop takes the capital behind it along. Raises Unknown."""
    gone = _at(changes, take_back)
    stops = {one.start for one in gone if one.start == one.end}
    kept = [
        one
        for one in changes
        if one not in gone and not (one.rule == CAPITAL and one.start in stops)
    ]
    for wanted in _at(suggestions, accept):
        kept = [one for one in kept if not _overlap(one, wanted)]
        kept.append(Change(wanted.start, wanted.end, wanted.text, wanted.rule))
    left = tuple(one for n, one in enumerate(suggestions) if n not in accept)
    return tuple(sorted(kept, key=_place)), left


def _at(those: tuple[T, ...], places: tuple[int, ...]) -> tuple[T, ...]:
    for place in places:
        if not 0 <= place < len(those):
            raise Unknown(what="change", id=str(place))
    return tuple(those[place] for place in places)


def _overlap(change: Change, wanted: Suggestion) -> bool:
    if change.start == change.end:
        return wanted.start < change.start < wanted.end
    return change.start < wanted.end and wanted.start < change.end


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end


def spelled(raw: tuple[str, ...], changes: tuple[Change, ...]) -> str:
    """The text that `changes` make of the words `raw`. A mark follows closely on its word."""
    text, at = "", 0
    for change in changes:
        text += "".join(f" {word}" for word in raw[at : change.start])
        text += change.text if change.start == change.end else f" {change.text}"
        at = change.end
    return (text + "".join(f" {word}" for word in raw[at:])).strip()
