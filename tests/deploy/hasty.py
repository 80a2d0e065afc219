"""The program, with little patience for lines on which nobody asks anything: `python -m
tests.deploy.hasty serve`."""

from server import __main__ as program

program.IDLE = 0.5  # type: ignore[misc]

if __name__ == "__main__":
    program.cli()
