"""Who may do what over HTTP: the token, its seat, its conference."""

from aiohttp import web

from server.api.auth import Doorkeeper, Token, Tokens, allow
from server.live.conference import LiveConference, NoConference
from server.live.house import House
from server.rooms.words import NotAllowed, Role


class Rights:
    """Answers for one request who asks and whether they may."""

    def __init__(self, tokens: Tokens, keeper: Doorkeeper, house: House) -> None:
        self._tokens, self._keeper, self._house = tokens, keeper, house

    async def token(self, request: web.Request, *roles: Role) -> Token:
        """Who asks, if they still may and have one of `roles` (any, if none is named)."""
        token = self._tokens.of(request)
        if roles:
            allow(token, *roles)
        await self._keeper.check(token)
        return token

    async def house(self, request: web.Request) -> Token:
        """An administrator of the house itself, or NotAllowed."""
        return await self.office(request, Role.ADMIN)

    async def office(self, request: web.Request, *roles: Role) -> Token:
        """Somebody of the house itself, not of one conference, with one of `roles`; or
        NotAllowed."""
        token = await self.token(request, *roles)
        if token.conference:
            raise NotAllowed(role=token.role)
        return token

    async def conference(self, request: web.Request, *roles: Role) -> LiveConference:
        """The conference in the path, if who asks has one of `roles` in it."""
        token = await self.token(request, *roles)
        id = request.match_info["id"]
        if token.conference not in ("", id):
            raise NoConference(conference=id)
        return await self._house.conference(id)
