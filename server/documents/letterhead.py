"""An organisation apart from any conference: how it writes, and what papers take of it."""

from dataclasses import asdict
from typing import Any

from server.documents.issuing import Issuing, issuing
from server.rooms.conclusion import Issuer
from server.rooms.plan import IssuingBodies, People, Plan, Signers
from server.rooms.room import Room
from server.rooms.session import Session
from server.rooms.words import Millis


def of(issuers: IssuingBodies, signers: Signers, at: Millis, side: Issuer | None = None) -> Issuing:
    """The organisation as it issues a paper that belongs to no conference. `side` None: the one
    that is described."""
    plan, people = Plan(issuers=issuers), People(signers=signers)
    return issuing(Room(session=Session(plan, people)), at, side)


def shown(by: Issuing) -> dict[str, Any]:
    """What every paper of this side begins and ends with, as texts; what nobody said is a gap in
    square brackets. `profile` is the form that it is written in."""
    profile, spelt = by.profile, by.spelling
    heading = asdict(by.heading("TB"))
    page = profile.page
    return {
        "profile": profile.name, "nation": profile.nation, "motto": profile.motto,
        "star": profile.star, "heading": {name: spelt(text) for name, text in heading.items()},
        "signature": {name: spelt(text) for name, text in asdict(by.signature()).items()},
        "recipients": [spelt(name) for name in by.frame(by.heading("TB")).recipients],
        "kept": spelt(by.kept()), "font": profile.font,
        "margins": [page.top, page.bottom, page.left, page.right],
    }  # fmt: skip
