"""What this node counts, for `/metrics` in Prometheus' text form. Names are documented here.

caunoi_commands_total{outcome}    commands by outcome: "accepted" or the refusal's code
caunoi_closed_total{reason}       connections closed because the transport was broken
caunoi_sockets{audience}          sockets that see a conference now
caunoi_frames_total{event}        frames handed to transports, by event
caunoi_resync_total               whole views sent to clients that read too slowly
caunoi_join_refused_total{code}   wrong, revoked or paced join codes

Read from the running house when asked (`of`):

caunoi_rooms                      conferences open on this node
caunoi_entries{conference}        entries in the log of each, as this node has read it; whoever
                                  belongs to one conference is told of no other
caunoi_speech_ready               1 while a model hears, 0 while recognition is off or broken
caunoi_speech_workers             recogniser processes that run
caunoi_speech_hearings            turns that are being heard
caunoi_speech_behind_seconds      sound given but not understood yet, in the turn furthest behind
caunoi_speech_fed_seconds_total   seconds of sound given to recognisers
caunoi_speech_finals_total        sentences recognised
caunoi_speech_restarts_total      recogniser processes that died and were replaced
caunoi_speech_failures_total      sentences that no process could finish
"""

from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.live.house import House

REGISTRY: Final = CollectorRegistry()
COMMANDS: Final = Counter("caunoi_commands", "Commands", ["outcome"], registry=REGISTRY)
CLOSED: Final = Counter("caunoi_closed", "Broken transports", ["reason"], registry=REGISTRY)
SOCKETS: Final = Gauge("caunoi_sockets", "Sockets", ["audience"], registry=REGISTRY)
FRAMES: Final = Counter("caunoi_frames", "Frames written", ["event"], registry=REGISTRY)
RESYNC: Final = Counter("caunoi_resync", "Views to slow clients", registry=REGISTRY)
JOIN_REFUSED: Final = Counter("caunoi_join_refused", "Joins refused", ["code"], registry=REGISTRY)


def text(house: House, may_know: Callable[[str], bool]) -> bytes:
    """Everything, as Prometheus reads it; conferences by id only where `may_know` one."""
    here = CollectorRegistry()
    here.register(_House(house, may_know))
    return generate_latest(REGISTRY) + generate_latest(here)


class _House(Collector):
    def __init__(self, house: House, may_know: Callable[[str], bool]) -> None:
        self._house, self._may_know = house, may_know

    def collect(self) -> Iterator[Metric]:
        open_rooms, ear = self._house.open_rooms, self._house.ear
        yield GaugeMetricFamily("caunoi_rooms", "Conferences open here", len(open_rooms))
        entries = GaugeMetricFamily("caunoi_entries", "Entries read", labels=["conference"])
        for live in filter(lambda one: self._may_know(one.id), open_rooms):
            entries.add_metric([live.id], live.seq)
        yield entries
        for name, value in (
            ("ready", ear.state == "ready"), ("workers", len(ear.pids)),
            ("hearings", len(ear.hearings)), ("behind_seconds", ear.behind_seconds),
        ):  # fmt: skip
            yield GaugeMetricFamily(f"caunoi_speech_{name}", f"Speech: {name}", value)
        for name in ("fed_seconds", "finals", "restarts", "failures"):
            value = getattr(ear, name)
            yield CounterMetricFamily(f"caunoi_speech_{name}", f"Speech: {name}", value)
