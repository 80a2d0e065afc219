"""The A/V cue webhook: one signed POST a cue, to the system that switches the picture."""

import hashlib
import hmac
import time
from typing import Final

import aiohttp
import msgspec

from server.live.herald import Told, Undelivered

SECONDS: Final = 3.0
ANSWER_LIMIT: Final = 4096
SIGNATURE: Final = "Caunoi-Signature"


class Answer(msgspec.Struct, frozen=True):
    """What the other system may say: `done` acknowledges the cue."""

    done: bool = False


def signature(secret: str, at: int, body: bytes) -> str:
    """`t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`. Receivers refuse an old `t`."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


class CueHook:
    """Fits `live.herald.Hook`."""

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret
        self._http: aiohttp.ClientSession | None = None

    async def __call__(self, told: Told) -> bool:
        if self._http is None:
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        body = msgspec.json.encode(told)
        headers = {
            "Content-Type": "application/json",
            SIGNATURE: signature(self._secret, int(time.time()), body),
        }
        try:
            sent = self._http.post(self._url, data=body, headers=headers, allow_redirects=False)
            async with sent as answer:
                said = await answer.content.read(ANSWER_LIMIT)
                if not answer.ok or 300 <= answer.status < 400:
                    raise Undelivered(f"status {answer.status}")
        except (aiohttp.ClientError, TimeoutError) as why:
            raise Undelivered(type(why).__name__) from None
        try:
            return msgspec.json.decode(said, type=Answer).done if said else False
        except msgspec.DecodeError:
            return False

    async def close(self) -> None:
        if self._http:
            await self._http.close()
