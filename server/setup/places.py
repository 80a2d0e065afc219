"""Finding what a cell names: a point by id or name, a field by code or name."""

from collections.abc import Iterable
from typing import Final

from server.rooms.queue import fold
from server.setup.grid import key

PREFIX: Final = "diem cau "


class Ambiguous(LookupError):
    """Several things have this name."""


class Names:
    """Ids by what people write for them: the id itself, the name, the name without its marks."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """`named`: ids with their names."""
        self._ids: dict[str, str] = {}
        self._exact: dict[str, set[str]] = {}
        self._plain: dict[str, set[str]] = {}
        for id, name in named:
            self._ids[fold(id)] = id
            self._exact.setdefault(fold(name), set()).add(id)
            self._plain.setdefault(_plain(name), set()).add(id)

    def find(self, text: str) -> str | None:
        """The id that `text` stands for; None if none. Raises Ambiguous."""
        if id := self._ids.get(fold(text)):
            return id
        for ids in (self._exact.get(fold(text)), self._plain.get(_plain(text))):
            if ids and len(ids) > 1:
                raise Ambiguous(text)
            if ids:
                return next(iter(ids))
        return None


def _plain(name: str) -> str:
    return key(name).removeprefix(PREFIX)
