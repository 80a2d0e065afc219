"""The fields that an office's own template may use: those of the paper's text (`content.py`)."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

from server.documents.content import (
    Annex,
    Assignment,
    Briefing,
    Content,
    Minutes,
    Notice,
    Petition,
    PublicCopy,
    Reply,
    Verbatim,
)

TEXTS: Final[dict[str, type[Content]]] = {
    "minutes": Minutes,
    "notice": Notice,
    "annex": Annex,
    "results": Annex,
    "assignments": Assignment,
    "replies": Reply,
    "petitions": Petition,
    "transcript": Verbatim,
    "briefing": Briefing,
    "public": PublicCopy,
}
"""What each kind of paper says."""

Shape = Any
"""`str` or `bool`, `[shape]` for a list, `{name: shape}` for a group of fields."""


@cache
def of(kind: str) -> Shape:
    """What a template of the paper `kind` may name."""
    return _shape(TEXTS[kind])


def _shape(kind: Any) -> Shape:
    if kind in (str, bool):
        return kind
    if get_origin(kind) is tuple:
        return [_shape(get_args(kind)[0])]
    hints = get_type_hints(kind)
    return {one.name: _shape(hints[one.name]) for one in fields(kind)}


def named(kind: str) -> list[str]:
    """Every field of the paper `kind`, as a template writes it; rows of lists as `rows[].name`."""
    return list(_paths(of(kind), ""))


def _paths(found: Shape, at: str) -> Any:
    if isinstance(found, dict):
        for name, inner in found.items():
            yield from _paths(inner, f"{at}.{name}" if at else name)
    elif isinstance(found, list):
        yield from _paths(found[0], f"{at}[]")
    else:
        yield at


def example(found: Shape, name: str = "") -> Any:
    """A text of that shape in which everything is filled in: two rows to a list."""
    if isinstance(found, dict):
        return {one: example(inner, one) for one, inner in found.items()}
    if isinstance(found, list):
        return [example(found[0], name), example(found[0], name)]
    return name if found is str else True


def values(told: Any) -> Any:
    """What a template is filled with: texts, flags, lists and groups, and nothing that can act."""
    if is_dataclass(told):
        return {one.name: values(getattr(told, one.name)) for one in fields(told)}
    return [values(one) for one in told] if isinstance(told, tuple) else told
