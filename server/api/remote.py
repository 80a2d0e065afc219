"""Who is at the other end, when a proxy stands between: its word is taken if it is one of ours."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

Network = IPv4Network | IPv6Network


def networks(text: str) -> tuple[Network, ...]:
    """ "10.0.0.1, 172.16.0.0/12" as networks. Raises ValueError."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def through(proxies: Sequence[Network]) -> Middleware:
    """A middleware after which `request.remote` is the address that a trusted proxy saw. What
    anybody else claims in X-Forwarded-For is not looked at."""

    @web.middleware
    async def seen_through(request: web.Request, handler: Handler) -> web.StreamResponse:
        remote = origin(request.remote or "", request.headers.get("X-Forwarded-For", ""), proxies)
        return await handler(request if remote == request.remote else request.clone(remote=remote))

    return seen_through


def origin(remote: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """The nearest address that is no proxy of ours. Each proxy adds at the end the address that it
    saw, so what stands before the first stranger may be invented."""
    hops = [one.strip() for one in forwarded.split(",") if one.strip()]
    while hops and _among(remote, proxies):
        remote = hops.pop()
    return remote


def _among(address: str, proxies: Sequence[Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in proxies)
