"""Typing as UniKey does (day.md D29): plain letters first; when a mark comes, Backspace takes some
of them away and the marked ones arrive in one burst, faster than anybody types."""

import unicodedata
from typing import Final

from playwright.async_api import CDPSession, Page

PACKET: Final = 231
"""VK_PACKET: the key code of letters that a program sends."""


async def unikey(page: Page, text: str) -> None:
    """Type `text` where the focus is."""
    line = await page.context.new_cdp_session(page)
    for place, word in enumerate(text.split(" ")):
        if place:
            await page.keyboard.press("Space")
        await _word(page, line, word)
    await line.detach()


async def _word(page: Page, line: CDPSession, word: str) -> None:
    plain = "".join(map(_plain, word))
    await page.keyboard.type(plain)
    if plain == word:
        return
    first = next(at for at, (a, b) in enumerate(zip(plain, word, strict=True)) if a != b)
    for _ in range(len(word) - first):
        await page.keyboard.press("Backspace")
    for letter in word[first:]:
        packet = {"key": letter, "windowsVirtualKeyCode": PACKET}
        await line.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, **packet})
        await line.send("Input.dispatchKeyEvent", {"type": "keyUp", **packet})


def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    return {"đ": "d", "Đ": "D"}.get(bare, bare)
