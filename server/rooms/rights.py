"""Roles by what they do together. Who of them may ask what is told area by area in `areas/`."""

from typing import Final

from server.rooms.words import Role

SYSTEM_ONLY: Final = frozenset({Role.SYSTEM})
CHAIRING: Final = frozenset({Role.CHAIR, Role.MODERATOR})
RUNNING: Final = CHAIRING | {Role.ASSISTANT}
AT_POINT: Final = frozenset({Role.POINT})
RAISING: Final = RUNNING | AT_POINT | {Role.DELEGATE}
DESK: Final = RUNNING | {Role.TECHNICIAN}
LEADING: Final = frozenset({Role.SECRETARY_LEAD})
WRITING: Final = LEADING | {Role.SECRETARY}
STAFF: Final = RUNNING | WRITING | {Role.ADMIN}
"""Who works on the conference as a whole, and may read all of it."""
FOLLOWING: Final = WRITING | {Role.ADMIN}
HANDING_IN: Final = AT_POINT | WRITING | {Role.MODERATOR, Role.ASSISTANT}
KEEPING: Final = LEADING | {Role.ADMIN}
