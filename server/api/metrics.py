"""What this node counts, for `/metrics` in Prometheus' text form. Names are documented here.

caunoi_commands_total{outcome}    commands by outcome: "accepted" or the refusal's code
caunoi_closed_total{reason}       connections closed because the transport was broken
caunoi_sockets{audience}          sockets that see a conference now
caunoi_frames_total{event}        frames handed to transports, by event
caunoi_resync_total               whole views sent to clients that read too slowly
caunoi_join_refused_total{code}   wrong, revoked or paced join codes
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

REGISTRY: Final = CollectorRegistry()
COMMANDS: Final = Counter("caunoi_commands", "Commands", ["outcome"], registry=REGISTRY)
CLOSED: Final = Counter("caunoi_closed", "Broken transports", ["reason"], registry=REGISTRY)
SOCKETS: Final = Gauge("caunoi_sockets", "Sockets", ["audience"], registry=REGISTRY)
FRAMES: Final = Counter("caunoi_frames", "Frames written", ["event"], registry=REGISTRY)
RESYNC: Final = Counter("caunoi_resync", "Views to slow clients", registry=REGISTRY)
JOIN_REFUSED: Final = Counter("caunoi_join_refused", "Joins refused", ["code"], registry=REGISTRY)


def text() -> bytes:
    return generate_latest(REGISTRY)
