"""What a template may say: name fields that the paper has, repeat its lists, leave parts out.

It is read as a tree before anything is filled in: whatever is not in the short list below is
refused, so that nothing has to be trusted to a sandbox alone."""

from typing import Any, Final

from jinja2 import nodes

from server.documents.fields import Shape
from server.rooms.words import Refused

FILTERS: Final = frozenset({"upper", "lower", "length", "e", "escape"})
LOOP: Final = {"index": str, "first": bool, "last": bool, "length": str}
"""Of `loop`, inside a repetition."""
DEEPEST: Final = 3
"""Repetitions inside each other: no paper has lists in lists in lists in lists."""

Scope = dict[str, Shape]


class UnknownField(Refused):
    """The paper has no such field. Fields: `field`, `near` (those that there are in its place)."""

    code = "unknown_field"


class TemplateCode(Refused):
    """The template does more than name fields. Fields: `what`."""

    code = "template_code"


def check(tree: nodes.Template, shape: Shape) -> None:
    """Raises UnknownField or TemplateCode."""
    _Check(shape).body(tree.body, dict(shape), 0)


class _Check:
    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def body(self, found: list[Any], scope: Scope, depth: int) -> None:
        for node in found:
            self._statement(node, scope, depth)

    def _statement(self, node: nodes.Node, scope: Scope, depth: int) -> None:
        match node:
            case nodes.TemplateData():
                pass
            case nodes.Output():
                for inner in node.nodes:
                    if not isinstance(inner, nodes.TemplateData):
                        self._printed(inner, scope)
            case nodes.If():
                self._value(node.test, scope)
                for branch in (node.body, node.elif_, node.else_):
                    self.body(branch, scope, depth)
            case nodes.For():
                self._loop(node, scope, depth + 1)
            case _:
                raise TemplateCode(what=_said(node))

    def _loop(self, node: nodes.For, scope: Scope, depth: int) -> None:
        rows = self._value(node.iter, scope)
        if not isinstance(node.target, nodes.Name) or node.test or node.recursive:
            raise TemplateCode(what=_said(node))
        if not isinstance(rows, list):
            raise UnknownField(field=_path(node.iter), near=_names(scope))
        if depth > DEEPEST:
            raise TemplateCode(what=f"for × {depth}")
        inner = {**scope, node.target.name: rows[0], "loop": LOOP}
        self.body(node.body, inner, depth)
        self.body(node.else_, scope, depth)

    def _printed(self, node: nodes.Node, scope: Scope) -> None:
        """Only a text can stand in a paper: a list is repeated, a group has fields."""
        found = self._value(node, scope)
        if isinstance(found, dict | list):
            inside = found[0] if isinstance(found, list) else found
            raise UnknownField(field=_path(node), near=_names(inside))

    def _value(self, node: nodes.Node, scope: Scope) -> Shape:
        match node:
            case nodes.Name(name=name):
                return _get(scope, name, name)
            case nodes.Getattr():
                return _get(self._value(node.node, scope), node.attr, _path(node))
            case nodes.Const(value=str() | bool() | int()):
                return str
            case nodes.Filter(node=nodes.Expr() as inner) if node.name in FILTERS and not node.args:
                self._value(inner, scope)
                return str
            case nodes.Not():
                self._value(node.node, scope)
                return bool
            case nodes.And() | nodes.Or():
                self._value(node.left, scope)
                self._value(node.right, scope)
                return bool
            case nodes.Compare():
                self._value(node.expr, scope)
                for operand in node.ops:
                    self._value(operand.expr, scope)
                return bool
            case nodes.CondExpr(expr2=nodes.Expr() as other):
                self._value(node.test, scope)
                self._value(node.expr1, scope)
                return self._value(other, scope)
            case _:
                raise TemplateCode(what=_said(node))


def _get(group: Shape, name: str, path: str) -> Shape:
    if not isinstance(group, dict) or name not in group:
        raise UnknownField(field=path, near=_names(group))
    return group[name]


def _names(group: Shape) -> str:
    return ", ".join(group) if isinstance(group, dict) else ""


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Getattr():
            return f"{_path(node.node)}.{node.attr}"
        case nodes.Name():
            return node.name
        case _:
            return type(node).__name__


def _said(node: nodes.Node) -> str:
    """What was written, near enough for somebody to find it."""
    names = [_path(one) for one in node.find_all((nodes.Getattr, nodes.Name))]
    kind = type(node).__name__.lower()
    return f"{kind}: {names[0]}" if names else kind
