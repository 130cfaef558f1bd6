"""Make ``ooxml.json`` from the schema data of the Open XML SDK, as the package openxml-audit has it.

``python -m asss_xl.checks.schema.make FOLDER``, where FOLDER is ``openxml_audit/data/openxml`` of
an unpacked openxml-audit; only needed when a newer edition of the schemas is wanted. Kept is what
a workbook can hold; left out are class names, summaries and editions of Office.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]

OUT = Path(__file__).with_name("ooxml.json")
#: Schemas whose root elements a workbook may have as parts.
_ROOTS = ("spreadsheetml", "drawing", "docProps", "extended-properties", "custom-properties")
_NOT_HERE = ("wordprocessing", "presentation", "powerpoint", "diagram")
#: Word's, PowerPoint's, mathematics' and ink's elements are let through where they stand.
_ELSEWHERE = ("w", "p", "m:", "o:", "v:", "inkml:", "emma:", "mso", "dgm", "dsp", "am3d", "oel")
#: Where the SDK's tables say otherwise than what Excel itself writes.
_CORRECTIONS: dict[str, Json] = {
    "c:CT_ChartExtensionList/c:extLst": {
        "content": ["Sequence", 1, 1, ["c:CT_ChartSpaceExtension/c:ext", 0, None]]
    },
    "c16r3:CT_BooleanFalse/c16r3:dispNaAsBlank": {"attributes": {":val": {"type": "BooleanValue"}}},
}
#: Excel writes more breaks than the bound says and reads no count; the texts have rules of their own.
_UNBOUND = frozenset(("count", "manualBreakCount", "comment", "promptTitle", "errorTitle", "error"))
_LIMIT = re.compile(r"(string-length\()?@(?:\w+:)?(\w+)\)? ([<>]=?) (-?[\d.]+)")
_NUMBERS = {
    "MinInclusive": "min", "MaxInclusive": "max", "MinExclusive": "above", "MaxExclusive": "below",
    "Length": "length", "MinLength": "shortest", "Pattern": "pattern",
}  # fmt: skip


def make(folder: Path) -> Json:
    """The tables that ``Schemas`` reads."""
    files = {
        path.name: json.loads(path.read_text("utf-8"))
        for path in sorted((folder / "schemas").glob("*.json"))
    }
    types, homes, bases = _types(files)
    roots = [
        name for name, kind in types.items()
        if kind.get("Part") and any(word in homes[name] for word in _ROOTS)
        and not any(word in homes[name] for word in _NOT_HERE)
    ]  # fmt: skip
    wanted = _reachable(roots, types)
    prefixes = json.loads((folder / "namespaces.json").read_text("utf-8"))
    made = {name: _compact(types[name], homes[name], files, bases) for name in sorted(wanted)}
    _add_limits(made, json.loads((folder / "schematrons.json").read_text("utf-8")))
    made |= _CORRECTIONS
    stocks = made["c:CT_StockChart/c:stockChart"]["content"][3]
    stocks[1] = 1  # in a combined chart the series are divided between two of these
    for name in ("x:CT_Font/x:font", "x:CT_RPrElt/x:rPr"):
        # ECMA-376 has these in any order, and openpyxl writes them in one of its own.
        _head, _fewest, _most, *items = made[name]["content"]
        made[name]["content"] = ["Choice", 0, None, *([item[0], 1, 1] for item in items)]
    return {
        "source": f"Open XML SDK {(folder / '.sdk_ref').read_text().strip()} "
        "(c) .NET Foundation and Contributors, MIT",
        "namespaces": {p["Prefix"]: p["Uri"] for p in prefixes if p["Prefix"]},
        "roots": sorted(set(roots) & wanted),
        "types": made,
    }


def _types(
    files: dict[str, Json],
) -> tuple[dict[str, Json], dict[str, str], dict[tuple[str, str], Json]]:
    types, homes, bases = {}, {}, {}
    for file, schema in files.items():
        for kind in schema.get("Types", ()):
            if kind.get("IsAbstract"):
                bases[(file, kind["ClassName"])] = kind
            else:
                types[kind["Name"]], homes[kind["Name"]] = kind, file
    return types, homes, bases


def _reachable(roots: list[str], types: dict[str, Json]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found or name not in types or name.startswith(_ELSEWHERE):
            continue
        found.add(name)
        waiting += [child["Name"] for child in types[name].get("Children", ())]
    return found


def _compact(
    kind: Json, file: str, files: dict[str, Json], bases: dict[tuple[str, str], Json]
) -> Json:
    lineage = [kind]
    while (base := bases.get((file, lineage[-1]["BaseClass"]))) is not None:
        lineage.append(base)
    attributes = {}
    for owner in reversed(lineage):
        for attribute in owner.get("Attributes", ()):
            attributes[attribute["QName"]] = _attribute(attribute, file, files)
    particle = next((owner["Particle"] for owner in lineage if "Particle" in owner), None)
    compact: Json = {}
    if attributes:
        compact["attributes"] = attributes
    if particle is not None:
        compact["content"] = _particle(particle)
    return compact


def _attribute(attribute: Json, file: str, files: dict[str, Json]) -> Json:
    kind = attribute["Type"]
    made: Json = {"type": kind}
    if kind.startswith("EnumValue<"):
        made = {"values": _facets(kind[:-1].rsplit(".", 1)[-1], file, files)}
    elif kind.startswith("ListValue<"):
        made = {"type": "List"}
    for validator in attribute.get("Validators", ()):
        if validator["Name"] == "RequiredValidator":
            made["required"] = True
        elif "UnionId" in validator:
            made = {key: value for key, value in made.items() if key == "required"}
            made["type"] = "StringValue"
            break
        for argument in validator.get("Arguments", ()):
            key = _NUMBERS.get(argument.get("Name", ""))
            if key:
                made[key] = argument["Value"] if key == "pattern" else int(argument["Value"])
    return made


def _add_limits(types: dict[str, Json], constraints: list[Json]) -> None:
    """The bounds of numbers and lengths of texts, which the SDK keeps beside the schemas."""
    owners: dict[str, list[Json]] = {}
    for name, kind in types.items():
        owners.setdefault(name.partition("/")[2], []).append(kind)
    for constraint in constraints:
        parts = [_LIMIT.fullmatch(part) for part in constraint["Test"].split(" and ")]
        wanted = all(parts) and constraint["Context"] != "x:sheet"
        for kind in owners.get(constraint["Context"], ()) if wanted else ():
            for part in parts:
                assert part is not None
                attribute = kind.get("attributes", {}).get(f":{part[2]}")
                if attribute is not None and part[2] not in _UNBOUND:
                    _limit(attribute, bool(part[1]), part[3], float(part[4]))


def _limit(attribute: Json, of_length: bool, operator: str, bound: float) -> None:
    is_text = attribute.get("type") == "StringValue"
    if "values" in attribute or attribute.get("type") == "List" or of_length != is_text:
        return
    if of_length:
        key = {">=": "shortest", "<=": "longest"}.get(operator)
    else:
        key = {">=": "min", "<=": "max", ">": "above", "<": "below"}[operator]
    if key:
        attribute[key] = int(bound) if bound == int(bound) else bound


def _facets(name: str, file: str, files: dict[str, Json]) -> list[str]:
    """The values of an enumeration: of the type's own schema, else of all that have the name."""
    own = [enum for enum in files[file].get("Enums", ()) if enum["Name"] == name]
    every = [e for schema in files.values() for e in schema.get("Enums", ()) if e["Name"] == name]
    return sorted({facet["Value"] for enum in own or every for facet in enum["Facets"]})


def _particle(particle: Json) -> list[Any]:
    """``[kind or type name, fewest, most or None, items...]``."""
    occurs = particle.get("Occurs")
    fewest, most = 1, 1
    if occurs:
        fewest, most = occurs[0].get("Min", 0), occurs[0].get("Max")
    head = particle.get("Name") or particle["Kind"]
    return [head, fewest, most, *(_particle(item) for item in particle.get("Items", ()))]


if __name__ == "__main__":
    # One type a line, so that a new edition can be read as a difference.
    text = json.dumps(make(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(re.sub(r',"(?=[\w-]+:[\w-]+/)', ',\n"', text) + "\n", "utf-8")
