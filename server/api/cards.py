"""Join codes to print and cut: A4, eight cards to a page, each with its QR code."""

import html
from collections.abc import Collection, Mapping
from typing import Final

import segno

from server.api.ports import Seat
from server.rooms.plan import Kind, Plan
from server.rooms.words import Role

TO_A_PAGE: Final = 8
ROLES: Final = {
    Role.CHAIR: "Chủ trì", Role.MODERATOR: "Người điều hành", Role.ASSISTANT: "Trợ lý điều hành",
    Role.SECRETARY_LEAD: "Tổ trưởng thư ký", Role.SECRETARY: "Thư ký",
    Role.TECHNICIAN: "Kỹ thuật viên", Role.AGENCY: "Cơ quan trả lời", Role.VIEWER: "Người theo dõi",
    Role.HALL: "Màn hình hội trường", Role.POINT: "Phụ trách điểm cầu", Role.DELEGATE: "Đại biểu",
}  # fmt: skip
"""Roles with a code, as their cards name them, in the order in which they are printed."""
REHEARSAL: Final = "DIỄN TẬP"
PAGE: Final = """<!doctype html>
<html lang="vi"><meta charset="utf-8"><title>Thẻ mã tham gia</title>
<style>
@page {{ size: A4; margin: 0 }}
* {{ box-sizing: border-box }}
body {{ font-family: "Be Vietnam Pro", "Segoe UI", "Noto Sans", sans-serif; margin: 0 }}
section {{ width: 210mm; height: 296.9mm; display: grid; grid-template: repeat(4, 1fr) / 1fr 1fr;
  break-after: page; break-inside: avoid }}
section:last-child {{ break-after: auto }}
article {{ display: grid; grid-template: 1fr auto / 1fr 34mm; gap: 2mm 4mm; padding: 8mm 9mm;
  min-width: 0; overflow: hidden; border: 0 dashed #888 }}
article:nth-child(odd) {{ border-right-width: .2mm }}
article:nth-child(n + 3) {{ border-top-width: .2mm }}
svg {{ width: 34mm; height: 34mm; grid-area: 1 / 2; align-self: center }}
h2 {{ font-size: 19pt; line-height: 1.15; margin: 0 0 1.5mm; overflow-wrap: anywhere }}
h2.long {{ font-size: 13pt }}
p {{ margin: 0; font-size: 11pt }}
code {{ display: block; font: 700 20pt/1.3 "DejaVu Sans Mono", Consolas, monospace;
  white-space: nowrap; margin-top: 1.5mm }}
small {{ font-size: 8pt; line-height: 1.25; display: block; overflow-wrap: anywhere }}
small.long {{ font-size: 6pt }}
footer {{ grid-area: 2 / 1 / 3 / 3 }}
main {{ align-self: center; min-width: 0 }}
</style>
{pages}</html>"""
CARD: Final = """<article>
<main><h2{long}>{name}</h2><p>{role}</p><code>{code}</code></main>{picture}
<footer><small{long_title}>{mark}{title}</small><small>{url}</small></footer></article>"""


def page(plan: Plan, codes: Mapping[Seat, str], url: str, roles: Collection[Role] = ()) -> str:
    """An HTML page with a card for every seat in `codes`, or for those of `roles`: who runs the
    conference first, then point by point as planned. The QR code opens `url` with the code."""
    places = {point.id: (no, point.name) for no, point in enumerate(plan.points)}
    order = list(ROLES)
    seats = sorted(
        (seat for seat in codes if seat[0] in ROLES and (not roles or seat[0] in roles)),
        key=lambda seat: (places.get(seat[1], (-1, ""))[0], order.index(seat[0])),
    )
    cards = [_card(plan, seat[0], places.get(seat[1], (0, ""))[1], codes[seat], url)
             for seat in seats]  # fmt: skip
    sheets = (cards[at : at + TO_A_PAGE] for at in range(0, len(cards), TO_A_PAGE))
    return PAGE.format(pages="".join(f"<section>{''.join(sheet)}</section>" for sheet in sheets))


def _card(plan: Plan, role: Role, place: str, code: str, url: str) -> str:
    name, title = place or ROLES[role], plan.short_title or plan.title
    return CARD.format(
        name=html.escape(name), long=' class="long"' if len(name) > 36 else "",
        role=html.escape(ROLES[role]) if place else "", code=html.escape(code),
        picture=segno.make(f"{url}/#{code}", error="m").svg_inline(border=2, omitsize=True),
        mark=f"<b>{REHEARSAL}</b> · " if plan.kind is Kind.REHEARSAL else "",
        title=html.escape(title), long_title=' class="long"' if len(title) > 150 else "",
        url=html.escape(url),
    )  # fmt: skip
