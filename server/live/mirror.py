"""A mirror: what one audience sees of one room, with its own version, changed once per tick."""

from typing import Any

from msgspec import Struct

from server.rooms.memo import Memo
from server.rooms.room import Room
from server.rooms.sight import NO_CAPTIONS, Audience, look
from server.rooms.views import CaptionsView, Crowd

Json = dict[str, Any]


def diff(before: Json, after: Json) -> Json:
    """The JSON Merge Patch (RFC 7396) that turns `before` into `after`; {} if nothing changed.
    Equal objects are skipped by identity first. Neither may contain null."""
    patch: Json = dict.fromkeys(before.keys() - after.keys())
    for key, new in after.items():
        old = before.get(key)
        if old is new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            if inner := diff(old, new):
                patch[key] = inner
        elif old != new:
            patch[key] = new
    return patch


class Look(Struct, frozen=True):
    """A whole view as of the last tick: what a joining client gets."""

    version: str
    seq: int
    view: Json


class Mirror:
    """Versions are `boot:n`: another boot never continues this one's count, so that a client that
    comes back after a restart asks for the whole view."""

    def __init__(
        self, audience: Audience, boot: str, room: Room, seq: int, crowd: Crowd,
        captions: CaptionsView = NO_CAPTIONS,
    ) -> None:  # fmt: skip
        self._memo = Memo()
        self._boot = boot
        self._n = 0
        self.audience = audience
        self.last = Look(f"{boot}:0", seq, look(audience, room, self._memo, crowd, captions))

    def tick(
        self, room: Room, seq: int, crowd: Crowd, captions: CaptionsView = NO_CAPTIONS
    ) -> Json | None:
        """Move on to `room`: the patch to send, or None if there is nothing new. What this audience
        does not see moves the seq alone: a patch {} from the version to itself, which who does not
        wait for that entry may miss."""
        view = look(self.audience, room, self._memo, crowd, captions)
        patch = diff(self.last.view, view)
        if not patch and seq == self.last.seq:
            return None
        before = self.last.version
        self._n += bool(patch)
        self.last = Look(f"{self._boot}:{self._n}", seq, view)
        return {"from": before, "to": self.last.version, "seq": seq, "patch": patch}
