"""Who is at the other end, when a proxy stands between: its word is taken if it is one of ours."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

Network = IPv4Network | IPv6Network
SUBNET: Final = 64
"""Bits of an IPv6 address that the network gives; its machines choose the rest themselves, as often
as they like (RFC 4862, RFC 8981)."""


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


def neighbourhood(address: str) -> str:
    """What limits take for one address: an IPv4 address, or an IPv6 subnet."""
    found = _read(address)
    if found is None:
        return address
    return str(ip_network((found, SUBNET), strict=False) if found.version == 6 else found)


def _among(address: str, proxies: Sequence[Network]) -> bool:
    found = _read(address)
    return found is not None and any(found in network for network in proxies)


def _read(address: str) -> IPv4Address | IPv6Address | None:
    """An IPv4 address also where a socket for both kinds tells it as IPv6 (RFC 4291 §2.5.5.2)."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
