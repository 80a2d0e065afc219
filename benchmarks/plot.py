"""A result as a picture: every target as a share of its limit, as plain SVG."""

from html import escape
from typing import Any, Final

ROW, LABEL, SCALE, RIGHT = 26, 330, 320, 190
"""Pixels: a row's height, the names, a bar that just meets its limit, the figures."""
MOST: Final = 1.5
"""Limits that a bar may be long."""
HELD, MISSED = "#2b7a4b", "#b3261e"
HEAD: Final = 40


def svg(result: dict[str, Any]) -> str:
    """`result` as `scripts/bench NAME --json` writes it."""
    targets = result["targets"]
    width = LABEL + int(SCALE * MOST) + RIGHT
    height = HEAD + ROW * len(targets) + 12
    machine = result["machine"]
    title = f"{result['name']}: {machine['cpus']} CPUs, load before {machine['load']}"
    limit = LABEL + SCALE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            'font-family="sans-serif" font-size="13">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="8" y="22" font-weight="bold">{escape(title)}</text>',
            *(_bar(n, target) for n, target in enumerate(targets)),
            f'<line x1="{limit}" x2="{limit}" y1="{HEAD - 6}" y2="{height - 6}" stroke="#444"/>',
            "</svg>\n",
        ]
    )


def _bar(n: int, target: dict[str, Any]) -> str:
    measured, limit = target["measured"], target["limit"]
    share = measured / limit if limit else MOST * bool(measured)
    top, long = HEAD + n * ROW, min(share, MOST) * SCALE
    colour = HELD if measured <= limit else MISSED
    figures = f"{measured:.4g} of at most {limit:.4g}"
    return (
        f'<text x="8" y="{top + 14}">{escape(target["what"])}</text>'
        f'<rect x="{LABEL}" y="{top}" width="{max(1, long):.0f}" height="18" fill="{colour}"/>'
        f'<text x="{LABEL + max(long, SCALE) + 8:.0f}" y="{top + 14}">{figures}</text>'
    )
