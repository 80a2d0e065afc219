"""What is made once is kept: a stage runs only if its code, its inputs or its outputs changed."""

import ast
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType


def key(*parts: object, code: tuple[ModuleType, ...] = ()) -> str:
    """A digest of `parts` (by repr) and of the modules' code, whatever its layout and comments."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
    for module in code:
        assert module.__file__
        digest.update(ast.dump(ast.parse(Path(module.__file__).read_text())).encode())
    return digest.hexdigest()


def stage(name: str, output: Path, wanted: str, make: Callable[[], object]) -> str:
    """Call `make`, which writes `output`, unless that was done for the key `wanted`; return it."""
    mark = output.with_name(output.name + ".key")
    if output.exists() and mark.exists() and mark.read_text() == wanted:
        say(f"{name}: kept")
        return wanted
    say(f"{name} …")
    began, worked = time.monotonic(), _cpu()
    output.parent.mkdir(parents=True, exist_ok=True)
    mark.unlink(missing_ok=True)
    make()
    mark.write_text(wanted)
    say(f"{name}: done in {time.monotonic() - began:.0f} s, {_cpu() - worked:.0f} s of CPU")
    return wanted


def _cpu() -> float:
    """Seconds, with those of processes that have ended."""
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)
