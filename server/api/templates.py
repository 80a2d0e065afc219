"""The office's own templates of papers: handed in by an administrator, kept in one folder, filled
in by `documents/templates.py`. A paper without one has the built-in form."""

import asyncio
import logging
import os
from pathlib import Path

from aiohttp import web

from server.api.body import json_response
from server.api.problems import NotFound, language_of, problem
from server.api.rights import Rights
from server.api.sending import download
from server.documents import fields, starter, templates
from server.documents.profiles import ND30, PROFILES
from server.rooms.words import Refused

log = logging.getLogger(__name__)


class OfficeTemplates:
    """Word files in `folder`, named by the kind of paper. One that somebody put there by hand is
    inspected like any other; a bad one is not used, and `problem_of` says why."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[tuple[int, int], bytes | Refused]] = {}

    def path(self, kind: str) -> Path:
        if kind not in fields.TEXTS:
            raise NotFound
        return self._folder / f"{kind}.docx"

    def own(self) -> dict[str, bytes]:
        """Every template that can be used, by kind."""
        found = {kind: self._found(kind) for kind in fields.TEXTS}
        return {kind: one for kind, one in found.items() if isinstance(one, bytes)}

    def problem_of(self, kind: str) -> Refused | None:
        found = self._found(kind)
        return found if isinstance(found, Refused) else None

    def _found(self, kind: str) -> bytes | Refused | None:
        try:
            status = self.path(kind).stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if kind not in self._read or self._read[kind][0] != stamp:
                self._read[kind] = stamp, _inspected(self.path(kind).read_bytes(), kind)
            return self._read[kind][1]
        except FileNotFoundError:
            return None

    def keep(self, kind: str, data: bytes) -> None:
        """Refuses a template that cannot be used; see `templates.inspect`."""
        path = self.path(kind)
        templates.inspect(data, kind)
        self._folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        half.write_bytes(data)
        os.replace(half, path)  # noqa: PTH105 (one step: a reader sees the old one or the new)

    def remove(self, kind: str) -> None:
        self.path(kind).unlink(missing_ok=True)


def _inspected(data: bytes, kind: str) -> bytes | Refused:
    try:
        templates.inspect(data, kind)
    except Refused as refused:
        log.warning("template %s.docx is not used: %s %s", kind, refused.code, refused.fields)
        return refused
    return data


class Templates:
    """HTTP handlers, for administrators of the house alone."""

    def __init__(self, rights: Rights, office: OfficeTemplates) -> None:
        self._rights, self._office = rights, office

    def routes(self) -> list[web.RouteDef]:
        one = "/api/templates/{kind}.docx"
        return [
            web.get("/api/templates", self._list),
            web.get(one, self._get),
            web.put(one, self._put),
            web.delete(one, self._delete),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        """`[{kind, own, starter, problem, fields}]`: which papers have a template of the office,
        which have one to begin with, and what any template may name."""
        await self._rights.house(request)
        told = await asyncio.to_thread(self._told, language_of(request))
        return json_response(told)

    def _told(self, language: str) -> list[dict[str, object]]:
        own = self._office.own()
        told = []
        for kind in fields.TEXTS:
            wrong = self._office.problem_of(kind)
            shown = problem(wrong, language) if wrong else None
            told.append({"kind": kind, "own": kind in own, "starter": kind not in starter.WITHOUT,
                         "problem": shown, "fields": fields.named(kind)})  # fmt: skip
        return told

    async def _get(self, request: web.Request) -> web.Response:
        """The office's template, or one to begin with: the built-in form in `?profile=`."""
        await self._rights.house(request)
        kind = request.match_info["kind"]
        path = self._office.path(kind)
        profile = PROFILES.get(request.query.get("profile", ""), ND30)
        body = await asyncio.to_thread(_read, path, kind, profile.name)
        if body is None:
            raise NotFound
        return download(body, f"mau-{kind}.docx")

    async def _put(self, request: web.Request) -> web.Response:
        token = await self._rights.house(request)
        kind, data = request.match_info["kind"], await request.read()
        await asyncio.to_thread(self._office.keep, kind, data)
        log.info("template kept: kind=%s bytes=%s actor=%s", kind, len(data), token.actor.id)
        return json_response({"kind": kind, "own": True}, status=201)

    async def _delete(self, request: web.Request) -> web.Response:
        token = await self._rights.house(request)
        kind = request.match_info["kind"]
        await asyncio.to_thread(self._office.remove, kind)
        log.info("template removed: kind=%s actor=%s", kind, token.actor.id)
        return json_response({"kind": kind, "own": False})


def _read(path: Path, kind: str, profile: str) -> bytes | None:
    if path.exists():
        return path.read_bytes()
    return None if kind in starter.WITHOUT else starter.starter(kind, PROFILES[profile])
