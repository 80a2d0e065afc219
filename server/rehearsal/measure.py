"""What the rehearsal measures, all by one monotonic clock in its own process."""

import time
from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from server.rehearsal.link import Json, Link
from server.rehearsal.microphone import Microphone


def percentiles(values: Sequence[float], *wanted: int) -> dict[str, float]:
    """Nearest-rank percentiles in ms, rounded: `{"p50": …}`; 0 for no values."""
    ordered = sorted(values)
    rank = {p: max(0, -(-len(ordered) * p // 100) - 1) for p in wanted}
    return {f"p{p}": round(ordered[rank[p]] * 1000, 1) if ordered else 0.0 for p in wanted}


def patch_latencies(asked: Sequence[tuple[float, int]], watcher: Link) -> list[float]:
    """For each (asked at, acknowledged seq): seconds until `watcher` held a view that has it."""
    seqs = [seq for _, seq in watcher.seen]
    found = []
    for at, seq in asked:
        place = bisect_left(seqs, seq)
        if place < len(seqs):
            found.append(max(0.0, watcher.seen[place][0] - at))
    return found


class Ear:
    """Collects what a secretary's client half-hears, and when each segment reached it."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._hints: dict[str, list[tuple[float, Json]]] = {}
        self._arrived: dict[str, float] = {}
        link.on_hint = self._take_hint
        link.on_change = self._take_segments

    def _take_hint(self, hint: Json) -> None:
        if hint["kind"] == "partial":
            self._hints.setdefault(hint["turn"], []).append((time.monotonic(), hint))

    def _take_segments(self) -> None:
        for id in self._link.view.get("transcript", {}).get("segments", {}):
            self._arrived.setdefault(id, time.monotonic())

    def partial_latencies(self, segments: list[Json], microphone: Microphone) -> list[float]:
        """Per word: its last sample sent → the first hint after which the word stays."""
        found = []
        for segment in segments:
            hints = self._of(segment)
            came = _stays_from(hints, [word[0] for word in segment["words"]])
            for word, half in zip(segment["words"], came, strict=True):
                sent = microphone.heard_at(word[2])
                # A word that no hint had is seen with the finished sentence.
                stays = self._arrived.get(segment["id"]) if half is None else half
                if sent is not None and stays is not None:
                    found.append(max(0.0, stays - sent))
        return found

    def final_latencies(self, segments: list[Json], microphone: Microphone) -> list[float]:
        """Per segment: end of its last word sent → the segment in the view."""
        found = []
        for segment in segments:
            sent = microphone.heard_at(segment["ends"])
            arrived = self._arrived.get(segment["id"])
            if segment["words"] and sent is not None and arrived is not None:
                found.append(max(0.0, arrived - sent))
        return found

    def _of(self, segment: Json) -> list[tuple[float, list[str]]]:
        """The hints that may hold words of this sentence, which was not yet finished then."""
        return [
            (at, str(hint["text"]).split())
            for at, hint in self._hints.get(segment["turn"], [])
            if hint["since"] <= segment["starts"] < hint["until"]
        ]


def _stays_from(hints: list[tuple[float, list[str]]], words: list[str]) -> list[float | None]:
    """For each of the final `words`: when it came to stay, or None if the last hint lacks it.

    Hints are aligned with the final words: one that is put in or taken out before a word moves it,
    but does not make it another."""
    stays: list[float | None] = [None] * len(words)
    left = set(range(len(words)))
    for at, half in reversed(hints):
        blocks = SequenceMatcher(None, half, words, autojunk=False).get_matching_blocks()
        left &= {block.b + step for block in blocks for step in range(block.size)}
        for place in left:
            stays[place] = at
    return stays


def memory_megabytes(pid: int) -> float:
    """Resident memory of a process and its children, in MB; 0 once it is gone."""
    import psutil  # noqa: PLC0415  only where a service's process is known

    try:
        top = psutil.Process(pid)
        family: list[Any] = [top, *top.children(recursive=True)]
        return float(round(sum(one.memory_info().rss for one in family) / 1e6, 1))
    except psutil.NoSuchProcess:
        return 0.0
