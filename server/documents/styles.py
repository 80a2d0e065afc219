"""The styles of a Word document, one for each role of a profile."""

import io
from functools import cache
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from server.documents import ooxml
from server.documents.profile import Line, Profile, Role

_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_SPACING: Final = {
    "multiple": WD_LINE_SPACING.MULTIPLE,
    "exactly": WD_LINE_SPACING.EXACTLY,
    "at_least": WD_LINE_SPACING.AT_LEAST,
}
_RUNNING: Final = frozenset({"basis", "body", "section", "clause", "item", "ending"})
"""Roles of running text, which has the profile's line spacing."""
_SINGLE: Final = Line("multiple", 1)


@cache
def styled(profile: Profile) -> tuple[bytes, dict[Role, str]]:
    """An empty document with the profile's styles, and their ids by role. It is made once: looking
    styles up takes longer than writing."""
    document = docx.Document()
    ooxml.bare(document, profile.font, profile.language)
    normal = document.styles["Normal"]
    normal.font.size = Pt(profile.looks["body"].size)
    _spacing(normal.paragraph_format, 0, 0, _SINGLE)
    ids = {role: _style(document, profile, role).style_id for role in profile.looks}
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), ids


def _style(document: Any, profile: Profile, role: Role) -> Any:
    look = profile.looks[role]
    style = ooxml.paragraph_style(document, look.name)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    font = style.font
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    if look.underlined:
        font.underline = True
    shape = style.paragraph_format
    shape.alignment = _ALIGN[look.align]
    shape.keep_with_next = look.with_next
    shape.widow_control = True
    _spacing(shape, look.before, look.after, profile.line if role in _RUNNING else _SINGLE)
    if look.indent:
        shape.first_line_indent = Mm(look.indent)
    ooxml.fonts(style.element.get_or_add_rPr(), profile.font, profile.language)
    if look.outline:
        ooxml.outline(style.element.get_or_add_pPr(), look.outline)
    return style


def _spacing(shape: Any, before: float, after: float, line: Line) -> None:
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing = line.height if line.kind == "multiple" else Pt(line.height)
    shape.line_spacing_rule = _SPACING[line.kind]
