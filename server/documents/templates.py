"""Papers in an office's own wording: a Word file with fields, `{{ frame.subject }}`, filled in.

A template is a stranger's file. It may name fields, repeat rows and leave parts out, and nothing
else: whatever could compute, call or reach out is refused when it is handed in, with the words that
are to blame."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree  # type: ignore[import-untyped]

from server.documents import fields, ooxml, wordfile
from server.documents.content import Content
from server.documents.fieldcheck import check
from server.documents.text import glue
from server.rooms.words import Millis, Refused

FILE: Final = 4
"""MB of a template: a letterhead with a picture."""
_OUTSIDE: Final = re.compile(rb'TargetMode="External"')
_LINK: Final = b"/relationships/hyperlink"
_FOREIGN: Final = re.compile(r"(oleObject|activeX|altChunk|embeddings/)")
_ACTING: Final = re.compile(rb"relationships/(oleObject|attachedTemplate|aFChunk|control)\b")
_FIELD: Final = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON)\b")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT: Final = frozenset(
    f"{_W}{name}" for name in ("t", "instrText", "delText", "delInstrText", "fldData")
)
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")
"""Of the file, which the library fills in too."""


class NotATemplate(Refused):
    """No Word file, or one that cannot be filled in. Fields: `why` (technical)."""

    code = "not_a_template"


class TemplateActs(Refused):
    """The file holds programs, or draws in other files. Fields: `what`."""

    code = "template_acts"


class TemplateTooBig(Refused):
    """Fields: `limit` (MB)."""

    code = "template_too_big"


class _Template(DocxTemplate):  # type: ignore[misc]
    """The library mends broken XML by leaving text out; here it is an error."""

    def build_xml(self, context: Any, jinja_env: Any = None) -> str:
        xml: str = super().build_xml(context, jinja_env)
        body = etree.fromstring(xml)
        for one in body.iter():
            stray = (one.text if one.tag not in _TEXT else None, one.tail)
            if any(text and text.strip() for text in stray):
                raise NotATemplate(why=f"text outside of a paragraph: {stray}")
        return xml


def inspect(data: bytes, kind: str) -> None:
    """Refuse a template of the paper `kind` that cannot be used: NotATemplate, TemplateActs,
    TemplateTooBig, UnknownField or TemplateCode (fieldcheck.py)."""
    if len(data) > FILE * 1_000_000:
        raise TemplateTooBig(limit=FILE)
    _look_inside(data)
    shape = fields.of(kind)
    environment = _environment(str)
    try:
        for source in _sources(_Template(io.BytesIO(data))):
            check(environment.parse(source), shape)
        _fill(data, fields.example(shape), environment)
    except Refused:
        raise
    except TemplateSyntaxError as error:
        raise NotATemplate(why=str(error.message)[:200]) from None
    except Exception as error:  # the libraries promise nothing about a file that is none
        raise NotATemplate(why=f"{type(error).__name__}: {error}"[:200]) from None


def _look_inside(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            match wordfile.fault(parts):
                case "too_big":
                    raise TemplateTooBig(limit=wordfile.UNPACKED)
                case "macros":
                    raise TemplateActs(what="macro")
                case "doctype":
                    raise NotATemplate(why="document type or encoding")
            for name in parts.namelist():
                _look_at(name, parts.read(name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise NotATemplate(why=f"{type(error).__name__}: {error}"[:200]) from None


def _look_at(name: str, part: bytes) -> None:
    if found := _FOREIGN.search(name):
        raise TemplateActs(what=found.group(1))
    if name.endswith(".rels"):
        for relation in re.findall(rb"<Relationship\b[^>]*>", part):
            if (_OUTSIDE.search(relation) and _LINK not in relation) or _ACTING.search(relation):
                raise TemplateActs(what=relation.decode("utf-8", "replace")[:120])
    elif name.startswith("word/") and name.endswith(".xml") and (field := _field(part)):
        raise TemplateActs(what=field)


def _field(part: bytes) -> str:
    """A field of Word that draws something in, "" if there is none. Its code may lie in pieces."""
    code = b"".join(re.findall(rb"<w:instrText\b[^>]*>([^<]*)<", part))
    code += b" ".join(re.findall(rb'w:instr="([^"]*)"', part))
    found = _FIELD.search(code.upper())
    return found.group(1).decode() if found else ""


def _sources(template: _Template) -> Iterator[str]:
    """Everything that the library fills in."""
    template.render_init()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8"))
    for name in _PROPERTIES:
        yield getattr(template.docx.core_properties, name)


def _environment(spelt: Callable[[str], str]) -> ImmutableSandboxedEnvironment:
    """Names with markup are letters; a field that is not there is an error."""
    return ImmutableSandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: glue(spelt(value)) if type(value) is str else value,
    )


def _fill(data: bytes, context: Any, environment: ImmutableSandboxedEnvironment) -> bytes:
    template, out = _Template(io.BytesIO(data)), io.BytesIO()
    template.render(context, environment)
    template.save(out)
    return out.getvalue()


def filled(data: bytes, told: Content, spelt: Callable[[str], str], at: Millis) -> bytes:
    """The template `data`, which was inspected, with what the paper says. Raises NotATemplate."""
    try:
        return ooxml.packed(_fill(data, fields.values(told), _environment(spelt)), at)
    except TemplateError as error:
        raise NotATemplate(why=str(error)[:200]) from None
