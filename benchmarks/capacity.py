"""From measured unit costs to conferences that nobody can try out: nodes, cores, bandwidth, Redis,
PostgreSQL, and what breaks first.

`python -m benchmarks.capacity FOLDER` reads fanout.json, memory.json, rejoin.json, nodes.json and
long.json (`scripts/bench NAME --json FOLDER/NAME.json`) and prints docs/capacity.md's tables."""

import json
import math
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import typer

from server.live.house import FOLLOWING, LOOK_ROUND
from server.store.engines import POSTGRES_POOL

BUDGET: Final = 0.6
"""Of a node's core: the rest is for bursts."""
CAPTIONS_S: Final = 4.0
"""Messages a second to everybody."""
OVERHEAD: Final = 4 + 20 + 32
"""Bytes around a message on the wire: WebSocket, IP, TCP with timestamps."""
MESSAGE: Final = 230
"""Bytes of a caption's patch."""
HERE: Final = 40
"""Bytes of a point in what a node tells the others (presence and readiness)."""
POSTGRES_CONNECTIONS: Final = 100
"""PostgreSQL's own default."""
REDIS_MB_S: Final = 500.0
"""What one Redis gives out, on a 10 Gbit/s line with room to spare."""
VIEW_KB: Final = 2048.0
"""A first view that comes within a second over 20 Mbit/s."""
LINE_GBIT: Final = 10.0
"""Of a data centre's line; beyond, several."""
NODE_GB: Final = 4.0


class Scenario(NamedTuple):
    name: str
    points: int
    viewers: int
    hands_s: float


SCENARIOS: Final = (
    Scenario("a province, 177 points", 177, 2_500, 5),
    Scenario("3,321 communes, each a point and 15 people", 3_321, 49_815, 20),
    Scenario("the nation: 20,000 points, 1.2 million viewers", 20_000, 1_200_000, 100),
)


class Costs(NamedTuple):
    """µs of CPU for a delivery, a command where it is decided, the same on each node that follows,
    and in PostgreSQL and Redis; KB of a connection; connections a second that one node takes in;
    KB of a point in the moderator's first view."""

    delivery: float
    deciding: float
    following: float
    backing: float
    connection: float
    joining: float
    view: float


def costs(of: dict[str, Any]) -> Costs:
    one, three = of["nodes"]["baselines"]["nodes_1"], of["nodes"]["ours"]["nodes_3"]
    rejoin = of["rejoin"]["ours"]
    return Costs(
        delivery=of["fanout"]["ours"]["server_cpu_us_per_delivery"],
        deciding=one["deciding_us"],
        following=three["following_us"] / 2,
        backing=three["backing_us"],
        connection=of["memory"]["ours"]["kb"],
        joining=rejoin["clients"] / rejoin["rejoin_s"],
        view=of["long"]["ours"]["view_kb"] / 450,
    )


def needs(what: Scenario, cost: Costs) -> dict[str, float]:
    clients, commands = what.points + what.viewers, CAPTIONS_S + what.hands_s
    left = BUDGET * 1e6 - commands * cost.following
    by_core = left / (CAPTIONS_S * cost.delivery)
    by_memory = NODE_GB * 1e6 / cost.connection
    nodes = max(1, math.ceil(clients / min(by_core, by_memory)))
    looks = nodes * (min(commands, 1 / FOLLOWING) + 1 / LOOK_ROUND)
    presence = nodes * what.points * HERE / LOOK_ROUND / 1e6
    return {
        "clients": clients,
        "nodes": nodes,
        "clients a node": round(clients / nodes),
        "cores, speech and databases apart": round(nodes * BUDGET, 1),
        "memory of all connections, GB": round(clients * cost.connection / 1e6, 1),
        "out, Gbit/s": round(clients * CAPTIONS_S * (MESSAGE + OVERHEAD) * 8 / 1e9, 2),
        "commands a second": commands,
        "the deciding node's core, %": round(commands * cost.deciding / 1e4, 1),
        "Redis: rings heard a second": round(commands * nodes),
        "Redis: presence, MB/s": round(presence, 2),
        "PostgreSQL: reads a second": round(looks),
        "PostgreSQL: connections at most": nodes * POSTGRES_POOL,
        "PostgreSQL and Redis, cores": round(commands * cost.backing / 1e6, 2),
        "the moderator's first view, KB": round(what.points * cost.view),
        "all back after a power cut, s": round(clients / nodes / cost.joining, 1),
    }


def breaks(told: dict[str, float]) -> list[tuple[str, float]]:
    """What is asked for as a multiple of what there is, the worst first."""
    asked = [
        (
            "PostgreSQL's connections",
            told["PostgreSQL: connections at most"] / POSTGRES_CONNECTIONS,
        ),
        ("presence through one Redis", told["Redis: presence, MB/s"] / REDIS_MB_S),
        (
            "the view of every point at once, for the moderator",
            told["the moderator's first view, KB"] / VIEW_KB,
        ),
        ("one line out", told["out, Gbit/s"] / LINE_GBIT),
        ("the core that decides", told["the deciding node's core, %"] / 100 / BUDGET),
    ]
    return sorted(((what, round(times, 2)) for what, times in asked), key=lambda one: -one[1])


def checked(of: dict[str, Any]) -> dict[str, float]:
    """A delivery on three nodes as the model has it, beside what was measured: the single node's
    cost, and a command followed by two more for each shot at everybody."""
    one, three = of["nodes"]["baselines"]["nodes_1"], of["nodes"]["ours"]["nodes_3"]
    predicted = one["us_per_delivery"] + three["following_us"] / of["nodes"]["ours"]["clients"]
    measured = three["us_per_delivery"]
    return {
        "predicted, µs": round(predicted, 2),
        "measured, µs": measured,
        "measured / predicted": round(measured / predicted, 2),
    }


def show(folder: Annotated[Path, typer.Argument(help="Where the results lie")]) -> None:
    names = ("fanout", "memory", "rejoin", "nodes", "long")
    of = {name: json.loads((folder / f"{name}.json").read_text()) for name in names}
    cost = costs(of)
    _table("unit cost", cost._asdict())
    _table("three nodes: one delivery", checked(of))
    for what in SCENARIOS:
        told = needs(what, cost)
        _table(what.name, told)
        _table("what is asked for as a multiple of what there is", dict(breaks(told)))


def _table(head: str, rows: dict[str, float]) -> None:
    print(f"| {head} | |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value:,} |" if value == int(value) else f"| {name} | {value:,.2f} |")
    print()


if __name__ == "__main__":
    typer.run(show)
