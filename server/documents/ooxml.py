"""The corners of the file formats that python-docx and openpyxl leave open."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from lxml.etree import SubElement  # type: ignore[import-untyped]

from server.rooms.words import Millis

_CORE: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>'
)
# What must follow w:pBdr, w:outlineLvl in w:pPr and the rest in w:sectPr, w:tblPr, w:trPr: Word
# refuses a file whose elements stand in another order.
_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_OUTLINE: Final = ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")
_AFTER_TABLE_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_CELL_MARGINS: Final = ("w:tblLook",)
_AFTER_PAGE_NUMBERS: Final = (
    "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi",
    "w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange",
)  # fmt: skip
_AFTER_LANGUAGE: Final = ("w:eastAsianLayout", "w:specVanish", "w:oMath")
_TR, _TR_PR, _CANT_SPLIT, _HEADER = map(qn, ("w:tr", "w:trPr", "w:cantSplit", "w:tblHeader"))
_TC, _TC_PR, _TC_W, _GRID_SPAN = map(qn, ("w:tc", "w:tcPr", "w:tcW", "w:gridSpan"))
_P, _P_PR, _P_STYLE, _R, _T = map(qn, ("w:p", "w:pPr", "w:pStyle", "w:r", "w:t"))
_TYPE, _W, _VAL, _SPACE = map(qn, ("w:type", "w:w", "w:val", "xml:space"))


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """`element("w:top", val="single", sz=6)`; every attribute is in the `w` namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(parent: Any, child: BaseOxmlElement, after: tuple[str, ...]) -> None:
    """Put `child` before the first of `after` in `parent`, in place of one with the same tag."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    later = {qn(tag) for tag in after}
    for place, other in enumerate(parent):
        if other.tag in later:
            parent.insert(place, child)
            return
    parent.append(child)


def top_border(properties: Any, weight: int) -> None:
    """A rule above a paragraph; `weight` in eighths of a point."""
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz=weight, space=0, color="000000"))
    put(properties, borders, _AFTER_BORDERS)


def outline(properties: Any, level: int) -> None:
    put(properties, element("w:outlineLvl", val=level - 1), _AFTER_OUTLINE)


def fonts(properties: Any, font: str, language: str) -> None:
    """All four kinds of letters in one font, none of them by theme: Vietnamese falls back else."""
    ours = properties.get_or_add_rFonts()
    ours.attrib.clear()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        ours.set(qn(f"w:{kind}"), font)
    spoken = element("w:lang", val=language, eastAsia=language, bidi="ar-SA")
    put(properties, spoken, _AFTER_LANGUAGE)


def table_form(table: Any, border: int, margin: int) -> None:
    """Single black borders of `border` eighths of a point (0: none) and side margins in twips."""
    properties = table._tbl.tblPr
    borders = element("w:tblBorders")
    kind = {"val": "single", "sz": border, "space": 0, "color": "000000"} if border else {}
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", **(kind or {"val": "nil"})))
    put(properties, borders, _AFTER_TABLE_BORDERS)
    margins = element("w:tblCellMar")
    for side, width in (("top", 0), ("left", margin), ("bottom", 0), ("right", margin)):
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    put(properties, margins, _AFTER_CELL_MARGINS)


def row_form(row: Any) -> None:
    """A row is never parted between pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


Paragraphs = Sequence[tuple[str, str]]
"""The id of each one's style, and its text."""


def row(
    table: Any, widths: Sequence[float], cells: Sequence[Paragraphs],
    repeated: bool = False, span: int = 1,
) -> None:  # fmt: skip
    """A last row, never parted between pages, of cells `widths` mm wide that take `span` columns
    each; a `repeated` one heads each page. (The library's own rows take four times as long.)"""
    made = SubElement(table._tbl, _TR)
    form = SubElement(made, _TR_PR)
    SubElement(form, _CANT_SPLIT)
    if repeated:
        SubElement(form, _HEADER)
    for width, paragraphs in zip(widths, cells, strict=True):
        cell = SubElement(made, _TC)
        form = SubElement(cell, _TC_PR)
        SubElement(form, _TC_W, {_TYPE: "dxa", _W: str(Mm(width).twips)})
        if span > 1:
            SubElement(form, _GRID_SPAN, {_VAL: str(span)})
        for style, text in paragraphs:
            _paragraph(cell, style, text)


def _paragraph(cell: Any, style: str, text: str) -> None:
    made = SubElement(cell, _P)
    SubElement(SubElement(made, _P_PR), _P_STYLE, {_VAL: style})
    if text:
        said = SubElement(SubElement(made, _R), _T)
        said.text = text
        if text != text.strip():
            said.set(_SPACE, "preserve")


def page_field(paragraph: Any) -> None:
    """The number of the page, as a field."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run()
        if kind == "1":
            run.text = kind
        elif kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = "PAGE"
            run._r.append(code)


def restart_pages(section: Any) -> None:
    put(section._sectPr, element("w:pgNumType", start=1), _AFTER_PAGE_NUMBERS)


def bare(document: Document, font: str, language: str) -> None:
    """Take away what python-docx's template brings: its styles, theme fonts, English, thumbnail."""
    kept = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
    for style in list(document.styles):
        if style.name not in kept:
            style.delete()
    root: Any = document.styles.element
    fonts(root.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"), font, language)
    spacing = root.find(f".//{qn('w:pPrDefault')}//{qn('w:spacing')}")
    spacing.attrib.clear()
    normal: Any = document.styles["Normal"]
    fonts(normal.element.get_or_add_rPr(), font, language)
    _settings(document.settings.element, language)
    package = document.part.package
    if package is not None:
        _drop(package.rels, "/thumbnail")
    _drop(document.part.rels, "/stylesWithEffects", "/customXml")


def _drop(relations: Any, *kinds: str) -> None:
    """Leave the related parts out of the file."""
    for id in [id for id, relation in relations.items() if relation.reltype.endswith(kinds)]:
        del relations[id]


def _settings(settings: Any, language: str) -> None:
    for language_of in settings.findall(qn("w:themeFontLang")):
        language_of.attrib.clear()
        language_of.set(qn("w:val"), language)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it in "Compatibility Mode"


def paragraph_style(document: Document, name: str) -> Any:
    return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


Stamp = tuple[int, int, int, int, int, int]


def stamp(at: Millis) -> Stamp:
    """`at` as a zip file writes it, which knows no moment before 1980."""
    when = datetime.fromtimestamp(at / 1000, UTC)
    told = (when.year, when.month, when.day, when.hour, when.minute, when.second)
    return max(told, (1980, 1, 1, 0, 0, 0))


def packed(
    blob: bytes, at: Millis, filled: Mapping[str, Callable[[str], str]] | None = None
) -> bytes:
    """The file `blob` with nobody's name in its properties and `at` as its only moment, so that
    the same room at the same moment is the same bytes. `filled` completes parts by their name."""
    when, moment = datetime.fromtimestamp(at / 1000, UTC), stamp(at)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                body = _CORE.format(at=when.strftime("%Y-%m-%dT%H:%M:%SZ")).encode()
            elif filled and name in filled:
                body = filled[name](body.decode()).encode()
            new.writestr(zipfile.ZipInfo(name, moment), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
