"""The program on a machine whose clock is wrong: `python -m tests.deploy.astray SECONDS serve`."""

import sys
import time

off = float(sys.argv.pop(1))
wall, wall_ns = time.time, time.time_ns
time.time = lambda: wall() + off
time.time_ns = lambda: wall_ns() + int(off * 1e9)

if __name__ == "__main__":
    from server.__main__ import cli

    cli()
