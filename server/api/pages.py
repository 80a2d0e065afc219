"""The pages for people: one small application, built into `web/dist`, under a strict policy."""

from pathlib import Path
from typing import Final

from aiohttp import web

from server.api.problems import NotFound

DIST: Final = Path(__file__).resolve().parents[2] / "web" / "dist"
PAGES: Final = (
    "/", "/point", "/moderate", "/secretary", "/chair", "/hall", "/register", "/print", "/admin",
    "/ready",
)  # fmt: skip
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; connect-src 'self' ws: wss:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}
FOR_EVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
NOT_AT_ALL: Final = {"Cache-Control": "no-cache"}


def routes() -> list[web.RouteDef]:
    """The pages and what they load. aiohttp sends a file's .br or .gz sibling where it may."""
    return [*(web.get(page, _page) for page in PAGES), web.get("/{path:.+}", _file)]


async def _page(request: web.Request) -> web.StreamResponse:
    """Each page names what its screen needs, so that a browser asks for all at once."""
    name = request.path.strip("/") or "join"
    return _send(DIST / f"{name}.html", HEADERS | NOT_AT_ALL)


async def _file(request: web.Request) -> web.StreamResponse:
    path = (DIST / request.match_info["path"]).resolve()
    if not path.is_relative_to(DIST):
        raise NotFound
    hashed = path.parent.name == "assets"
    return _send(path, HEADERS | (FOR_EVER if hashed else NOT_AT_ALL))


def _send(path: Path, headers: dict[str, str]) -> web.FileResponse:
    if not path.is_file():
        raise NotFound
    return web.FileResponse(path, headers=headers)
