"""Every error at the edge: its stable code, its HTTP status, and its words in the user's language.

The words stand in `text/`. A code without words is a bug that a test finds."""

import logging
from typing import Any, Final

import msgspec
from aiohttp import web

from server.api.text import (
    access,
    common,
    keeping,
    lists,
    meeting,
    papers,
    record,
    register,
    sheets,
    sound,
    speaking,
)
from server.live.ports import Unavailable
from server.rooms.words import Refused

log = logging.getLogger(__name__)


class BadInput(Refused):
    """Something that cannot be read. Fields: `field`, `why` (technical, English)."""

    code = "bad_field"


class UnknownCommand(Refused):
    code = "unknown_command"


class UnknownEvent(Refused):
    code = "unknown_event"


class BadArguments(Refused):
    code = "bad_arguments"


class BadCommandId(Refused):
    code = "bad_command_id"


class BadToken(Refused):
    code = "bad_token"


class ExpiredToken(Refused):
    code = "expired_token"


class BadCode(Refused):
    code = "bad_code"


class TooManyAttempts(Refused):
    """Fields: `seconds` to wait."""

    code = "too_many_attempts"


class TooManyConnections(Refused):
    """One token has as many connections as it may. Fields: `limit`."""

    code = "too_many_connections"


class BadPassword(Refused):
    code = "bad_password"


class DeviceTaken(Refused):
    """Another device holds this point's seat. Fields: `since` (ms)."""

    code = "device_taken"


class TakenOver(Refused):
    """Another device has taken this point's seat. Fields: `since` (ms)."""

    code = "taken_over"


class Revoked(Refused):
    code = "revoked"


class NameTaken(Refused):
    code = "account_exists"


class NotFound(Refused):
    code = "not_found"


class NoSpace(Refused):
    code = "no_space"


class Internal(Refused):
    code = "internal"


PARTS: Final = (
    common, access, meeting, speaking, record, register, papers, lists, sheets, sound, keeping,
)  # fmt: skip
WORDS: Final = {code: words for part in PARTS for code, words in part.WORDS.items()}
"""Vietnamese and English by code."""

STATUS: Final[dict[str, int]] = {
    "bad_token": 401, "expired_token": 401, "bad_code": 401, "bad_password": 401, "revoked": 401,
    "taken_over": 409, "device_taken": 409, "account_exists": 409, "not_allowed": 403,
    "no_conference": 404, "not_found": 404, "unknown_id": 404, "too_many_attempts": 429,
    "pdf_unavailable": 503, "pdf_busy": 503, "pdf_failed": 503,
    "unavailable": 503, "busy": 503, "folder_busy": 503, "internal": 500, "stale_version": 409,
    "conference_exists": 409, "in_use": 409, "nothing_to_export": 404, "no_space": 507,
    "too_many_papers": 409,
}  # fmt: skip
"""HTTP status by code; everything else is 400."""


def code_of(error: Exception) -> str:
    """The stable code of anything that can go wrong behind a door."""
    if isinstance(error, Refused):
        return error.code
    return "unavailable" if isinstance(error, Unavailable) else Internal.code


def problem(error: Exception, language: str = "vi") -> dict[str, Any]:
    """`{code, message, …fields}`; what is no refusal is logged and told as `internal`."""
    code = code_of(error)
    if code == Internal.code:
        log.error("internal error", exc_info=error)
    fields = error.fields if isinstance(error, Refused) else {}
    told = {name: value for name, value in fields.items() if value is not None}
    vietnamese, english = WORDS[code]
    message = (english if language == "en" else vietnamese).format_map(_Blank(told))
    return {**told, "code": code, "message": message}


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def language_of(request: web.Request) -> str:
    """ "en" if the browser asks for English first, else "vi"."""
    return "en" if request.headers.get("Accept-Language", "").startswith("en") else "vi"


def response(error: Exception, language: str) -> web.Response:
    """The problem as `application/problem+json` (RFC 9457)."""
    told = problem(error, language)
    status = STATUS.get(told["code"], 400)
    body = {"type": "about:blank", "title": told["message"], "status": status, **told}
    headers = {"Retry-After": str(told["seconds"])} if "seconds" in told else {}
    return web.Response(
        body=msgspec.json.encode(body), status=status, headers=headers,
        content_type="application/problem+json",
    )  # fmt: skip
