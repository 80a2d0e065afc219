"""Writing one segment: spoken words → written Vietnamese, with a conference's names."""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from server.transcribe.vietnamese.gazetteer import lines
from server.transcribe.vietnamese.names import Names
from server.transcribe.vietnamese.places import AFTER_UNIT, KNOWN
from server.transcribe.vietnamese.written import write

PARAGRAPHS: Final = Path(__file__).parent.parent / "tests/transcribe/vietnamese/paragraphs.tsv"
SEGMENT: Final = 60
"""Words of a long segment: 20 s of quick speech."""
ROUNDS: Final = 25


def run() -> dict[str, Any]:
    """Milliseconds a segment. Its baseline only joins the words."""
    rows = [line for line in PARAGRAPHS.read_text().splitlines() if not line.startswith("#")]
    spoken = [row.partition("\t")[0].split() for row in rows]
    segments = [words[i : i + SEGMENT] for words in spoken for i in range(0, len(words), SEGMENT)]
    began = time.perf_counter()
    names = Names.of(places=lines(KNOWN + AFTER_UNIT))
    built = time.perf_counter() - began
    ours = [_median_ms(partial(write, words, names, sentences=True)) for words in segments]
    bare = [_median_ms(partial(" ".join, words)) for words in segments]
    p95 = statistics.quantiles(ours, n=20)[-1]
    return {
        "ours": {
            "segments": len(segments),
            "segment_p50_ms": round(statistics.median(ours), 3),
            "segment_p95_ms": round(p95, 3),
            "names_built_ms": round(built * 1000, 1),
        },
        "baselines": {"join": {"segment_p50_ms": round(statistics.median(bare), 5)}},
        "ratios": {},
        "targets": [{"what": "a segment written, p95 ms", "measured": p95, "limit": 2}],
    }


def _median_ms(call: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)
