"""The README is executed: a command in it that does not work, or a table that lies, fails here."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from server.settings import table

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.strip()]

# The demo leaves a service running and the tests would run themselves: these two are run in the
# form that ends. Everything else is run as it stands.
SHORT = {
    "scripts/demo": "scripts/demo --exit --out {out} --points 24 --turns 3",
    "scripts/test": "scripts/test --collect-only -q",
}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, tmp_path: Path) -> None:
    line = SHORT.get(command, command).format(out=tmp_path)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CAUNOI_")}
    ran = subprocess.run(
        line, check=False, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, f"{line}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
    if command == "scripts/demo":
        the_demo_did_its_job(tmp_path)


def the_demo_did_its_job(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text())
    assert summary["broken"] == []
    assert summary["points_connected"] == 24
    assert summary["hands_raised"] > 24
    # Opening, report, conclusion, three interventions, one interruption by the chair, two replies.
    assert summary["turns"] == 9
    assert summary["opinions"] == 3
    assert summary["segments"] >= summary["turns"]
    assert 0 <= summary["syllable_error_rate"] < 0.25
    assert summary["service_memory_mb"] < 500
    for figure in ("partial_latency_ms", "final_latency_ms", "patch_latency_ms"):
        assert 0 < summary[figure]["p50"] <= summary[figure]["p95"]
    for name in summary["documents"]:
        with zipfile.ZipFile(out / name) as paper:
            assert paper.testzip() is None


def test_the_two_commands_come_first() -> None:
    assert COMMANDS[:2] == ["scripts/demo", "scripts/test"]


def test_the_settings_table_is_what_the_program_says() -> None:
    assert table() in README


def test_every_file_that_the_readme_names_is_there() -> None:
    for path in re.findall(r"\]\(((?!http)[^)#]+)\)", README):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"`((?:scripts|server|docs)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path


def test_locks_and_docs_carry_no_addresses_of_registries_or_machines() -> None:
    for path in [*ROOT.glob("*.lock"), ROOT / "README.md", ROOT / "pyproject.toml"]:
        text = path.read_text()
        assert not re.search(r"https?://[^ ]*(pypi|npmjs|debian)", text), path
        assert "/work/" not in text and "/root/" not in text, path
