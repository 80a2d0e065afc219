"""What the rehearsal measures, all by one monotonic clock in its own process."""

import time
from bisect import bisect_left
from collections.abc import Sequence
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
            hints = self._of(segment, segments)
            for place, word in enumerate(segment["words"]):
                sent = microphone.heard_at(word[2])
                stays = _stays_from(hints, place, word[0])
                if stays is None:  # only the finished sentence had it
                    stays = self._arrived.get(segment["id"])
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

    def _of(self, segment: Json, segments: list[Json]) -> list[tuple[float, list[str]]]:
        """The hints that belong to this sentence: heard after it began, before the next did."""
        later = [one["starts"] for one in segments if one["starts"] > segment["starts"]]
        until = min(later, default=float("inf"))
        return [
            (at, str(hint["text"]).split())
            for at, hint in self._hints.get(segment["turn"], [])
            if segment["starts"] < hint["until"] <= until and at <= self._arrived[segment["id"]]
        ]


def _stays_from(hints: list[tuple[float, list[str]]], place: int, word: str) -> float | None:
    """When the word at `place` came to stay, or None if the last hint does not have it."""
    stays: float | None = None
    for at, words in reversed(hints):
        if place >= len(words) or words[place] != word:
            break
        stays = at
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
