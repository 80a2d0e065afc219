"""The floors of the house hold: imports go down only (house.md, Files)."""

import subprocess
import sys
from pathlib import Path


def test_the_floors_hold() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    root = Path(__file__).resolve().parent.parent
    ran = subprocess.run(
        [program], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout
