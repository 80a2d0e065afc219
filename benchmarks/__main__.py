"""`scripts/bench NAME [--json FILE] [--plot FILE] [--check]`."""

import inspect
import json
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from benchmarks import (
    demo,
    evening,
    fanout,
    hands,
    long,
    memory,
    nodes,
    pages,
    pages_script,
    plot,
    register,
    rejoin,
    speech,
    written,
)

BENCHMARKS: dict[str, Callable[..., dict[str, Any]]] = {
    "hands": hands.run, "demo": demo.run, "pages": pages.run, "speech": speech.run,
    "written": written.run, "register": register.run, "transcript": pages_script.run,
    "fanout": fanout.run, "rejoin": rejoin.run, "long": long.run, "evening": evening.run,
    "nodes": nodes.run, "memory": memory.run,
}  # fmt: skip
console = Console(stderr=True)


def bench(
    name: Annotated[str, typer.Argument(help=", ".join(BENCHMARKS))],
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the result here")] = None,
    plot_file: Annotated[Path | None, typer.Option("--plot", help="An SVG of the targets")] = None,
    minutes: Annotated[float, typer.Option(help="pages, evening: how long")] = 10,
    quick: Annotated[
        bool, typer.Option("--quick", help="Small and short, where it can be")
    ] = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="fanout: clients receive on their own core (root)")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Exit 1 if a target is missed")] = False,
) -> None:
    """Measure NAME beside its baseline, in the same run."""
    if name not in BENCHMARKS:
        raise typer.BadParameter(f"one of: {', '.join(BENCHMARKS)}")
    given = {"minutes": minutes, "quick": quick, "apart": apart}
    takes = inspect.signature(BENCHMARKS[name]).parameters
    options = {key: value for key, value in given.items() if key in takes}
    result: dict[str, Any] = {"name": name, "machine": machine(), **BENCHMARKS[name](**options)}
    if json_file:
        json_file.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    if plot_file:
        plot_file.write_text(plot.svg(result))
    print(json.dumps(result, ensure_ascii=False, indent=2))
    missed = show(result["targets"])
    raise typer.Exit(1 if check and missed else 0)


def machine() -> dict[str, Any]:
    """Where this was measured, and how busy it was before."""
    return {
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def show(targets: list[dict[str, Any]]) -> bool:
    """Print the targets; True if one was missed."""
    table = Table("target", "measured", "at most", "")
    for one in targets:
        held = one["measured"] <= one["limit"]
        one["held"] = held
        table.add_row(
            one["what"], f"{one['measured']:.2f}", f"{one['limit']}", "✓" if held else "✗"
        )
    console.print(table)
    return not all(one["held"] for one in targets)


typer.run(bench)
