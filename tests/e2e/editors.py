"""Every place for text on the pages of the office: as the sources of those pages have it, and as a
browser finds it on a form that is open."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from playwright.async_api import Locator

WEB: Final = Path(__file__).resolve().parents[2] / "web" / "src"
FOLDERS: Final = ("register", "admin", "offices", "policy", "slips", "glossary")
"""Screens that /register and /admin are made of."""
_UNTYPED: Final = re.compile(r'type="(date|number|password|file|checkbox|radio)"')
_IMPORT: Final = re.compile(r"^ *import (\w+) from '([./\w]+\.svelte)';", re.MULTILINE)
_KEY: Final = re.compile(r"t\([`']([\w.-]+)(\$\{)?")
_WORD: Final = re.compile(r"^ +'?([\w-]+)'?: '((?:[^'\\]|\\.)*)'", re.MULTILINE)


class Source(NamedTuple):
    """An editor in a file. `words`: what it may be called on the screen."""

    file: str
    line: int
    words: frozenset[str]


def sources() -> list[Source]:
    """Every editor of text in FOLDERS."""
    files = [file for name in FOLDERS for file in sorted((WEB / "screens" / name).glob("*.svelte"))]
    return [one for file in files for one in _of(file)]


def _of(file: Path) -> list[Source]:
    told = file.read_text()
    return [
        Source(file.name, told.count("\n", 0, begin) + 1, _words(_label(told, begin)))
        for begin in _editors(file)
    ]


@cache
def _editors(file: Path) -> list[int]:
    """Where in the file its editors of text begin: elements, and parts of elsewhere with some."""
    told = file.read_text()
    parts = {
        name: (file.parent / path).resolve() for name, path in _IMPORT.findall(told)
        if (file.parent / path).resolve().parent.name not in FOLDERS
    }  # fmt: skip
    named = ["input", "textarea", *(name for name, part in parts.items() if _editors(part))]
    found = re.finditer(rf"<(?:{'|'.join(named)})\b|\bcontenteditable=", told)
    return [one.start() for one in found if not _UNTYPED.search(_tag(told, one.start()))]


def _label(told: str, begin: int) -> str:
    tag = _tag(told, begin)
    return tag if "label=" in tag else told[told.rindex("<label", 0, begin) :]


def _tag(told: str, begin: int) -> str:
    """The tag that begins there; what stands in braces may hold a bracket."""
    depth = 0
    for at in range(begin, len(told)):
        depth += {"{": 1, "}": -1}.get(told[at], 0)
        if told[at] == ">" and not depth:
            return told[begin : at + 1]
    raise ValueError(told[begin : begin + 80])


def _words(text: str) -> frozenset[str]:
    """The Vietnamese words of the first key in `text`; of a key that is put together, all it may
    be."""
    found = _KEY.search(text)
    assert found, text
    space, _, name = found[1].partition(".")
    words = dict(_WORD.findall((WEB / "text" / "vi" / f"{space}.ts").read_text()))
    return frozenset(words.values()) if found[2] else frozenset({words[name]})


FIND: Final = """root => {
  const typed = 'input:not([type]), input[type=text], input[type=search], input[type=tel], input[type=email], input[type=url], textarea, [contenteditable]:not([contenteditable=false])';
  const all = [...root.querySelectorAll(typed)].filter((one) => one.checkVisibility() && !one.disabled && !one.readOnly);
  return all.map((one, at) => {
    one.dataset.typed = String(at);
    return (one.labels?.[0]?.firstChild?.textContent ?? one.getAttribute('aria-label') ?? '').trim();
  });
}"""  # noqa: E501


async def editors(root: Locator) -> Sequence[tuple[str, Locator]]:
    """What can be typed into within `root`, by label."""
    labels = await root.evaluate(FIND)
    return [(name, root.locator(f'[data-typed="{at}"]')) for at, name in enumerate(labels)]
