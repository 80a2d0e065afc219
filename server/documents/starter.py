"""A template to begin with: the built-in form with fields in place of its texts.

It is laid out by the same functions as the paper itself, from a text that is made of fields, so an
office changes words in Word and nothing else."""

import re
from dataclasses import fields
from typing import Any, Final, get_args, get_origin, get_type_hints

from server.documents.content import Entry, Group, Line, PublicRow, RollRow, Speech, Waiting
from server.documents.fields import TEXTS
from server.documents.layout import Paper
from server.documents.papers import KINDS
from server.documents.profile import Profile
from server.rooms.words import Millis

WITHOUT: Final = frozenset({"briefing"})
"""Its table has as many columns as there are levels, which no form can begin with."""
_ROWS: Final = (Entry, Group, Line, PublicRow, RollRow, Speech, Waiting)
"""What stands in the rows of a table; other lists are paragraphs."""
_LETTERS: Final = frozenset({"assignments", "replies", "petitions"})
_INLINE: Final = {
    "to": "{% if not loop.last %}; {% endif %}",
    "answer": "{% if not loop.last %} {% endif %}",
}
"""Lists that stand in one paragraph, and what parts them."""
_TAG: Final = re.compile(r"(\{[{%].*?[%}]\})")
_NAMES: Final = {
    "groups": "group", "rows": "row", "points": "point", "tasks": "task", "parts": "part",
    "paragraphs": "paragraph", "roll": "place", "waiting": "request", "speeches": "speech",
    "lines": "line", "recipients": "name",
}  # fmt: skip
"""What one of a list is called in its repetition; "text" where nothing is said."""


class _Form(Paper):
    """A paper in which a field that stands in capitals says so itself."""

    def capitals(self, text: str) -> str:
        parts = _TAG.split(text)
        return "".join(
            part.replace(" }}", "|upper }}") if part.startswith("{{")
            else part if part.startswith("{%") else part.upper()
            for part in parts
        )  # fmt: skip


def starter(kind: str, profile: Profile) -> bytes:
    """The template of the paper `kind` in `profile`."""
    paper = _Form(profile, wide=KINDS[kind].wide)
    told = _text(TEXTS[kind], "", kind)
    KINDS[kind].lay(told, paper)
    mark = "frame.rehearsal" if hasattr(told, "frame") else "rehearsal"
    paper.foot(f"{{{{ {mark} }}}}")
    return paper.save(_MADE)


_MADE: Final[Millis] = 1_767_225_600_000
"""All starters are of one day: the same template is the same file."""


def _text(shape: Any, at: str, kind: str) -> Any:
    """Fields in the shape of a text: `at` is the path of this part of it."""
    if shape is bool:
        return False
    if shape is str:
        return "" if _unused(at, kind) else f"{{{{ {at} }}}}"
    if get_origin(shape) is tuple:
        return _list(get_args(shape)[0], at, kind)
    hints = get_type_hints(shape)
    parts = {one.name: _text(hints[one.name], f"{at}.{one.name}".lstrip("."), kind)
             for one in fields(shape)}  # fmt: skip
    return shape(**parts)


def _unused(at: str, kind: str) -> bool:
    """What is empty in most papers of the kind would leave an empty line in every one of them."""
    titled = ("frame.heading.about",) if kind not in _LETTERS else ("frame.kind", "frame.subject")
    return at in ("frame.rehearsal", "frame.draft", "rehearsal", *titled)


def _list(inner: Any, at: str, kind: str) -> Any:
    if at in _INLINE:
        return (f"{{% for text in {at} %}}{{{{ text }}}}{_INLINE[at]}{{% endfor %}}",)
    mark = "tr" if inner in _ROWS else "p"
    name = _NAMES.get(at.rpartition(".")[2], "text")
    begin, end = f"{{%{mark} for {name} in {at} %}}", f"{{%{mark} endfor %}}"
    return (_bare(inner, begin), _text(inner, name, kind), _bare(inner, end))


def _bare(shape: Any, tag: str) -> Any:
    """A row or paragraph that holds only `tag`: it is gone once the template is filled in."""
    if shape is str:
        return tag
    hints = get_type_hints(shape)
    first = next(one.name for one in fields(shape) if hints[one.name] is str)
    parts = {one.name: _nothing(hints[one.name]) for one in fields(shape)}
    return shape(**parts | {first: tag})


def _nothing(shape: Any) -> Any:
    if shape in (str, bool):
        return shape()
    if hasattr(shape, "__dataclass_fields__"):
        hints = get_type_hints(shape)
        return shape(**{one.name: _nothing(hints[one.name]) for one in fields(shape)})
    return ()
