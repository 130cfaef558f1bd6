"""The Windows side of xlwings, run on any machine: a script for a Python process of its own.

Stub modules stand in for pywin32, Excel's ranges are fakes; decorators, VBA generator, argument
conversion and ``call_udf`` are xlwings' own code. Reads ``{"calls": [[name, arguments], ...]}``
from stdin and answers with the metadata, the generated VBA and the results as JSON. A range is
``{"range": rows}``, a date ``{"date": iso}``, an error code an integer.
"""

import ast
import datetime as dt
import inspect
import io
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

MODULE = "asss_xl.addin.udf"


def stub(name: str, **content: object) -> ModuleType:
    """A module with only what is given."""
    module = ModuleType(name)
    module.__dict__.update(content)
    sys.modules[name] = module
    return module


def stub_pywin32() -> None:
    """The four modules that xlwings.udfs imports."""
    stub("pythoncom", CoInitialize=lambda: None)
    stub("pywintypes", com_error=type("com_error", (Exception,), {}), TimeType=dt.datetime)
    client = stub("win32com.client", Dispatch=lambda value: value)
    stub("win32com", client=client)


def windows_functions() -> dict[str, object]:
    """The value conversions of xlwings/_xlwindows.py, which cannot be imported whole here."""
    import xlwings

    source = Path(xlwings.__file__).with_name("_xlwindows.py").read_text(encoding="utf-8")
    wanted = {"cell_errors", "_clean_value_data_element", "_com_time_to_datetime", "Engine", "time_types"}

    def named(node: ast.stmt) -> bool:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            return node.name in wanted
        return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in wanted

    tree = ast.Module([n for n in ast.parse(source).body if named(n)], type_ignores=[])
    import numpy as np
    import pywintypes

    space: dict[str, object] = {"dt": dt, "np": np, "pd": None, "pywintypes": pywintypes}
    exec(compile(tree, "_xlwindows.py", "exec"), space)
    return space


class FakeRange:
    """A COM range: its values come in one piece."""

    def __init__(self, rows: list[list[object]], engine: object) -> None:
        single = len(rows) == 1 and len(rows[0]) == 1
        self.raw_value = rows[0][0] if single else tuple(map(tuple, rows))
        self.shape = (len(rows), len(rows[0]))
        self.max_cells_per_read = None
        self.reads = 0
        app = SimpleNamespace(engine=engine, pid=1)
        self.sheet = SimpleNamespace(book=SimpleNamespace(app=app))


def prepare() -> object:
    """xlwings as it is on Windows; returns xlwings.udfs."""
    stub_pywin32()
    import xlwings

    engine = windows_functions()["Engine"]()  # type: ignore[operator]
    xlwings.engines.add(xlwings.main.Engine(impl=engine))
    fake = stub(
        "xlwings._xlwindows",
        Range=lambda xl: xl,
        is_range_instance=lambda value: isinstance(value, FakeRange),
        BOOK_CALLER=None,
        engine=engine,
    )
    xlwings._xlwindows = fake
    stub("xlwings.com_server", loop=None)
    import xlwings.udfs as udfs

    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return SimpleNamespace(udfs=udfs, engine=engine)


def given(value: object, engine: object) -> object:
    """An argument as COM hands it over."""
    if isinstance(value, dict) and "range" in value:
        return FakeRange([[given(v, engine) for v in row] for row in value["range"]], engine)
    if isinstance(value, dict):
        return dt.datetime.fromisoformat(value["date"])
    return value


def metadata(module: ModuleType) -> dict[str, object]:
    """What xlwings knows about each function."""
    found = {}
    for name in dir(module):
        info = getattr(getattr(module, name), "__xlfunc__", None)
        if info is None:
            continue
        found[name] = {
            "category": info["category"],
            "doc": info["ret"]["doc"],
            "ret": info["ret"]["options"],
            "volatile": info["volatile"],
            "args": [
                {
                    "name": a["name"],
                    "doc": a["doc"],
                    "optional": "optional" in a,
                    "ndim": a["options"].get("ndim"),
                    "convert": getattr(a["options"].get("convert"), "__name__", None),
                }
                for a in info["args"]
            ],
            "signature": str(inspect.signature(getattr(module, name))),
        }
    return found


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    xl = prepare()
    module = xl.udfs.get_udf_module(MODULE, None)
    vba = io.StringIO()
    xl.udfs.generate_vba_wrapper(MODULE, module, vba, SimpleNamespace(Name="ASSS_xl.xlam"))
    results = []
    for name, arguments in request["calls"]:
        values = tuple(given(value, xl.engine) for value in arguments)
        caller = FakeRange([[None]], xl.engine)
        results.append(xl.udfs.call_udf(MODULE, name, values, None, caller))
    answer = {"metadata": metadata(module), "vba": vba.getvalue(), "results": results}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
