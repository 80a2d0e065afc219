"""Many trials of damaged models in little time: a process that has Vosk ready and forks for each.

`python -m tests.transcribe.trials` reads a model's folder on each line and answers with a line
"exit code, what was said" in JSON.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from server.transcribe import trial

SOUND_S = 0.5
"""Of sound to decode. trial.fails takes more, and a new interpreter for each model."""
LIMIT_S = 1
"""Of processor time, for damage that makes Vosk search for ever; a whole model needs 0.15."""


class Trials:
    """Its `fails` answers as trial.fails does."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.transcribe.trials"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fails(self, model: Path) -> str | None:
        assert self._child.stdin
        assert self._child.stdout
        self._child.stdin.write(f"{model}\n")
        self._child.stdin.flush()
        code, said = json.loads(self._child.stdout.readline())
        return trial.verdict(code, said.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.communicate()


def _serve() -> None:
    import vosk  # noqa: F401  loaded once, for all forks

    sound = trial.babble()[: int(2 * trial.RATE * SOUND_S)]
    for line in sys.stdin:
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if not child:
                os.dup2(said.fileno(), sys.stderr.fileno())
                try:
                    trial.hear(Path(line.rstrip("\n")), sound, LIMIT_S)
                except Exception as error:
                    os.write(sys.stderr.fileno(), f"{error}\n".encode())
                    os._exit(1)
                os._exit(0)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            print(json.dumps((code, said.read().decode(errors="replace"))), flush=True)


if __name__ == "__main__":
    _serve()
