"""The bundled example network: what the script writes, valid, plausible, and with its hard cases."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from asss_xl.catalogue import functions
from asss_xl.dataset import load
from asss_xl.dataset.poster import KONTI, POSTER
from asss_xl.dataset.schema import ARTER, UTEN_VERDI, as_written, descriptors
from tools.eksempelnettverk import skriv
from tools.eksempelnettverk.grunnlag import definisjoner

BUNDLED = Path(str(resources.files("asss_xl.dataset"))) / "eksempelnettverk"
RESTEN = "Resten av landet"


def tabell(navn: str, mappe: Path = BUNDLED) -> pd.DataFrame:
    tekst = {"nummer": str, "funksjon": str, "konto": str, "funksjoner": str}
    return pd.read_csv(mappe / f"{navn}.csv", dtype=tekst)


def feil_i(mappe: Path) -> list[str]:
    """What Frictionless finds against the layout, keys between the tables included."""
    navn = {fil.stem for fil in mappe.glob("*.csv")}
    ressurser = [
        as_written(ressurs, tabell(ressurs["name"], mappe).columns)
        for ressurs in descriptors()
        if ressurs["name"] in navn
    ]
    for ressurs in ressurser:
        noekler = ressurs["schema"].get("foreignKeys", [])
        assert all(noekkel["reference"]["resource"] in navn for noekkel in noekler)
    pakke = frictionless.Package.from_descriptor(
        {"name": "eksempel", "resources": ressurser}, basepath=str(mappe)
    )
    rapport = pakke.validate()
    return [f"{t.name}: {f.message}" for t in rapport.tasks for f in t.errors][:10]


@pytest.fixture(scope="module")
def verdier() -> pd.DataFrame:
    """The values with their definitions; a ratio worked out from numerator and denominator."""
    alle = tabell("indikatorverdier").merge(
        tabell("indikatorer"), on=["tjeneste", "nr"], suffixes=("", "_def")
    )
    broek = alle["teller"] / alle["nevner"] * alle["faktor"]
    alle["tall"] = alle["verdi"].fillna(broek)
    return alle


@pytest.fixture(scope="module")
def regnskap() -> pd.DataFrame:
    return tabell("regnskap").pivot(index=["kommune", "aar"], columns="post", values="beloep")


def test_the_script_gives_the_committed_files(tmp_path: Path) -> None:
    laget = {fil.name: fil.read_bytes() for fil in skriv(tmp_path).iterdir()}
    assert laget == {fil.name: fil.read_bytes() for fil in BUNDLED.iterdir()}


def test_another_seed_gives_other_figures(tmp_path: Path) -> None:
    skriv(tmp_path, seed=7)
    for navn in ("indikatorverdier", "beloep", "innbyggere", "kriterieverdier"):
        assert (tmp_path / f"{navn}.csv").read_bytes() != (BUNDLED / f"{navn}.csv").read_bytes()


def test_it_is_valid() -> None:
    assert feil_i(BUNDLED) == []


def test_it_loads_without_a_problem() -> None:
    load("eksempelnettverk")


@pytest.mark.parametrize(
    ("kommuner", "aar", "tjenester"),
    [(2, 1, None), (3, 10, ["grunnskole"]), (40, 2, ["barnevern", "eiendom"])],
)
def test_other_sizes_are_valid(tmp_path: Path, kommuner: int, aar: int, tjenester: list[str] | None) -> None:
    skriv(tmp_path, kommuner=kommuner, aar=aar, tjenester=tjenester)
    assert feil_i(tmp_path) == []
    enheter = tabell("kommuner", tmp_path)
    assert enheter[enheter["slag"] == "kommune"]["kommune"].nunique() == kommuner
    assert tabell("regnskap", tmp_path)["aar"].nunique() == aar
    if tjenester:
        assert set(tabell("indikatorverdier", tmp_path)["tjeneste"]) == set(tjenester)


def test_four_hundred_municipalities_have_names_and_numbers_of_their_own(tmp_path: Path) -> None:
    skriv(tmp_path, kommuner=400, aar=1, tjenester=["byggesak"])
    enheter = tabell("kommuner", tmp_path)
    assert enheter["kommune"].nunique() == 401
    gjelder = enheter[enheter["til"].isna() & enheter["nummer"].notna()]
    assert gjelder["nummer"].nunique() == 400


@pytest.mark.parametrize(
    ("valg", "ord_"),
    [
        ({"kommuner": 1}, "2–400"),
        ({"aar": 11}, "1–10"),
        ({"tjenester": ["skole"]}, "Ukjente tjenester: skole"),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_written(
    tmp_path: Path, valg: dict, ord_: str
) -> None:
    with pytest.raises(ValueError, match=ord_):
        skriv(tmp_path / "ut", **valg)
    assert not (tmp_path / "ut").exists()


def test_it_is_as_large_as_promised() -> None:
    enheter = tabell("kommuner")
    assert enheter[enheter["slag"] == "kommune"]["kommune"].nunique() == 12
    assert len(tabell("tjenester")) == 13
    assert 135 <= len(tabell("indikatorer")) <= 150
    assert sum(fil.stat().st_size for fil in BUNDLED.glob("*.csv")) < 4_000_000
    beskrivelse = json.loads((BUNDLED / "datapackage.json").read_text(encoding="utf-8"))
    assert beskrivelse["oppdiktet"] is True
    assert beskrivelse["aar"] == [2020, 2021, 2022, 2023, 2024]
    assert beskrivelse["foreloepige_aar"] == [2024]


def test_the_numbers_of_the_reforms_follow_each_other() -> None:
    enheter = tabell("kommuner")
    for _, rader in enheter[enheter["slag"] == "kommune"].groupby("kommune"):
        assert (rader["til"].iloc[:-1].to_numpy() + 1 == rader["fra"].iloc[1:].to_numpy()).all()
        assert rader["til"].isna().tolist() == [False] * (len(rader) - 1) + [True]
    brudd = enheter[enheter["brudd"] == "ja"]
    assert set(brudd.loc[brudd["fra"] == 2020, "kommune"]) == {
        "Stavanger",
        "Kristiansand",
        "Drammen",
        "Sandnes",
        "Trondheim",
        "Asker",
        "Lillestrøm",
    }
    (innenfor,) = brudd.loc[brudd["fra"] > 2020].itertuples()
    assert (innenfor.kommune, innenfor.fra) == ("Fredrikstad", 2023)
    assert "Oppdiktet" in innenfor.merknad


def test_the_merger_is_a_break_in_the_inhabitants() -> None:
    folk = tabell("innbyggere").query("framskrevet == 'nei'")
    alle = folk.groupby(["kommune", "aar"])["antall"].sum().unstack()
    vekst = alle.pct_change(axis=1).drop(columns=2020)
    assert vekst.loc["Fredrikstad", 2023] > 0.035
    assert vekst.drop(index="Fredrikstad").abs().max().max() < 0.03


def test_the_groups() -> None:
    grupper = tabell("grupper")
    med = tabell("gruppemedlemmer")
    assert grupper.loc[grupper["nettverk"] == "ja", "gruppe"].tolist() == ["ASSS-12"]
    assert set(med["gruppe"]) == set(grupper["gruppe"])
    nye = med[(med["gruppe"] == "ASSS-12") & (med["fra"] == 2022)]
    assert set(nye["kommune"]) == {"Asker", "Lillestrøm"}
    antall = med.groupby("gruppe").size()
    assert (antall["ASSS-12"], antall["ASSS-10"], antall["ASSS uten Oslo"]) == (12, 10, 11)
    assert set(med["kommune"]) <= set(tabell("kommuner")["kommune"])


def test_the_weights_of_each_sector_are_the_whole() -> None:
    summer = tabell("vekter").groupby(["noekkel", "sektor"])["vekt"].sum()
    egen = summer["Nøkkel 2020–2024"]
    assert (egen.round(9) == 1).all()
    assert len(egen) == 6
    # Printed with four decimals each: the sum may be off by half a unit per criterion.
    hefte = summer["Grønt hefte 2026"]
    assert ((hefte - 1).abs() < 0.00011).all()
    assert len(hefte) == 7


def test_every_criterion_has_an_index_for_every_member_and_year() -> None:
    indekser = tabell("kriterieverdier")
    assert set(tabell("vekter")["kriterium"]) <= set(indekser["kriterium"])
    assert (indekser.groupby("kriterium").size() == 12 * 5).all()
    assert indekser["indeks"].between(0.005, 3).all()
    reise = indekser[indekser["kriterium"] == "Reisetid"].groupby("kommune")["indeks"].mean()
    assert reise.idxmin() == "Oslo"


def test_every_sector_has_functions_with_amounts() -> None:
    funksjoner = tabell("funksjoner")
    beloep = tabell("beloep")
    assert set(tabell("sektorer")["sektor"]) <= set(funksjoner["sektor"])
    assert set(funksjoner["funksjon"]) > set(beloep["funksjon"])
    assert set(beloep["art"]) == set(ARTER)
    for (funksjon, _), antall in beloep.groupby(["funksjon", "art"]).size().items():
        assert antall == 13 * sum(map(functions()[funksjon].holds, range(2020, 2025)))
    deler = beloep.pivot(index=["kommune", "aar", "funksjon"], columns="art", values="beloep").reset_index()
    vanlige = deler[~deler["funksjon"].isin(["170", "171"])]
    assert (vanlige["brutto"] >= vanlige["netto"]).all()
    sosiale = vanlige[["pensjon", "arbeidsgiveravgift", "avskrivninger"]]
    assert (sosiale >= 0).all().all()
    assert (sosiale.sum(axis=1) < vanlige["brutto"]).all()


def test_the_accounts_hang_together(regnskap: pd.DataFrame) -> None:
    r = regnskap
    assert set(r.columns) == set(POSTER) - {"gjeld", "fordringer"}
    inntekt = r["driftsinntekter"]
    resultat = inntekt - r["driftsutgifter"] + r["renteinntekter"] - r["renteutgifter"] - r["avdrag"]
    assert (resultat / inntekt).between(-0.015, 0.055).all()
    assert (inntekt > r["driftsutgifter"]).all()
    assert (r["investeringer"] / inntekt).between(0.04, 0.2).all()
    assert (r["loenn"] / r["driftsutgifter"]).between(0.5, 0.6).all()
    generelle = r[
        ["innt_formue", "eiendom", "selskap", "andre_skatter", "rammetilskudd", "andre_statstilskudd"]
    ]
    assert (generelle >= 0).all().all()
    assert (generelle.sum(axis=1) < inntekt).all()


def test_the_accounts_are_the_sum_of_the_amounts(regnskap: pd.DataFrame) -> None:
    arter = tabell("beloep").groupby(["kommune", "aar", "art"])["beloep"].sum().unstack()
    utgifter = arter["brutto"] - arter["avskrivninger"]
    assert (utgifter == regnskap["driftsutgifter"]).all()
    assert (arter["avskrivninger"] == regnskap["avskrivninger"]).all()
    assert (arter["pensjon"] + arter["arbeidsgiveravgift"] == regnskap["sosiale"]).all()


def test_debt_is_about_a_years_income(regnskap: pd.DataFrame) -> None:
    balanse = tabell("balanse")
    assert set(balanse["konto"]) == {konto for kontoer in KONTI.values() for konto in kontoer}
    gjeld = balanse[balanse["konto"].isin(KONTI["gjeld"])]
    andel = gjeld.groupby(["kommune", "aar"])["beloep"].sum() / regnskap["driftsinntekter"]
    assert andel.between(0.75, 1.35).all()


def test_inhabitants_are_counted_to_2024_and_projected_to_2030() -> None:
    folk = tabell("innbyggere")
    naar = folk.groupby("framskrevet")["aar"].agg(["min", "max"])
    assert naar.loc["nei"].tolist() == [2020, 2024]
    assert naar.loc["ja"].tolist() == [2025, 2030]
    assert (folk.groupby(["kommune", "aar"]).size() == 6).all()
    landet = folk[folk["framskrevet"] == "nei"].groupby(["aar", "aldersgruppe"])["antall"].sum()
    satser = tabell("demografisatser").set_index(["aar", "aldersgruppe"])["innbyggere"]
    assert (landet.sort_index() == satser.sort_index()).all()


def test_a_ratio_has_both_parts_and_a_key_figure_its_value(verdier: pd.DataFrame) -> None:
    uten = verdier["status"].isin(UTEN_VERDI)
    tomme = verdier.loc[uten, ["verdi", "teller", "nevner"]]
    assert tomme.isna().all().all()
    veid = verdier["snitt_type"] == "veid"
    assert (veid == verdier["nevner_def"].notna()).all()
    assert verdier.loc[~uten & veid, ["teller", "nevner"]].notna().all().all()
    assert verdier.loc[~uten & veid, "verdi"].isna().all()
    assert verdier.loc[~uten & ~veid, "verdi"].notna().all()
    assert (verdier.loc[~uten & veid, "nevner"] > 0).all()


def test_preliminary_in_the_last_year_and_final_before(verdier: pd.DataFrame) -> None:
    for tall in (verdier, tabell("beloep"), tabell("regnskap"), tabell("balanse")):
        med = tall[~tall["status"].isin(UTEN_VERDI)]
        assert (med["status"] == med["aar"].map(lambda aar: "foreløpig" if aar == 2024 else "endelig")).all()
        assert med["kilde"].str.startswith("Oppdiktet").all()


def test_shares_are_shares(verdier: pd.DataFrame) -> None:
    prosent = verdier[(verdier["enhet"] == "prosent") & verdier["tall"].notna()]
    assert prosent["tall"].between(0, 100, inclusive="neither").all()


def test_levels_persist_and_members_differ_by_a_plausible_amount(verdier: pd.DataFrame) -> None:
    medlemmer = verdier[verdier["kommune"] != RESTEN].dropna(subset="tall")
    medlemmer = medlemmer[~medlemmer["merknad"].fillna("").str.contains("ekstrem")]
    median = medlemmer.groupby(["tjeneste", "nr", "aar"])["tall"].transform("median")
    assert (medlemmer["tall"] / median).between(0.15, 3.2).all()
    per_aar = medlemmer.pivot_table(
        index=["tjeneste", "nr", "kommune"], columns="aar", values="tall"
    ).dropna()
    rang = per_aar.groupby(["tjeneste", "nr"]).rank()
    assert rang[2023].corr(rang[2024]) > 0.8


def test_every_kind_of_missing_is_there(verdier: pd.DataFrame) -> None:
    antall = verdier["status"].value_counts()
    assert {"mangler", "skjermet", "ikke_aktuelt", "gjelder_ikke"} <= set(antall.index)
    gjelder = (verdier["aar"] >= verdier["fra"].fillna(0)) & (verdier["aar"] <= verdier["til"].fillna(9999))
    assert ((verdier["status"] == "gjelder_ikke") == ~gjelder).all()
    assert verdier.loc[~gjelder, ["tjeneste", "nr"]].drop_duplicates().shape[0] >= 2
    post = tabell("regnskap")
    assert post.loc[post["status"] == "mangler", ["kommune", "aar", "post"]].values.tolist() == [
        ["Tromsø", 2021, "gevinster"]
    ]


def test_the_outlier_is_about_four_times_the_others(verdier: pd.DataFrame) -> None:
    ekstreme = verdier[verdier["merknad"].fillna("").str.contains("ekstrem")]
    assert len(ekstreme) == 2
    for _, rad in ekstreme.iterrows():
        andre = verdier[
            (verdier["tjeneste"] == rad["tjeneste"])
            & (verdier["nr"] == rad["nr"])
            & (verdier["aar"] == rad["aar"])
            & (verdier["kommune"] != rad["kommune"])
        ]
        assert rad["tall"] > 1.8 * andre["tall"].max()
        assert 2.5 < rad["tall"] / andre["tall"].median() < 7


def test_some_indicators_have_few_members(verdier: pd.DataFrame) -> None:
    medlemmer = verdier[(verdier["kommune"] != RESTEN) & (verdier["aar"] == 2024)]
    antall = medlemmer.groupby(["tjeneste", "kortnavn"])["tall"].count()
    assert antall["byggesak", "Brukertilfredshet"] == 3
    assert antall["pleie_omsorg_0_66", "Brukertilfredshet"] == 3
    tilfredshet = antall.xs("Medarbeidertilfredshet", level="kortnavn")
    assert tilfredshet.min() < 5 <= tilfredshet.max()
    definert = tabell("indikatorer").query("kortnavn == 'Medarbeidertilfredshet'")
    assert (definert["minste_antall"] == 5).all()
    assert definert["forbehold"].notna().all()
    assert (definert["hovedfunn"] == "nei").all()


def test_every_indicator_can_be_named() -> None:
    indikatorer = tabell("indikatorer")
    assert not indikatorer.duplicated(["tjeneste", "kortnavn"]).any()
    setninger = indikatorer["setningsnavn"]
    assert setninger.notna().all()
    assert setninger.str[0].str.isupper().all()
    assert indikatorer["enhet"].notna().all()


def test_a_withheld_numerator_is_not_given_away_by_another_indicator(verdier: pd.DataFrame) -> None:
    definert = pd.DataFrame(definisjoner("indikatorer"))
    for _, rad in verdier[verdier["status"] == "skjermet"].iterrows():
        like = definert[
            (definert["tjeneste"] == rad["tjeneste"]) & (definert["modell"] == f"samme:{rad['kortnavn']}")
        ]["kortnavn"]
        samme = verdier[
            (verdier["tjeneste"] == rad["tjeneste"])
            & verdier["kortnavn"].isin(like)
            & (verdier["kommune"] == rad["kommune"])
            & (verdier["aar"] == rad["aar"])
        ]
        assert (samme["status"] == "skjermet").all()


def test_pleie_og_omsorg_has_one_use_of_resources(verdier: pd.DataFrame) -> None:
    ressursbruk = verdier[verdier["kortnavn"] == "Ressursbruk"].pivot(
        index=["kommune", "aar"], columns="tjeneste", values="tall"
    )
    assert (ressursbruk["pleie_omsorg_0_66"] == ressursbruk["pleie_omsorg_67"]).all()
    assert ressursbruk.groupby("aar").mean().sub(1).abs().max().max() < 0.001
