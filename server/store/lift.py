"""Old stored forms of events, lifted to today's. The log is never rewritten; it is read again."""

from collections.abc import Callable
from typing import Any

Raw = dict[str, Any]
"""One event as decoded JSON: "type" and its fields, what lies beside already joined back."""


def _since_ever(raw: Raw) -> Raw:
    return {"at": 1} | raw


def _until_early(raw: Raw) -> Raw:
    return {"at": 2} | raw


LIFTS: dict[str, tuple[Callable[[Raw], Raw], ...]] = {
    # v0.1 did not store when sound was allowed. So it was long ago; only the order counts.
    "RecordingAllowed": (_since_ever,),
    "RecordingForbidden": (_until_early,),
}
"""By stored type: steps, oldest first. Each takes any form up to its own and returns the next; a
form already past it comes back unchanged. `tests/golden/` keeps a log of every release."""


def lift(raw: Raw) -> Raw:
    """`raw` in today's form. Never refuses: what it does not know it leaves as it is."""
    for step in LIFTS.get(raw["type"], ()):
        raw = step(raw)
    return raw
