"""Ti spørsmål en økonom stiller på arket Hva hvis, og svarene regnet for seg ut av råfilene.

Hvert spørsmål fylles ut i arbeidsboka som er sendt ut, og regnes om av et program som ikke har laget
tallene. Svaret som ventes, er regnet her av CSV-filene, med pandas eller for hånd.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks.formula_text import split_place
from asss_xl.dataset import Datasett
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.avvik.tabell import DISPONIBEL
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell
from tests.end_to_end.comparing import told, unlike
from tests.end_to_end.planting import with_filled
from tests.independent import comparing, figures, raw
from tests.support.engine import Session, filled_in, recalculate

RAA = Path(__file__).parents[2] / "asss_xl" / "dataset"
NYTT, PROSENT, MILL = "nytt tall", "prosent", "mill. kr"
FOLKETALLET = "Folketallet i alt følger (100 = helt, tomt = ikke)"
KOSTNADEN = "Kostnaden følger (100 = helt, tomt = ikke)"
PREMIEAVVIK = ("170", "171")


@dataclass
class Bok:
    """En arbeidsbok som er sendt ut: hvor det skrives, og hva den svarer."""

    report: Rapport
    session: Session
    file: Path | None = None

    @property
    def data(self) -> Datasett:
        return self.report.data

    @property
    def aar(self) -> int:
        return self.data.rapportaar

    def felt(self, linje: str, slag: str = NYTT) -> str:
        """Det gule feltet for en linje på Hva hvis."""
        sheet = self.report.book.sheets["Hva hvis"]
        (row,) = [r for (r, c), cell in sheet.cells.items() if c == 0 and cell.value == linje and r < 60]
        return sheet.cells[row, 2 + (NYTT, PROSENT, MILL).index(slag)].place

    def svar(self, fylt: Mapping[str, Value]) -> Svar:
        """Fyll ut og regn om. At boka som bygges med det, er lik, prøves for alle felt på én gang."""
        return Svar(self, filled_in(self.session, fylt))

    def i_libreoffice(self, fylt: Mapping[str, Value]) -> Svar:
        assert self.file is not None
        return Svar(self, recalculate(self.file, "libreoffice", fylt).values)


@dataclass
class Svar:
    """Det arbeidsboka viser etter at noe er fylt ut."""

    bok: Bok
    values: Mapping[tuple[str, str], Value]

    def __call__(self, cell: Cell) -> float:
        value = self.values[cell.sheet, cell.address]
        assert is_number(value), f"{cell.place}: {value!r}"
        return float(value)  # type: ignore[arg-type]

    def tekst(self, sted: str) -> str:
        return str(self.values.get(split_place(sted), ""))

    def endring(self, cell: Cell) -> float:
        return self(cell) - float(cell.value)  # type: ignore[arg-type]

    def post(self, navn: str) -> float:
        """Hvor mye en post i regnskapet er endret, mill. kr."""
        ark = self.bok.report.regnskap
        assert ark is not None
        return self.endring(ark.beloep[navn][self.bok.aar]) / 1000

    def bruk(self, sektor: str) -> tuple[float, float]:
        """Netto driftsutgifter i en sektor, kr per innbygger: før og nå."""
        avvik = self.bok.report.avvik
        assert avvik is not None
        naa = avvik.bruk.naa[sektor][self.bok.aar]
        return float(naa.value), self(naa)  # type: ignore[arg-type]

    def avvik(self, sektor: str) -> float:
        """Hvor mye avviket fra landet etter trinn 4 er endret, kr per innbygger."""
        assert self.bok.report.avvik is not None
        return self.endring(self.bok.report.avvik.kjede.slutt[sektor][self.bok.aar])


@pytest.fixture(scope="module")
def rapporten(native: Rapport, native_session: Session, native_file: Path) -> Bok:
    """Rapporten som er trykt: Bergen 2009."""
    return Bok(native, native_session, native_file)


@pytest.fixture(scope="module")
def nettverk(network_report: Rapport, network_session: Session) -> Bok:
    """Bergen i et nettverk av rå regnskapstall."""
    return Bok(network_report, network_session)


# -- råfilene -------------------------------------------------------------------------------------


def trykt(tabell: str, post: str, enhet: str) -> float:
    """Et tall i Bergen-rapporten for 2009: det avstemte der det er et, ellers det trykte."""
    rows = pd.read_csv(RAA / "bergen_2009" / "figurer.csv")
    wanted = (rows["tabell"] == tabell) & (rows["post"] == post) & (rows["aar"] == 2009)
    (row,) = rows[wanted & (rows["enhet"] == enhet)].to_dict("records")
    return float(row["verdi"] if pd.isna(row["avstemt"]) else row["avstemt"])


def trykt_bruk() -> dict[str, float]:
    """Bergens netto driftsutgifter per innbygger i sektorene: landets snitt og avviket fra det."""
    enhet = "kr per innbygger"
    sektorer = pd.read_csv(RAA / "bergen_2009" / "sektorer.csv")["sektor"]
    return {
        s: trykt("Vedleggstabell 2 landssnitt", s, enhet)
        + trykt("Vedleggstabell 1 ukorrigert avvik", s, enhet)
        for s in sektorer
    }


def nettverkets(navn: str) -> pd.DataFrame:
    rows = pd.read_csv(RAA / "eksempelnettverk" / f"{navn}.csv", dtype={"funksjon": str})
    return rows[(rows["kommune"] == "Bergen") & (rows["aar"] == 2024)]


def nettverkets_bruk(sektor: str = "", art: str = "netto") -> float:
    """Bergens utgifter i 2024, mill. kr: i en sektor, eller i alt uten premieavviket."""
    rows = nettverkets("beloep").query("art == @art")
    if sektor:
        koder = pd.read_csv(RAA / "eksempelnettverk" / "funksjoner.csv", dtype={"funksjon": str})
        rows = rows[rows["funksjon"].isin(koder.loc[koder["sektor"] == sektor, "funksjon"])]
    return float(rows.loc[~rows["funksjon"].isin(PREMIEAVVIK), "beloep"].sum()) / 1000


# -- spørsmålene ----------------------------------------------------------------------------------


def test_1_tre_prosent_mindre_overalt(rapporten: Bok, nettverk: Bok) -> None:
    svar = rapporten.svar({rapporten.felt("Alle sektorer", PROSENT): -3})
    for sektor, foer in trykt_bruk().items():
        assert svar.bruk(sektor) == pytest.approx((foer, 0.97 * foer)), sektor
        assert svar.avvik(sektor) == pytest.approx(-0.03 * foer), sektor

    svar = nettverk.svar({nettverk.felt("Alle sektorer", PROSENT): -3})
    i_alt = nettverkets_bruk()
    assert svar.post("driftsutgifter") == pytest.approx(-0.03 * i_alt)
    assert svar.post("netto") == pytest.approx(0.03 * i_alt)
    skole = nettverkets_bruk("Grunnskole")
    folk = nettverkets("innbyggere").query("framskrevet == 'nei'")["antall"].sum()
    assert svar.bruk("Grunnskole")[1] == pytest.approx(0.97e6 * skole / folk)


def test_2_to_prosent_mindre_i_alt_unntatt_barnevern(rapporten: Bok, nettverk: Bok) -> None:
    for bok in (rapporten, nettverk):
        svar = bok.svar({bok.felt("Alle sektorer", PROSENT): -2, bok.felt("Barnevern", PROSENT): 0})
        foer, naa = svar.bruk("Barnevern")
        assert naa == pytest.approx(foer)
        foer, naa = svar.bruk("Pleie og omsorg")
        assert naa == pytest.approx(0.98 * foer)
    i_alt, barnevern = nettverkets_bruk(), nettverkets_bruk("Barnevern")
    assert svar.post("driftsutgifter") == pytest.approx(-0.02 * (i_alt - barnevern))


@dataclass
class Skolens:
    """Grunnskolens kostnadsindeks og folketallet, regnet av nøkkelen og folketallet i råfilene."""

    indeks: float
    folk: float


def skolens(naar_barna_er: float = 1.0, summen_vokser: bool = False) -> Skolens:
    """Kriterieindekser ganget med vekter; et alderskriterium følger gruppens andel av folket."""
    mappe = RAA / "eksempelnettverk"
    folk = nettverkets("innbyggere").query("framskrevet == 'nei'").set_index("aldersgruppe")["antall"]
    naa = folk.astype(float)
    naa["6-15 år"] *= naar_barna_er
    andre = naa.index != "6-15 år"
    if not summen_vokser:
        naa[andre] *= (folk.sum() - naa["6-15 år"]) / folk[andre].sum()
    vekter = pd.read_csv(mappe / "vekter.csv").query(
        "noekkel == 'Nøkkel 2020–2024' and sektor == 'Grunnskole'"
    )
    verdier = nettverkets("kriterieverdier").set_index("kriterium")["indeks"]
    indeks = 0.0
    for kriterium, vekt in zip(vekter["kriterium"], vekter["vekt"], strict=True):
        andel = 1.0
        if kriterium.startswith("Innbyggere "):
            gruppe = kriterium.removeprefix("Innbyggere ")
            andel = (naa[gruppe] / folk[gruppe]) / (naa.sum() / folk.sum())
        indeks += vekt * verdier[kriterium] * andel
    return Skolens(indeks, float(naa.sum()))


def test_3_fem_prosent_faerre_barn_og_kostnaden_som_foer(rapporten: Bok, nettverk: Bok) -> None:
    for bok in (rapporten, nettverk):
        svar = bok.svar({bok.felt("6-15 år", PROSENT): -5})
        assert svar.post("driftsutgifter") == 0 and svar.post("netto") == 0
    foer, naa = skolens(), skolens(0.95)
    assert nettverk.report.behov is not None
    indeks = nettverk.report.behov.sektorer["Grunnskole"].indeks[nettverk.aar]
    assert float(indeks.value) == pytest.approx(foer.indeks)  # type: ignore[arg-type]
    assert svar(indeks) == pytest.approx(naa.indeks)
    # De andre gruppene vokser til summen er den samme, så skolens bruk per innbygger er den samme.
    assert naa.folk == pytest.approx(foer.folk)
    assert svar.bruk("Grunnskole")[1] == pytest.approx(svar.bruk("Grunnskole")[0])


@pytest.mark.parametrize("summen_vokser", [False, True])
def test_4_fem_prosent_faerre_barn_og_kostnaden_foelger(
    summen_vokser: bool, rapporten: Bok, nettverk: Bok
) -> None:
    svar = None
    for bok in (rapporten, nettverk):
        fylt = {bok.felt("6-15 år", PROSENT): -5, bok.felt(KOSTNADEN, PROSENT): 100}
        svar = bok.svar(fylt | ({bok.felt(FOLKETALLET, PROSENT): 100} if summen_vokser else {}))
        assert svar.post("netto") == pytest.approx(-svar.post("driftsutgifter"))
        foer, naa = svar.bruk("Grunnskole")
        assert naa < foer
    assert svar is not None
    foer, naa = skolens(), skolens(0.95, summen_vokser)
    ganger = naa.indeks * naa.folk / (foer.indeks * foer.folk)
    assert 0.9 < ganger < 0.97
    kroner = [bruk * s.folk / 1e6 for bruk, s in zip(svar.bruk("Grunnskole"), (foer, naa), strict=True)]
    assert kroner == pytest.approx([nettverkets_bruk("Grunnskole"), ganger * nettverkets_bruk("Grunnskole")])


def test_folk_og_prosent_sammen_er_ganger_hverandre(nettverk: Bok) -> None:
    """Tre prosent mindre er tre prosent av det kostnaden er når den følger."""
    svar = nettverk.svar(
        {
            nettverk.felt("6-15 år", PROSENT): -5,
            nettverk.felt(KOSTNADEN, PROSENT): 100,
            nettverk.felt("Grunnskole", PROSENT): -3,
        }
    )
    foer, naa = skolens(), skolens(0.95)
    kroner = svar.bruk("Grunnskole")[1] * naa.folk / 1e6
    assert kroner == pytest.approx(0.97 * naa.indeks / foer.indeks * nettverkets_bruk("Grunnskole"))


def test_5_arbeidsgiveravgiften_fra_14_1_til_10_6_i_bergen_2009(rapporten: Bok) -> None:
    """Rapporten har lønn og sosiale utgifter i alt. Avgiften er 14,1/114,1 av dem til sammen."""
    loenn = sum(trykt("Tabell 2", post, "mill kr") for post in ("loenn", "sosiale"))
    spart = loenn * 14.1 / 114.1 * (1 - 10.6 / 14.1)
    assert 200 < spart < 300
    svar = rapporten.svar({rapporten.felt("Arbeidsgiveravgift"): 10.6})
    assert svar.post("driftsutgifter") == pytest.approx(-spart)
    assert svar.post("netto") == pytest.approx(spart)
    folk = float(rapporten.report.avvik.folk[2009].used.value)  # type: ignore[union-attr,arg-type]
    foer, naa = svar.bruk("andre_sektorer")
    assert naa - foer == pytest.approx(-spart * 1e6 / folk)
    # Trinn 4 er uten sosiale utgifter, og flytter seg ikke.
    assert svar.avvik("andre_sektorer") == pytest.approx(0, abs=1e-6)
    assert svar.avvik("Grunnskole") == 0


def med_sats(avgift: float, pensjon: float) -> raw.Package:
    """Råfilene slik de ville vært om Bergen hadde hatt andre satser i 2024."""
    pakke = raw.Package(RAA / "eksempelnettverk")
    rows = pakke["beloep"]
    bergen = (rows["kommune"] == "Bergen") & (rows["aar"] == 2024)
    rows["beloep"] = rows["beloep"].astype(float)
    spart = pd.Series(0.0, index=sorted(set(rows.loc[bergen, "funksjon"])))
    for art, ganger in (("arbeidsgiveravgift", avgift), ("pensjon", pensjon)):
        arten = bergen & (rows["art"] == art)
        beloep = rows[arten].set_index("funksjon")["beloep"]
        spart = spart.add(beloep * (1 - ganger), fill_value=0.0)
        rows.loc[arten, "beloep"] *= ganger
    for art in ("netto", "brutto"):
        arten = bergen & (rows["art"] == art)
        rows.loc[arten, "beloep"] -= rows.loc[arten, "funksjon"].map(spart)
    regnskap = pakke["regnskap"]
    regnskap["beloep"] = regnskap["beloep"].astype(float)
    her = (regnskap["kommune"] == "Bergen") & (regnskap["aar"] == 2024)
    regnskap.loc[her & regnskap["post"].isin(["driftsutgifter", "sosiale"]), "beloep"] -= spart.sum()
    return pakke


@pytest.mark.parametrize(("avgift", "pensjon"), [(10.6 / 14.1, 1.0), (1.0, 0.9), (10.6 / 14.1, 0.9)])
def test_5_andre_satser_er_som_et_regnskap_med_dem(avgift: float, pensjon: float, nettverk: Bok) -> None:
    """Hvert avvik i de fire trinnene, og tabell 0, er det pandas får av de endrede råfilene."""
    fylt: dict[str, Value] = {}
    if avgift != 1:
        fylt[nettverk.felt("Arbeidsgiveravgift")] = 10.6
    if pensjon != 1:
        fylt[nettverk.felt("Pensjon, av lønn", PROSENT)] = -10
    svar = nettverk.svar(fylt)
    pakke = med_sats(avgift, pensjon)
    choice = raw.Choice("Bergen", 2024, pakke.network)
    book = figures.Book(pakke, figures.Spending(pakke), choice)
    book.chain()
    kjede = nettverk.report.avvik.kjede
    assert kjede is not None
    navn = {"andre_sektorer": figures.OTHER, "resultat": figures.RESULT, DISPONIBEL: figures.TOTAL}
    for trinn, celler in enumerate(kjede.steg, start=1):
        for linje in (*pakke.key_sectors(pakke.key(choice, 2024)), *navn):
            ventet = book.figures["kjede", navn.get(linje, linje), f"trinn {trinn}", 2024]
            assert svar(celler[linje][2024]) == pytest.approx(ventet, abs=1e-6), (linje, trinn)
    for post in ("driftsutgifter", "brutto", "netto", "overskudd"):
        ventet = pakke.line("Bergen", 2024, post)
        assert svar(nettverk.report.regnskap.beloep[post][2024]) == pytest.approx(ventet), post  # type: ignore[union-attr]


def test_6_hundre_millioner_mer_i_inntekt_og_det_samme_til_skolen(rapporten: Bok, nettverk: Bok) -> None:
    for bok in (rapporten, nettverk):
        svar = bok.svar({bok.felt("Rammetilskudd", MILL): 100, bok.felt("Grunnskole", MILL): 100})
        for post, ventet in (("driftsinntekter", 100), ("driftsutgifter", 100), ("netto", 0)):
            assert svar.post(post) == pytest.approx(ventet, abs=1e-6), post
    skole = nettverkets_bruk("Grunnskole")
    foer, naa = svar.bruk("Grunnskole")
    assert naa / foer == pytest.approx((skole + 100) / skole)


def test_7_to_rettelser_samtidig(nettverk: Bok) -> None:
    """30 millioner fra grunnskole (202) til helse (241): hele kjeden, rettet, er den pandas får."""
    pakke = raw.Package(RAA / "eksempelnettverk")
    choice = raw.Choice(
        "Bergen",
        2024,
        pakke.network,
        corrections=(
            raw.Correction("Bergen", "202", 2024, -30_000),
            raw.Correction("Bergen", "241", 2024, 30_000),
        ),
    )
    book = figures.Book(pakke, figures.Spending(pakke), choice)
    book.chain()
    ventet = {key: value for key, value in book.figures.items() if key[0] == "kjede"}
    antall, avvik = comparing.compare(
        choice, ventet, comparing.Workbook(nettverk.report, nettverk.session).book(choice)
    )
    assert antall > 150 and not avvik, comparing.told(avvik)
    folk = nettverkets("innbyggere").query("framskrevet == 'nei'")["antall"].sum()
    for sektor, retning in (("Grunnskole", -1), ("Kommunehelse", 1)):
        rettet, rapportert = (ventet["kjede", sektor, hva, 2024] for hva in ("rettet", "trinn 4"))
        assert rettet - rapportert == pytest.approx(retning * 30e6 / folk)  # type: ignore[operator]


def test_8_to_scenarioer_side_om_side(rapporten: Bok, tmp_path: Path) -> None:
    """Fylt ut i arbeidsboka, lagret som filer, bygget inn: kolonnene er svarene hver for seg."""
    fylt = {
        "Ramme": {rapporten.felt("Rammetilskudd", MILL): 100.0},
        "Kutt": {rapporten.felt("Alle sektorer", PROSENT): -3.0, rapporten.felt("Barnevern", PROSENT): 0.0},
    }
    assert rapporten.file is not None
    valgt: list[object] = []
    for navn, felt in fylt.items():
        fil = with_filled(rapporten.file, tmp_path / f"{navn}.xlsx", felt)
        til = tmp_path / f"{navn}.csv"
        kjoer("scenario", "save", fil, "--name", navn, "--out", til)
        valgt += ["--scenario", til]
    lagret = pd.read_csv(tmp_path / "Kutt.csv").set_index("tall")["hva_hvis"]
    endring = "Endring i prosent: "
    assert lagret.to_dict() == {f"{endring}Alle sektorer": -3, f"{endring}Barnevern 2009": 0}
    kjoer("build", "--out", tmp_path / "med", *valgt)
    (bygd,) = (tmp_path / "med").iterdir()
    values = recalculate(bygd).values
    (rad,) = [
        celle.removeprefix("A")
        for (ark, celle), tekst in values.items()
        if ark == "Scenarioer" and celle.startswith("A") and tekst == "Netto driftsresultat, 1000 kr"
    ]
    i_alt = sum(trykt_bruk().values()) - trykt_bruk()["Barnevern"]
    i_alt += trykt("Tabell 19 faktisk bruk", "andre_sektorer", "kr per innbygger")
    folk = float(rapporten.report.avvik.folk[2009].used.value)  # type: ignore[union-attr,arg-type]
    # Grunnlag i B, så hvert scenario med endringen ved siden av.
    assert values["Scenarioer", f"B{rad}"] == trykt("Tabell 0", "netto", "1000 kr")
    assert values["Scenarioer", f"D{rad}"] == pytest.approx(100_000)
    assert values["Scenarioer", f"F{rad}"] == pytest.approx(0.03 * i_alt * folk / 1000)


def kjoer(*arguments: object) -> None:
    done = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    assert done.exit_code == 0, done.output


def test_to_felt_i_en_linje_brukes_ikke_og_det_blir_sagt(rapporten: Bok) -> None:
    """De legges aldri sammen; linjen er som i rapporten, også når alle sektorer endres."""
    skole = rapporten.felt("Grunnskole", PROSENT)
    svar = rapporten.svar({skole: -5, rapporten.felt("Grunnskole", MILL): 40})
    foer, naa = svar.bruk("Grunnskole")
    assert naa == foer and svar.post("netto") == 0
    sted = skole.replace("!D", "!G")
    assert svar.tekst(sted) == "Flere felt er fylt ut: ingen av dem brukes"
    assert svar.tekst("Forside!B9") == "FEIL"
    assert svar.tekst("Forside!B8") == "0.0"
    alle = rapporten.svar(
        {skole: -5, rapporten.felt("Grunnskole", MILL): 40, rapporten.felt("Alle sektorer", PROSENT): -3}
    )
    foer, naa = alle.bruk("Grunnskole")
    assert naa == foer
    assert alle.bruk("Barnevern")[1] == pytest.approx(0.97 * alle.bruk("Barnevern")[0])


def test_en_sektor_utenfor_noekkelen_brukes_ikke(nettverk: Bok) -> None:
    """Barnehagen er i andre sektorer i nøkkelen for 2024, og telles ikke to ganger."""
    barnehage = nettverk.felt("Barnehage", MILL)
    svar = nettverk.svar({barnehage: -100})
    assert svar.post("driftsutgifter") == 0
    assert svar.tekst(barnehage.replace("!E", "!G")) == "Utenfor kostnadsnøkkelen: bruk linjene som er med"
    assert svar.tekst(barnehage.replace("!E", "!F")) == ""
    assert "HVA HVIS" not in svar.tekst("Forside!A2") and svar.tekst("Forside!B8") == "0.0"
    bare_skolen = nettverk.svar({barnehage: -100, nettverk.felt("Grunnskole", MILL): -100})
    assert "HVA HVIS: 1 gult felt " in bare_skolen.tekst("Forside!A2")


def test_alle_sektorer_sier_hva_som_ikke_foelger(nettverk: Bok) -> None:
    """Profilen for barnehagen står, og pengene er med i andre sektorer; linjen sier det."""
    alle = nettverk.felt("Alle sektorer", PROSENT)
    svar = nettverk.svar({alle: -10})
    (barnehage,) = [p for p in nettverk.report.profiler if p.tjeneste.navn == "Barnehage"]
    assert not any(
        svar.endring(line.verdi.used) for line in barnehage.rader if is_number(line.verdi.used.value)
    )
    assert svar.post("driftsutgifter") < 0
    assert svar.tekst(alle.replace("!D", "!E")) == ("Andre sektorer følger; profilene i dem gjør det ikke.")


def test_et_nytt_tall_en_prosent_og_et_beloep_gir_det_samme(rapporten: Bok) -> None:
    """Rammetilskuddet er 1 968 mill. kr i rapporten (tabell 1)."""
    assert trykt("Tabell 1", "rammetilskudd", "mill kr") == 1968
    for slag, tall in ((NYTT, 1918.8), (PROSENT, -2.5), (MILL, -49.2)):
        svar = rapporten.svar({rapporten.felt("Rammetilskudd", slag): tall})
        assert svar.post("driftsinntekter") == pytest.approx(-49.2), slag
        assert svar.post("netto") == pytest.approx(-49.2), slag


@pytest.mark.parametrize("hvilken", ["rapporten", "nettverk"])
def test_alt_paa_en_gang_er_boka_som_bygges_med_det(hvilken: str, request: pytest.FixtureRequest) -> None:
    """Feltene spørsmålene fyller ut, sammen: hver celle er som i boka som bygges med det samme."""
    bok: Bok = request.getfixturevalue(hvilken)
    fylt: dict[str, Value] = {
        bok.felt("Alle sektorer", PROSENT): -3,
        bok.felt("Barnevern", PROSENT): 0,
        bok.felt("Grunnskole", MILL): 100,
        bok.felt("6-15 år", PROSENT): -5,
        bok.felt(KOSTNADEN, PROSENT): 100,
        bok.felt(FOLKETALLET, PROSENT): 100,
        bok.felt("Arbeidsgiveravgift"): 10.6,
        bok.felt("Rammetilskudd", MILL): 100,
    }
    ulike = unlike(build(bok.data, what_if=fylt).book, bok.svar(fylt).values)
    assert not ulike, told(ulike)


def test_10_tilbake_til_den_trykte_rapporten(rapporten: Bok) -> None:
    """Når feltene er tømt, står hvert tall slik det er trykt, og kontrollen er OK."""
    rapporten.svar({rapporten.felt("Alle sektorer", PROSENT): -3})
    svar = rapporten.svar({})
    for cell in rapporten.report.book.cells():
        assert svar.values.get((cell.sheet, cell.address)) == pytest.approx(cell.value), cell.place
    assert trykt("Tabell 0", "netto", "1000 kr") == svar(rapporten.report.regnskap.beloep["netto"][2009])  # type: ignore[union-attr]


@pytest.mark.grundig
@pytest.mark.libreoffice
def test_libreoffice_svarer_det_samme(rapporten: Bok) -> None:
    svar = rapporten.i_libreoffice(
        {rapporten.felt("Alle sektorer", PROSENT): -2, rapporten.felt("Barnevern", PROSENT): 0}
    )
    for sektor, foer in trykt_bruk().items():
        ventet = foer if sektor == "Barnevern" else 0.98 * foer
        assert svar.bruk(sektor)[1] == pytest.approx(ventet), sektor
