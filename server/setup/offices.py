"""Who answers, who issues and who signs, and on which days offices work: each from its table."""

from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from server.rooms.plan import AgencyCard, Field, IssuingBodies, IssuingBody, Person, Signers
from server.rooms.queue import fold
from server.rooms.workdays import Calendar
from server.setup.making import Maker
from server.setup.places import Names
from server.setup.problems import CellBad
from server.setup.reading import Read
from server.setup.tables import FORMS

LISTED: Final = ("fields", "recipients")
"""Columns of which a cell holds several, parted by semicolons."""
PARTY_FORM: Final = "dang"


def agencies(
    rows: Sequence[Read], maker: Maker, fields: Sequence[Field]
) -> tuple[tuple[str, ...], tuple[AgencyCard, ...]]:
    """The roster in the order of the rows, and a card for each of whom more is said."""
    names: dict[str, int] = {}
    codes: dict[str, int] = {}
    known = Names((field.code, field.name) for field in fields)
    cards = []
    for row in rows:
        new = maker.is_new(names, fold(str(row.cells["name"])), row, "name")
        code = fold(str(row.cells.get("code", "")))
        if new and (not code or maker.is_new(codes, code, row, "code")):
            leads = [maker.find(known, one, "fields", "fields") for one in _each(row, "fields")]
            card = maker.make(AgencyCard, row, {
                **row.cells, "fields": tuple(dict.fromkeys(id for id in leads if id)),
            })  # fmt: skip
            cards += [card] if card else []
    told = tuple(card for card in cards if card != AgencyCard(card.name))
    return tuple(card.name for card in cards), told


def issuers(rows: Sequence[Read], maker: Maker, before: IssuingBodies) -> IssuingBodies:
    """Each side as its row says; one without a row as it was `before`."""
    found: dict[str, Any] = {}
    first: dict[str, int] = {}
    for row in rows:
        side = str(row.cells["side"])
        if not maker.is_new(first, side, row, "side") or not _own_form(row, side, maker):
            continue
        recipients = [str(one.cells["recipients"]) for one in _each(row, "recipients")]
        body = maker.make(IssuingBody, row, {
            **{name: cell for name, cell in row.cells.items() if name != "side"},
            "recipients": recipients, "old_tones": row.cells.get("old_tones") == "old",
        })  # fmt: skip
        found |= {side: body} if body else {}
    return replace(before, **found) if found else before


def signers(rows: Sequence[Read], maker: Maker, before: Signers) -> Signers:
    found: dict[str, Any] = {}
    first: dict[str, int] = {}
    for row in rows:
        side = str(row.cells["side"])
        if maker.is_new(first, side, row, "side"):
            told = {name: cell for name, cell in row.cells.items() if name != "side"}
            one = maker.make(Person, row, told)
            found |= {side: one} if one else {}
    return replace(before, **found) if found else before


def calendar(rows: Sequence[Read], maker: Maker) -> Calendar:
    first: dict[str, int] = {}
    kept = [row.cells for row in rows if maker.is_new(first, str(row.cells["day"]), row, "day")]
    off, worked = (
        tuple(sorted(str(one["day"]) for one in kept if one["kind"] == kind))
        for kind in ("off", "worked")
    )
    return Calendar(off, worked)


def _own_form(row: Read, side: str, maker: Maker) -> bool:
    profile = str(row.cells.get("profile", ""))
    own = not profile or profile.startswith(PARTY_FORM) == (side == "party")
    if not own:
        forms = [
            word for word, form in FORMS.items()
            if form.startswith(PARTY_FORM) == (side == "party")
        ]  # fmt: skip
        maker.note(CellBad(**row.at("profile"), expected=", ".join(forms)))
    return own


def _each(row: Read, cell: str) -> list[Read]:
    """The row once for each thing that its `cell` lists."""
    things = [one.strip() for one in str(row.cells.get(cell, "")).split(";")]
    return [row._replace(cells={**row.cells, cell: one}) for one in things if one]
