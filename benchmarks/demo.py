"""The whole rehearsal with 177 points: what people feel, and what the service weighs."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def run() -> dict[str, Any]:
    """One demo conference at real speed (minutes). Its baseline is the clock on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "server.rehearsal", "--exit", "--out", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        summary = json.loads((Path(folder) / "summary.json").read_text())
    summary.pop("codes")
    return {
        "ours": summary,
        "baselines": {},
        "ratios": {},
        "targets": [
            _target(
                "hand raised → moderator sees it, p95 ms", summary["patch_latency_ms"]["p95"], 150
            ),
            _target("word spoken → half-heard, p95 ms", summary["partial_latency_ms"]["p95"], 1000),
            _target("service and workers, MB", summary["service_memory_mb"], 500),
        ],
    }


def _target(what: str, measured: float, limit: float) -> dict[str, Any]:
    return {"what": what, "measured": measured, "limit": limit}
