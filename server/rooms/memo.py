"""What items of a view looked like, so that nothing is made twice."""

from collections.abc import Callable
from typing import Any

from server.rooms.views import plain
from server.rooms.words import Struct

Json = dict[str, Any]


class Memo:
    """Remembers what an item looked like. One per audience: what it holds is that audience's."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[tuple[object, ...], Json]] = {}

    def __call__(
        self, kind: str, id: str, of: tuple[object, ...], make: Callable[[], Struct]
    ) -> Json:
        """`make()` as JSON values, or as it was while all that it is made `of` is the same."""
        seen = self._seen.get((kind, id))
        if seen and all(a is b for a, b in zip(seen[0], of, strict=True)):
            return seen[1]
        made = plain(make())
        self._seen[kind, id] = (of, made)
        return made
