"""A part against its schema: elements, their order, attributes and the values of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from asss_xl.checks.schema.tables import ElementType, Schemas, State

Element = Any
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


class Fault(NamedTuple):
    """What breaks the schema: the element it is found at, and what is wrong, in bokmål."""

    element: Element
    message: str


def faults(root: Element, tables: Schemas) -> Iterator[Fault]:
    """Everything in a part that breaks its schema; nothing for a part of an unknown kind."""
    kind = tables.root_type(root.tag)
    if kind is None:
        return
    waiting: list[tuple[Element, ElementType, frozenset[str]]] = [
        (root, kind, _ignorable(root, frozenset()))
    ]
    while waiting:
        element, kind, ignored = waiting.pop()
        if element.attrib:
            yield from _attributes(element, kind, ignored, tables)
        elif kind.required:
            yield from _missing(element, kind)
        if len(element):
            yield from _children(element, kind, ignored, tables, waiting)
        elif kind.has_children:
            yield from _unfinished(element, kind, kind.model.start)
        if kind.has_children and element.text and not element.text.isspace():
            yield Fault(element, f"<{_local(element)}> har tekst der det skal være elementer.")


def _attributes(
    element: Element, kind: ElementType, ignored: frozenset[str], tables: Schemas
) -> Iterator[Fault]:
    known = kind.attributes
    for key, value in element.attrib.items():
        attribute = known.get(tables.short(key) if key[0] == "{" else f":{key}")
        if attribute is not None:
            if not attribute.accepts(value):
                yield Fault(element, _bad_value(element, key, value, attribute.values))
        elif not key.startswith((_XML, _MC, _XSI)) and not _is_ignored(key, ignored):
            yield Fault(element, f"<{_local(element)}> kan ikke ha attributtet {_bare(key)}.")
    if kind.required:
        yield from _missing(element, kind)


def _missing(element: Element, kind: ElementType) -> Iterator[Fault]:
    for name in kind.required:
        prefix, _, local = name.partition(":")
        present = local in element.attrib if not prefix else any(
            _bare(key) == local for key in element.attrib
        )  # fmt: skip
        if not present:
            yield Fault(element, f"<{_local(element)}> mangler attributtet {local}.")


def _bad_value(element: Element, key: str, value: str, values: list[str] | None) -> str:
    shown = value if len(value) <= 60 else f"{value[:57]}..."
    told = f"<{_local(element)}> har {_bare(key)}=«{shown}», som formatet ikke tillater"
    return (
        f"{told}; mulige verdier: {', '.join(values)}."
        if values and len(values) < 9
        else f"{told}."
    )


def _children(
    element: Element,
    kind: ElementType,
    ignored: frozenset[str],
    tables: Schemas,
    waiting: list[tuple[Element, ElementType, frozenset[str]]],
) -> Iterator[Fault]:
    model, state, broken = kind.model, kind.model.start, False
    for child, skipping in _flat(element, ignored, tables):
        name = tables.short(child.tag)
        step = model.step(state, name)
        if step is None and _is_ignored(child.tag, skipping):
            continue
        if step is None:
            broken = True
            yield Fault(child, _misplaced(element, child, name in model.children))
            child_kind = model.children.get(name, "")
        else:
            state, child_kind = step
        found = tables.type(child_kind) if child_kind else None
        if found is not None:
            waiting.append((child, found, skipping))
    if not broken:
        yield from _unfinished(element, kind, state)


def _unfinished(element: Element, kind: ElementType, state: State) -> Iterator[Fault]:
    if not kind.model.may_end(state):
        wanted = [f"<{name.partition(':')[2]}>" for name in kind.model.expected(state)]
        yield Fault(element, f"<{_local(element)}> mangler {' eller '.join(wanted[:6])}.")


def _misplaced(parent: Element, child: Element, is_known: bool) -> str:
    if is_known:
        return (
            f"<{_local(child)}> står på feil plass i <{_local(parent)}>, eller for mange ganger: "
            "rekkefølgen er bestemt av formatet."
        )
    return f"<{_local(child)}> hører ikke hjemme i <{_local(parent)}>."


def _flat(
    element: Element, ignored: frozenset[str], tables: Schemas
) -> Iterator[tuple[Element, frozenset[str]]]:
    """The children that count, with a choice of alternatives replaced by the branch Excel takes."""
    for child in element:
        if not isinstance(child.tag, str):
            continue  # a comment or an instruction
        inner = _ignorable(child, ignored) if child.attrib else ignored
        if not child.tag.startswith(_MC):
            yield child, inner
        elif child.tag == f"{_MC}AlternateContent":
            branch = _branch(child, tables)
            if branch is not None:
                yield from _flat(branch, _ignorable(branch, inner), tables)


def _branch(alternatives: Element, tables: Schemas) -> Element | None:
    for branch in alternatives:
        if branch.tag == f"{_MC}Fallback":
            return branch
        needed = [branch.nsmap.get(prefix) for prefix in branch.get("Requires", "").split()]
        if branch.tag == f"{_MC}Choice" and all(uri in tables.prefixes for uri in needed):
            return branch
    return None


def _ignorable(element: Element, ignored: frozenset[str]) -> frozenset[str]:
    """The namespaces that a reader may skip, from here on down."""
    prefixes = element.get(f"{_MC}Ignorable")
    if not prefixes:
        return ignored
    return ignored | {element.nsmap.get(prefix, "") for prefix in prefixes.split()}


def _is_ignored(tag: str, ignored: frozenset[str]) -> bool:
    return tag[0] == "{" and tag[1:].partition("}")[0] in ignored


def _local(element: Element) -> str:
    return _bare(element.tag)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
