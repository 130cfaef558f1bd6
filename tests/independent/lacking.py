"""Two services and the three last years of the example network, with cells missing, and the country's row."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd

from tests.independent.comparing import RAW

COUNTRY = "Landet"
#: The files with a row for the country, what a row is known by, and its figure.
_OF_COUNTRY = {
    "regnskap": (["aar", "post"], "beloep"),
    "balanse": (["aar", "konto"], "beloep"),
    "beloep": (["aar", "funksjon", "art"], "beloep"),
    "innbyggere": (["aar", "aldersgruppe", "framskrevet"], "antall"),
}
#: The profiles that are kept: what is missing is missing in the accounts, and thirteen of them take time.
_SERVICES = ("grunnskole", "barnevern")
#: The years that are kept: those that a report on the last of them shows.
_YEARS = ("2022", "2023", "2024")
#: The cells of a file by some of its columns.
Where = dict[str, object]


def _read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


@cache
def _whole(country: bool) -> tempfile.TemporaryDirectory[str]:
    """The package that nothing is missing in, once in a process."""
    made = tempfile.TemporaryDirectory(prefix="asss_xl_mangler_")
    out = Path(made.name, "pakke")
    shutil.copytree(RAW, out)
    for name in ("tjenester", "indikatorer", "indikatorverdier", "produksjonsvekter"):
        rows = _read(out, name)
        rows[rows["tjeneste"].isin(_SERVICES)].to_csv(out / f"{name}.csv", index=False)
    for path in out.glob("*.csv"):
        rows = _read(out, path.stem)
        if "aar" in rows:
            rows[rows["aar"] >= _YEARS[0]].to_csv(path, index=False)
    about = json.loads((out / "datapackage.json").read_text("utf-8"))
    about["aar"] = list(map(int, _YEARS))
    (out / "datapackage.json").write_text(json.dumps(about), "utf-8")
    if country:
        _with_country(out)
    return made


def package(out: Path, gone: list[tuple[str, Where, str]], country: bool) -> Path:
    """Each of ``gone`` is a file, which of its cells, and the status that they get instead of a figure."""
    shutil.copytree(Path(_whole(country).name, "pakke"), out)
    for name, where, status in gone:
        rows = _read(out, name)
        hit = pd.Series(True, index=rows.index)
        for column, wanted in where.items():
            hit &= rows[column].isin([str(w) for w in (wanted if isinstance(wanted, tuple) else (wanted,))])
        assert hit.any(), (name, where)
        figure = next(c for c in ("beloep", "antall", "indeks", "verdi") if c in rows)
        rows.loc[hit, [figure, "status"]] = ["", status]
        rows.to_csv(out / f"{name}.csv", index=False)
    return out


def _with_country(out: Path) -> None:
    for name, (keys, figure) in _OF_COUNTRY.items():
        rows = _read(out, name)
        total = rows.assign(**{figure: pd.to_numeric(rows[figure])}).groupby(keys, sort=False)
        made = total.first().assign(**{figure: total[figure].sum().astype(int), "kommune": COUNTRY})
        pd.concat([rows, made.reset_index()[rows.columns]]).to_csv(out / f"{name}.csv", index=False)
    units = _read(out, "kommuner")
    row = dict.fromkeys(units.columns, "") | {
        "kommune": COUNTRY,
        "fra": "2020",
        "slag": "samlet",
        "brudd": "nei",
    }
    pd.concat([units, pd.DataFrame([row])]).to_csv(out / "kommuner.csv", index=False)
    about = json.loads((out / "datapackage.json").read_text("utf-8"))
    (out / "datapackage.json").write_text(json.dumps(about | {"landet": COUNTRY}), "utf-8")
