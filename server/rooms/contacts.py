"""Where a petitioner is reached."""

import re
from typing import Annotated, Final

from msgspec import Meta

from server.rooms.words import Line, Refused, Struct

PHONE: Final = re.compile(r"\+?[0-9][0-9 .()-]{5,}")
"""A telephone number as people write it."""


class Contact(Struct, frozen=True):
    """Where a petitioner gets the answer. Personal data: it stands in no view, no history, no
    register and on no paper but the letter that is sent there."""

    address: Line = ""
    phone: Annotated[str, Meta(max_length=40)] = ""


class BadPhone(Refused):
    """A telephone number with something in it that no number has. Fields: `phone`."""

    code = "bad_phone"


def tidy(told: Contact) -> Contact:
    """`told` without spaces around it, or BadPhone."""
    bare = Contact(told.address.strip(), " ".join(told.phone.split()))
    if bare.phone and not PHONE.fullmatch(bare.phone):
        raise BadPhone(phone=bare.phone)
    return bare
