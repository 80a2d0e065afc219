"""The account of a rehearsal: what happened, in figures, and the papers that it made."""

from pathlib import Path
from typing import Final

from server.rehearsal.link import Json
from server.rehearsal.measure import patch_latencies, percentiles
from server.rehearsal.run import Run
from server.transcribe.score import syllable_errors

WORST_SYLLABLES: Final = 0.5
"""Share of wrong syllables above which nobody could call this recognition."""


async def account(run: Run, out: Path | None) -> Json:
    """What happened, in figures (contract.md, `summary.json`)."""
    errors = syllables = segments = 0
    partials: list[float] = []
    finals: list[float] = []
    for turn, words, microphone in run.spoken:
        heard = await run.heard(turn)
        segments += len(heard)
        raw = " ".join(word[0] for segment in heard for word in segment["words"])
        wrong, count = syllable_errors(words.text, raw)
        run.expect(wrong <= count * WORST_SYLLABLES, f"{turn} is recognised ({wrong}/{count})")
        errors, syllables = errors + wrong, syllables + count
        partials += run.ear.partial_latencies(heard, microphone)
        finals += run.ear.final_latencies(heard, microphone)
    rows = run.cast.secretaries[0].view["opinions"]["count"]
    run.expect(rows == len(run.interventions), "every intervention is in the register")
    return {
        "conference": run.cast.conference,
        "points_connected": run.connected,
        "hands_raised": run.hands + len(run.requests),
        "turns": len(run.spoken),
        "segments": segments,
        "opinions": rows,
        "syllable_error_rate": round(errors / max(syllables, 1), 4),
        "partial_latency_ms": percentiles(partials, 50, 95),
        "final_latency_ms": percentiles(finals, 50, 95),
        "patch_latency_ms": percentiles(patch_latencies(run.asked, run.cast.moderator), 50, 95, 99),
        "documents": await _documents(run, out),
    } | ({"service_memory_mb": run.memory} if run.pid else {})


async def _documents(run: Run, out: Path | None) -> list[str]:
    names = {"minutes.docx": "bien-ban.docx", "register.xlsx": "so-y-kien.xlsx"}
    for route, name in names.items():
        body = await run.cast.secretaries[0].get(f"/documents/{route}")
        run.expect(body.startswith(b"PK"), f"{name} is a document")
        if out:
            (out / name).write_bytes(body)
    return sorted(names.values())
