"""The small language of templates: fields, conditions, lists. No calls, no assignments, no imports.

Users edit templates, so a template is a stranger's program. Jinja's sandbox guards attributes; on top of it only the
few constructs below are let through, which also leaves nothing that could fill memory.
"""

import difflib
from collections.abc import Iterable
from functools import lru_cache
from types import CodeType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from casework.letters.errors import TemplateRefused, UnknownField

ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Filter,
)
FILTERS = ("upper", "lower", "length", "join", "first", "last")
DEEPEST_LOOP = 3


class _Missing(StrictUndefined):
    """Named at once, so that the message can say which field it was."""

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, *_: Any) -> None:
        known = obj if isinstance(obj, dict) else {}
        raise UnknownField(unknown_field(str(name), known))


class Sandbox(SandboxedEnvironment):
    """Raises TemplateRefused for constructs outside the language and UnknownField for names that are no field."""

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__(autoescape=True, undefined=_Missing)
        self._fields = fields
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {}

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        try:
            tree, code = _compiled(source)
            self._check_names(tree)
            return Template.from_code(self, code, self.make_globals(None))
        except TemplateSyntaxError as error:
            raise TemplateRefused(
                f"Mẫu viết sai cú pháp: {error.message}. "
                f"Mỗi {{% if %}} cần {{% endif %}}, mỗi {{% for %}} cần {{% endfor %}}."
            ) from error
        except TemplateError as error:
            raise TemplateRefused(f"Mẫu không dùng được: {error}.") from error

    def _check_names(self, tree: nodes.Template) -> None:
        # Also in branches that are not taken today: the letter of tomorrow may take them.
        local = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"} | {"loop"}
        for name in tree.find_all(nodes.Name):
            if name.name not in self._fields.keys() | local:
                raise UnknownField(unknown_field(name.name, self._fields))


@lru_cache(maxsize=64)
def _compiled(source: str) -> tuple[nodes.Template, CodeType]:
    """Checked first: the compiler would already compute what is constant."""
    plain = Sandbox({})
    tree = plain.parse(source)
    _check_constructs(tree)
    return tree, plain.compile(source)


def _check_constructs(tree: nodes.Template) -> None:
    for node in _walk(tree):
        if not isinstance(node, ALLOWED):
            _refuse(type(node).__name__)
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            _refuse(node.attr)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise TemplateRefused(f"Mẫu dùng bộ lọc “{node.name}”. Chỉ dùng được: {', '.join(FILTERS)}.")
        if isinstance(node, nodes.For) and (node.recursive or _depth(node) > DEEPEST_LOOP):
            raise TemplateRefused(f"Mẫu lồng quá {DEEPEST_LOOP} vòng lặp for. Bớt vòng lặp.")


def unknown_field(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f" Có phải “{near[0]}”?" if near else ""
    offered = f" Các trường có ở đây: {', '.join(names)}." if names else ""
    return f"Mẫu hỏi trường “{name}” mà văn bản này không có.{hint}{offered} Sửa tên trường trong mẫu."


def _refuse(construct: str) -> NoReturn:
    raise TemplateRefused(
        f"Mẫu có cấu trúc không được phép ({construct}). Mẫu chỉ gồm trường {{{{ … }}}}, điều kiện if và vòng lặp for; "
        f"không gọi hàm, không gán, không nhập tệp khác."
    )


def _walk(node: nodes.Node) -> Iterable[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _depth(node: nodes.Node) -> int:
    inner = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return inner + isinstance(node, nodes.For)
