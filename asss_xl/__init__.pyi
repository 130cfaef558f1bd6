# Laget med python -m tools.make fra funksjonskatalogen; ikke endre filen her.
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeVar, Union, overload

import numpy as np

from asss_xl.functions.values import ExcelError as ExcelError

__version__: str

class Tabell(Protocol):
    def __array__(self, *arguments: Any, **named: Any) -> Any: ...

_Enkel = Union[float, Decimal, str, np.number[Any], None]
_Omraade = Union[_Enkel, Sequence[Any], Tabell]
_Tabell = TypeVar("_Tabell", bound=Tabell)

@overload
def avvik(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    snitt: _Enkel,
    indeks: _Enkel = ...,
    tillegg: _Enkel = ...,
) -> float | ExcelError: ...
@overload
def avvik(
    verdi: _Enkel | _Tabell,
    snitt: _Enkel | _Tabell,
    indeks: _Enkel | _Tabell = ...,
    tillegg: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def avvik(
    verdi: _Omraade,
    snitt: _Omraade,
    indeks: _Omraade = ...,
    tillegg: _Omraade = ...,
) -> Any:
    """Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg).

    I Excel: =ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])

        verdi: Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.
        snitt: Landets eller nettverkets snitt av det samme.
        indeks: Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8.
            Over 10 gir en feilverdi. Utelatt: 1.
        tillegg: Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som verdi.
    Kilde: ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38.
    """

@overload
def avvik_pst(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    snitt: _Enkel,
    indeks: _Enkel = ...,
    tillegg: _Enkel = ...,
) -> float | ExcelError: ...
@overload
def avvik_pst(
    verdi: _Enkel | _Tabell,
    snitt: _Enkel | _Tabell,
    indeks: _Enkel | _Tabell = ...,
    tillegg: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def avvik_pst(
    verdi: _Omraade,
    snitt: _Omraade,
    indeks: _Omraade = ...,
    tillegg: _Omraade = ...,
) -> Any:
    """Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. Er det
    negativt, er svaret en feilverdi.

    I Excel: =ASSS_AVVIK_PST(verdi; snitt; [indeks]; [tillegg])

        verdi: Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.
        snitt: Landets eller nettverkets snitt av det samme.
        indeks: Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8.
            Over 10 gir en feilverdi. Utelatt: 1.
        tillegg: Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: prosent.
    Kilde: ASSS 2009, kap. 2.3.2, s. 32.
    """

@overload
def avvik_uten_avskrivninger(  # type: ignore[overload-overlap]
    avvik: _Enkel,
    avskrivninger: _Enkel,
    snitt_avskrivninger: _Enkel,
) -> float | ExcelError: ...
@overload
def avvik_uten_avskrivninger(
    avvik: _Enkel | _Tabell,
    avskrivninger: _Enkel | _Tabell,
    snitt_avskrivninger: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def avvik_uten_avskrivninger(
    avvik: _Omraade,
    avskrivninger: _Omraade,
    snitt_avskrivninger: _Omraade,
) -> Any:
    """Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): avvik -
    (avskrivninger - snitt_avskrivninger).

    I Excel: =ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik; avskrivninger; snitt_avskrivninger)

        avvik: Ukorrigert avvik fra landet, kr per innbygger, med avskrivninger.
        avskrivninger: Kommunens avskrivninger i sektoren, kr per innbygger.
        snitt_avskrivninger: Landets avskrivninger i sektoren, kr per innbygger.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kr per innbygger.
    Kilde: ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38.
    """

@overload
def avstand_til_maal(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    maal: _Enkel,
    mengde: _Enkel,
) -> float | ExcelError: ...
@overload
def avstand_til_maal(
    verdi: _Enkel | _Tabell,
    maal: _Enkel | _Tabell,
    mengde: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def avstand_til_maal(
    verdi: _Omraade,
    maal: _Omraade,
    mengde: _Omraade,
) -> Any:
    """Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når målet er lavere enn
    verdien.

    I Excel: =ASSS_AVSTAND_TIL_MAAL(verdi; maal; mengde)

        verdi: Kommunens verdi i kroner per enhet, for eksempel per innbygger.
        maal: Målet, samme enhet som verdi; for eksempel snittet i nettverket.
        mengde: Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i
            prosent av driftsinntektene: driftsinntektene i kroner delt på 100.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kroner.
    Kilde: ASSS 2009, kap. 2.3.4, s. 34-35.
    """

@overload
def avvik_beloep(  # type: ignore[overload-overlap]
    avvik: _Enkel,
    innbyggere: _Enkel,
) -> float | ExcelError: ...
@overload
def avvik_beloep(
    avvik: _Enkel | _Tabell,
    innbyggere: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def avvik_beloep(
    avvik: _Omraade,
    innbyggere: _Omraade,
) -> Any:
    """Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000.

    I Excel: =ASSS_AVVIK_BELOEP(avvik; innbyggere)

        avvik: Avvik i kroner per innbygger.
        innbyggere: Kommunens folketall.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: 1000 kr.
    Kilde: ASSS 2009, tabell 19, s. 35.
    """

def inntektsnivaa(
    egne: _Omraade,
    snitt: _Omraade,
    korreksjoner: _Omraade,
) -> float | ExcelError:
    """Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er trukket ut: (sum
    egne - sum korreksjoner) / sum snitt.

    I Excel: =ASSS_INNTEKTSNIVAA(egne; snitt; korreksjoner)

        egne: Kommunens bruk per anvendelse, kr per innbygger, uten sosiale lønnsutgifter.
        snitt: Landets snitt per anvendelse, i samme rekkefølge.
        korreksjoner: Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke finnes
            kostnadsnøkkel.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: forholdstall, landet = 1.
    Kilde: ASSS 2009, kap. 2.3.4 og tabell 19, s. 34-35 (formelen er ikke trykt).
    """

@overload
def avvik_inntekt(  # type: ignore[overload-overlap]
    egen: _Enkel,
    snitt: _Enkel,
    nivaa: _Enkel,
    korreksjon: _Enkel,
) -> float | ExcelError: ...
@overload
def avvik_inntekt(
    egen: _Enkel | _Tabell,
    snitt: _Enkel | _Tabell,
    nivaa: _Enkel | _Tabell,
    korreksjon: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def avvik_inntekt(
    egen: _Omraade,
    snitt: _Omraade,
    nivaa: _Omraade,
    korreksjon: _Omraade,
) -> Any:
    """Avvik fra landets snitt ved kommunens eget inntektsnivå: egen - (snitt * nivaa + korreksjon).
    Samme formel som ASSS_AVVIK, med nivaa som indeks og korreksjon som tillegg.

    I Excel: =ASSS_AVVIK_INNTEKT(egen; snitt; nivaa; korreksjon)

        egen: Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter.
        snitt: Landets snitt, kr per innbygger.
        nivaa: Inntektsnivået fra ASSS_INNTEKTSNIVAA. Landet = 1: skriv 0,968, ikke 96,8. Over
            10 gir en feilverdi.
        korreksjon: Korreksjon for utgiftsbehov, kr per innbygger.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kr per innbygger.
    Kilde: ASSS 2009, tabell 19, s. 35.
    """

@overload
def disponibel_inntekt(  # type: ignore[overload-overlap]
    netto_driftsutgifter: _Enkel,
    renter_avdrag: _Enkel,
    premieavvik: _Enkel,
    netto_driftsresultat: _Enkel,
    avskrivninger: _Enkel = ...,
) -> float | ExcelError: ...
@overload
def disponibel_inntekt(
    netto_driftsutgifter: _Enkel | _Tabell,
    renter_avdrag: _Enkel | _Tabell,
    premieavvik: _Enkel | _Tabell,
    netto_driftsresultat: _Enkel | _Tabell,
    avskrivninger: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def disponibel_inntekt(
    netto_driftsutgifter: _Omraade,
    renter_avdrag: _Omraade,
    premieavvik: _Omraade,
    netto_driftsresultat: _Omraade,
    avskrivninger: _Omraade = ...,
) -> Any:
    """Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto driftsresultat -
    avskrivninger.

    I Excel: =ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter; renter_avdrag; premieavvik;
        netto_driftsresultat; [avskrivninger])

        netto_driftsutgifter: Sum netto driftsutgifter (eller avvik fra landet), kr per
            innbygger.
        renter_avdrag: Renter og avdrag.
        premieavvik: Premieavvik.
        netto_driftsresultat: Netto driftsresultat.
        avskrivninger: Avskrivninger som ligger i netto driftsutgifter. Utelatt: 0.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kr per innbygger.
    Kilde: ASSS 2009, kap. 2.4 og vedleggstabell 1, s. 37-38.
    """

def demografikostnad(
    satser: _Omraade,
    folketall: _Omraade,
    basis: _Omraade,
) -> float | ExcelError:
    """Demografikostnad: hva utgiftene må øke med når satsene er uendret og folketallet endrer seg. Sum
    av sats * (folketall - basis).

    I Excel: =ASSS_DEMOGRAFIKOSTNAD(satser; folketall; basis)

        satser: Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.
        folketall: Innbyggere i hver aldersgruppe i året som beregnes.
        basis: Innbyggere i hver aldersgruppe i basisåret.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: kroner.
    Kilde: ASSS 2009, kap. 2.2 og vedleggstabell 5, s. 29-31 og 42.
    """

def demografiindeks(
    satser: _Omraade,
    folketall: _Omraade,
    basis: _Omraade,
) -> float | ExcelError:
    """Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100.

    I Excel: =ASSS_DEMOGRAFIINDEKS(satser; folketall; basis)

        satser: Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.
        folketall: Innbyggere i hver aldersgruppe i året som beregnes.
        basis: Innbyggere i hver aldersgruppe i basisåret.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: indeks, basisåret = 100.
    Kilde: ASSS 2009, kap. 2.2 og figur 18, s. 30.
    """

@overload
def funn(  # type: ignore[overload-overlap]
    indikator: _Enkel,
    verdi: _Enkel,
    snitt: _Enkel,
    lavest: _Enkel = ...,
    hoeyest: _Enkel = ...,
    avrunding: _Enkel = ...,
    antall: _Enkel = ...,
    minste_antall: _Enkel = ...,
    rang: _Enkel = ...,
    gunstig: _Enkel = ...,
    desimaler: _Enkel = ...,
) -> str | ExcelError: ...
@overload
def funn(
    indikator: _Enkel | _Tabell,
    verdi: _Enkel | _Tabell,
    snitt: _Enkel | _Tabell,
    lavest: _Enkel | _Tabell = ...,
    hoeyest: _Enkel | _Tabell = ...,
    avrunding: _Enkel | _Tabell = ...,
    antall: _Enkel | _Tabell = ...,
    minste_antall: _Enkel | _Tabell = ...,
    rang: _Enkel | _Tabell = ...,
    gunstig: _Enkel | _Tabell = ...,
    desimaler: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def funn(
    indikator: _Omraade,
    verdi: _Omraade,
    snitt: _Omraade,
    lavest: _Omraade = ...,
    hoeyest: _Omraade = ...,
    avrunding: _Omraade = ...,
    antall: _Omraade = ...,
    minste_antall: _Omraade = ...,
    rang: _Omraade = ...,
    gunstig: _Omraade = ...,
    desimaler: _Omraade = ...,
) -> Any:
    """Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når for få kommuner
    har tall eller forskjellen er innenfor avrundingen. Plassen sies ikke der færre enn tre har
    tall. Et negativt snitt gir en feilverdi.

    I Excel: =ASSS_FUNN(indikator; verdi; snitt; [lavest]; [hoeyest]; [avrunding]; [antall];
        [minste_antall]; [rang]; [gunstig]; [desimaler])

        indikator: Navnet som setningen skal begynne med; tomt gir bare avviket.
        verdi: Kommunens verdi.
        snitt: Nettverkets snitt.
        lavest: Laveste verdi i nettverket, hvis den er kjent.
        hoeyest: Høyeste verdi i nettverket, hvis den er kjent.
        avrunding: Største forskjell som avrundingen av de trykte tallene kan forklare.
        antall: Hvor mange kommuner som har tall.
        minste_antall: Færrest kommuner som indikatoren kan sammenliknes for.
        rang: Kommunens plass fra ASSS_RANG, hvis den er kjent. «Nest lavest» sies bare når
            lavest er oppgitt: flere kan dele siste plass.
        gunstig: høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt. Andre
            ord gir en feilverdi.
        desimaler: Antall desimaler i prosenten, 0 til 3. Utelatt: 0.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: tekst.
    Kilde: ASSS 2009, kap. 3, s. 44-75; Bærum 2019.
    """

def produksjonsindeks(
    vekter: _Omraade,
    indekser: _Omraade,
) -> float | ExcelError:
    """Produksjonsindeks for en tjeneste: summen av vekt ganger indeks, der indeksen er 100 * egen
    verdi / snitt. Snittet = 100. Vekter som ikke summerer til 1, gir en feilverdi.

    I Excel: =ASSS_PRODUKSJONSINDEKS(vekter; indekser)

        vekter: Indikatorenes vekter i tjenesten. Summen skal være 1 og kan avvike med 0,02 for
            avrunding.
        indekser: Kommunens indekser (ASSS_INDEKS), i samme rekkefølge. Snittet = 100: skriv
            97,6, ikke 0,976. Er alle under 10, blir svaret en feilverdi.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: indeks, snitt = 100.
    Kilde: Egen formel; kap. «Ressursbruk, produksjon og effektivitet» i KS' rapporter.
    """

@overload
def effektivitet(  # type: ignore[overload-overlap]
    produksjon: _Enkel,
    ressursbruk: _Enkel,
) -> float | ExcelError: ...
@overload
def effektivitet(
    produksjon: _Enkel | _Tabell,
    ressursbruk: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def effektivitet(
    produksjon: _Omraade,
    ressursbruk: _Omraade,
) -> Any:
    """Effektivitet: produksjonen i prosent av ressursbruken, begge mot nettverkets snitt. 100 = like
    mye produksjon for pengene som snittet, så langt indikatorene måler den.

    I Excel: =ASSS_EFFEKTIVITET(produksjon; ressursbruk)

        produksjon: Tjenestens produksjonsindeks (ASSS_PRODUKSJONSINDEKS). Under 0 gir en
            feilverdi.
        ressursbruk: Indeksen for det tjenesten bruker. Snittet = 100: skriv 97,6, ikke 0,976.
            Under 10 gir en feilverdi.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: indeks, snitt = 100.
    Kilde: Egen formel; kap. «Ressursbruk, produksjon og effektivitet» i KS' rapporter.
    """

@overload
def indeks(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    snitt: _Enkel,
) -> float | ExcelError: ...
@overload
def indeks(
    verdi: _Enkel | _Tabell,
    snitt: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def indeks(
    verdi: _Omraade,
    snitt: _Omraade,
) -> Any:
    """Kommunens verdi i prosent av snittet: 100 * verdi / snitt. Snittet = 100. Et negativt snitt gir
    ingen indeks, men en feilverdi.

    I Excel: =ASSS_INDEKS(verdi; snitt)

        verdi: Kommunens verdi.
        snitt: Nettverkets snitt.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: indeks, snitt = 100.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

@overload
def ressursbruk(  # type: ignore[overload-overlap]
    netto_driftsutgifter: _Enkel,
    korrigert_snitt: _Enkel,
    kostnadsindeks: _Enkel,
) -> float | ExcelError: ...
@overload
def ressursbruk(
    netto_driftsutgifter: _Enkel | _Tabell,
    korrigert_snitt: _Enkel | _Tabell,
    kostnadsindeks: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def ressursbruk(
    netto_driftsutgifter: _Omraade,
    korrigert_snitt: _Omraade,
    kostnadsindeks: _Omraade,
) -> Any:
    """Ressursbruksindikator: netto driftsutgifter korrigert for utgiftsbehov, i forhold til
    nettverkets snitt av det samme. 1 = snittet.

    I Excel: =ASSS_RESSURSBRUK(netto_driftsutgifter; korrigert_snitt; kostnadsindeks)

        netto_driftsutgifter: Kommunens netto driftsutgifter, kr per innbygger.
        korrigert_snitt: Nettverkets snitt av netto driftsutgifter delt på kostnadsindeks, ikke
            snittet av netto driftsutgifter alene. For landet er de to like.
        kostnadsindeks: Kommunens kostnadsindeks for tjenesten. Landet = 1: skriv 0,968, ikke
            96,8. Over 10 gir en feilverdi.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: forholdstall, snitt = 1.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

def snitt(
    verdier: _Omraade,
    vekter: _Omraade = ...,
) -> float | ExcelError:
    """Nettverkets snitt over kommunene som har en verdi, uveid eller veid.

    I Excel: =ASSS_SNITT(verdier; [vekter])

        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.
        vekter: Vekter, for eksempel innbyggere, i samme rekkefølge. Utelatt: uveid.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: samme som verdiene.
    Kilde: ASSS 2009, kap. 1.1 og 3, s. 9 og 43.
    """

def snitt_uten(
    verdier: _Omraade,
    enheter: _Omraade,
    uten: _Omraade,
    vekter: _Omraade = ...,
) -> float | ExcelError:
    """Snitt uten bestemte kommuner, for eksempel uten Oslo og uten kommunen selv. Et navn som ikke
    står blant enhetene, gir en feilverdi.

    I Excel: =ASSS_SNITT_UTEN(verdier; enheter; uten; [vekter])

        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.
        enheter: Kommunenavnene, i samme rekkefølge som verdiene. En verdi uten navn gir en
            feilverdi.
        uten: Kommunen som skal holdes utenfor, eller flere i én rad eller kolonne; skrevet som
            i enheter (store og små bokstaver er like).
        vekter: Vekter i samme rekkefølge. Utelatt: uveid.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: samme som verdiene.
    Kilde: ASSS 2009, kap. 1.1, s. 9.
    """

def lavest(
    verdier: _Omraade,
) -> float | ExcelError:
    """Laveste verdi i nettverket; manglende verdier er ikke med.

    I Excel: =ASSS_LAVEST(verdier)

        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: samme som verdiene.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

def hoeyest(
    verdier: _Omraade,
) -> float | ExcelError:
    """Høyeste verdi i nettverket; manglende verdier er ikke med.

    I Excel: =ASSS_HOEYEST(verdier)

        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: samme som verdiene.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

def antall(
    verdier: _Omraade,
) -> float | ExcelError:
    """Hvor mange kommuner som har en verdi.

    I Excel: =ASSS_ANTALL(verdier)

        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: antall.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

@overload
def rang(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    verdier: _Omraade,
) -> float | ExcelError: ...
@overload
def rang(
    verdi: _Enkel | _Tabell,
    verdier: _Omraade,
) -> _Tabell: ...
@overload
def rang(
    verdi: _Omraade,
    verdier: _Omraade,
) -> Any:
    """Kommunens plass i nettverket regnet fra høyest. Like verdier deler plass.

    I Excel: =ASSS_RANG(verdi; verdier)

        verdi: Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver.
        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: plass, 1 = høyest.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

@overload
def rang_lavest(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    verdier: _Omraade,
) -> float | ExcelError: ...
@overload
def rang_lavest(
    verdi: _Enkel | _Tabell,
    verdier: _Omraade,
) -> _Tabell: ...
@overload
def rang_lavest(
    verdi: _Omraade,
    verdier: _Omraade,
) -> Any:
    """Kommunens plass i nettverket regnet fra lavest. Like verdier deler plass.

    I Excel: =ASSS_RANG_LAVEST(verdi; verdier)

        verdi: Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver.
        verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som
            manglende. Et årstall som overskrift er et tall og regnes med: la området begynne
            under det.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: plass, 1 = lavest.
    Kilde: ASSS 2009, kap. 3, s. 43.
    """

@overload
def brutto_driftsresultat(  # type: ignore[overload-overlap]
    driftsinntekter: _Enkel,
    driftsutgifter: _Enkel,
) -> float | ExcelError: ...
@overload
def brutto_driftsresultat(
    driftsinntekter: _Enkel | _Tabell,
    driftsutgifter: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def brutto_driftsresultat(
    driftsinntekter: _Omraade,
    driftsutgifter: _Omraade,
) -> Any:
    """Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter.

    I Excel: =ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter; driftsutgifter)

        driftsinntekter: Driftsinntekter.
        driftsutgifter: Driftsutgifter uten avskrivninger.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, tabell 0, s. 6.
    """

@overload
def netto_driftsresultat(  # type: ignore[overload-overlap]
    brutto_driftsresultat: _Enkel,
    renteinntekter: _Enkel,
    renteutgifter: _Enkel,
    avdrag: _Enkel,
) -> float | ExcelError: ...
@overload
def netto_driftsresultat(
    brutto_driftsresultat: _Enkel | _Tabell,
    renteinntekter: _Enkel | _Tabell,
    renteutgifter: _Enkel | _Tabell,
    avdrag: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def netto_driftsresultat(
    brutto_driftsresultat: _Omraade,
    renteinntekter: _Omraade,
    renteutgifter: _Omraade,
    avdrag: _Omraade,
) -> Any:
    """Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - netto avdrag.

    I Excel: =ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat; renteinntekter; renteutgifter;
        avdrag)

        brutto_driftsresultat: Brutto driftsresultat.
        renteinntekter: Renteinntekter, utbytte og finansielle gevinster.
        renteutgifter: Renteutgifter, provisjoner og finansielle tap (positivt tall).
        avdrag: Netto avdrag (positivt tall).

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, tabell 0, s. 6.
    """

@overload
def overskudd_foer_laan(  # type: ignore[overload-overlap]
    brutto_driftsresultat: _Enkel,
    renteinntekter: _Enkel,
    renteutgifter: _Enkel,
    investeringer: _Enkel,
    tilskudd: _Enkel,
) -> float | ExcelError: ...
@overload
def overskudd_foer_laan(
    brutto_driftsresultat: _Enkel | _Tabell,
    renteinntekter: _Enkel | _Tabell,
    renteutgifter: _Enkel | _Tabell,
    investeringer: _Enkel | _Tabell,
    tilskudd: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def overskudd_foer_laan(
    brutto_driftsresultat: _Omraade,
    renteinntekter: _Omraade,
    renteutgifter: _Omraade,
    investeringer: _Omraade,
    tilskudd: _Omraade,
) -> Any:
    """Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - brutto investeringer
    + tilskudd, refusjon og salg.

    I Excel: =ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat; renteinntekter; renteutgifter;
        investeringer; tilskudd)

        brutto_driftsresultat: Brutto driftsresultat.
        renteinntekter: Renteinntekter.
        renteutgifter: Renteutgifter (positivt tall).
        investeringer: Brutto investeringsutgifter (positivt tall).
        tilskudd: Tilskudd, refusjoner og salgsinntekter til investeringene.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, tabell 0, s. 6.
    """

@overload
def handlingsrom(  # type: ignore[overload-overlap]
    netto_driftsresultat: _Enkel,
    bundne_fond: _Enkel,
    dekning: _Enkel,
    avdrag_avskrivninger: _Enkel,
    investeringsmoms: _Enkel,
) -> float | ExcelError: ...
@overload
def handlingsrom(
    netto_driftsresultat: _Enkel | _Tabell,
    bundne_fond: _Enkel | _Tabell,
    dekning: _Enkel | _Tabell,
    avdrag_avskrivninger: _Enkel | _Tabell,
    investeringsmoms: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def handlingsrom(
    netto_driftsresultat: _Omraade,
    bundne_fond: _Omraade,
    dekning: _Omraade,
    avdrag_avskrivninger: _Omraade,
    investeringsmoms: _Omraade,
) -> Any:
    """Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + (avdrag -
    avskrivninger) + investeringsmoms, med fortegn som i tabell 4.

    I Excel: =ASSS_HANDLINGSROM(netto_driftsresultat; bundne_fond; dekning; avdrag_avskrivninger;
        investeringsmoms)

        netto_driftsresultat: Netto driftsresultat.
        bundne_fond: Bruk (+) eller avsetning (-) til bundne fond.
        dekning: Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).
        avdrag_avskrivninger: Avdrag minus avskrivninger.
        investeringsmoms: Momsrefusjon av investeringer (negativt tall).

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, kap. 1.6.1 og tabell 4, s. 17-18.
    """

@overload
def finansieringsbehov(  # type: ignore[overload-overlap]
    netto_driftsresultat: _Enkel,
    investeringer: _Enkel,
    tilskudd: _Enkel,
    premieavvik: _Enkel,
) -> float | ExcelError: ...
@overload
def finansieringsbehov(
    netto_driftsresultat: _Enkel | _Tabell,
    investeringer: _Enkel | _Tabell,
    tilskudd: _Enkel | _Tabell,
    premieavvik: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def finansieringsbehov(
    netto_driftsresultat: _Omraade,
    investeringer: _Omraade,
    tilskudd: _Omraade,
    premieavvik: _Omraade,
) -> Any:
    """Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, refusjon og salg +
    premieavvik. Negativt tall = behov.

    I Excel: =ASSS_FINANSIERINGSBEHOV(netto_driftsresultat; investeringer; tilskudd; premieavvik)

        netto_driftsresultat: Netto driftsresultat.
        investeringer: Brutto investeringsutgifter (positivt tall).
        tilskudd: Tilskudd, refusjoner og salgsinntekter til investeringene.
        premieavvik: Premieavvik med fortegn som i tabell 5.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, kap. 1.7 og tabell 5, s. 20-21.
    """

@overload
def netto_bruk_av_laan(  # type: ignore[overload-overlap]
    bruk_av_laan: _Enkel,
    avdrag: _Enkel,
    mottatte_avdrag: _Enkel,
    utlaan: _Enkel,
    salg_av_aksjer: _Enkel,
    kjoep_av_aksjer: _Enkel,
) -> float | ExcelError: ...
@overload
def netto_bruk_av_laan(
    bruk_av_laan: _Enkel | _Tabell,
    avdrag: _Enkel | _Tabell,
    mottatte_avdrag: _Enkel | _Tabell,
    utlaan: _Enkel | _Tabell,
    salg_av_aksjer: _Enkel | _Tabell,
    kjoep_av_aksjer: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def netto_bruk_av_laan(
    bruk_av_laan: _Omraade,
    avdrag: _Omraade,
    mottatte_avdrag: _Omraade,
    utlaan: _Omraade,
    salg_av_aksjer: _Omraade,
    kjoep_av_aksjer: _Omraade,
) -> Any:
    """Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av aksjer - kjøp
    av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529).

    I Excel: =ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan; avdrag; mottatte_avdrag; utlaan; salg_av_aksjer;
        kjoep_av_aksjer)

        bruk_av_laan: Bruk av lån (art 910).
        avdrag: Avdragsutgifter (art 510, positivt tall).
        mottatte_avdrag: Mottatte avdrag på utlån (art 920).
        utlaan: Utlån (art 520, positivt tall).
        salg_av_aksjer: Salg av aksjer og andeler (art 929).
        kjoep_av_aksjer: Kjøp av aksjer og andeler (art 529, positivt tall).

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23.
    """

@overload
def netto_anskaffelse(  # type: ignore[overload-overlap]
    finansieringsbehov: _Enkel,
    netto_bruk_av_laan: _Enkel,
) -> float | ExcelError: ...
@overload
def netto_anskaffelse(
    finansieringsbehov: _Enkel | _Tabell,
    netto_bruk_av_laan: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def netto_anskaffelse(
    finansieringsbehov: _Omraade,
    netto_bruk_av_laan: _Omraade,
) -> Any:
    """Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån.

    I Excel: =ASSS_NETTO_ANSKAFFELSE(finansieringsbehov; netto_bruk_av_laan)

        finansieringsbehov: Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov).
        netto_bruk_av_laan: Fra ASSS_NETTO_BRUK_AV_LAAN, samme enhet.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23.
    """

def netto_laanegjeld(
    gjeld: _Omraade,
    fordringer: _Omraade,
) -> float | ExcelError:
    """Netto lånegjeld: sum gjeld minus sum fordringer.

    I Excel: =ASSS_NETTO_LAANEGJELD(gjeld; fordringer)

        gjeld: Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx). Tekst i
            første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler
            er ikke med.
        fordringer: Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx). Tekst i
            første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler
            er ikke med.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: samme som beløpene.
    Kilde: ASSS 2009, kap. 1.7 fotnote 6, tabell 5d og figur 11, s. 23-24.
    """

@overload
def pst_av_inntekt(  # type: ignore[overload-overlap]
    beloep: _Enkel,
    driftsinntekter: _Enkel,
) -> float | ExcelError: ...
@overload
def pst_av_inntekt(
    beloep: _Enkel | _Tabell,
    driftsinntekter: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def pst_av_inntekt(
    beloep: _Omraade,
    driftsinntekter: _Omraade,
) -> Any:
    """Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel som
    ASSS_INDEKS, med driftsinntektene som snitt.

    I Excel: =ASSS_PST_AV_INNTEKT(beloep; driftsinntekter)

        beloep: Beløpet.
        driftsinntekter: Kommunens driftsinntekter, samme enhet som beløpet.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: prosent.
    Kilde: ASSS 2009, kap. 1.1, s. 9.
    """

@overload
def kroner_av_inntekt(  # type: ignore[overload-overlap]
    prosentenheter: _Enkel,
    driftsinntekter: _Enkel,
) -> float | ExcelError: ...
@overload
def kroner_av_inntekt(
    prosentenheter: _Enkel | _Tabell,
    driftsinntekter: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def kroner_av_inntekt(
    prosentenheter: _Omraade,
    driftsinntekter: _Omraade,
) -> Any:
    """Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * driftsinntekter / 100.

    I Excel: =ASSS_KRONER_AV_INNTEKT(prosentenheter; driftsinntekter)

        prosentenheter: Forskjell i prosent av driftsinntektene. Skriv 5,1 for 5,1 prosent; en
            celle som viser 5,1 %, holder 0,051 og gir galt svar.
        driftsinntekter: Kommunens driftsinntekter.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som driftsinntekter.
    Kilde: ASSS 2009, kap. 0.2, s. 8.
    """

@overload
def vekst(  # type: ignore[overload-overlap]
    ny: _Enkel,
    gammel: _Enkel,
) -> float | ExcelError: ...
@overload
def vekst(
    ny: _Enkel | _Tabell,
    gammel: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def vekst(
    ny: _Omraade,
    gammel: _Omraade,
) -> Any:
    """Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et negativt tall
    finnes ingen vekst i prosent; svaret er en feilverdi.

    I Excel: =ASSS_VEKST(ny; gammel)

        ny: Årets verdi.
        gammel: Verdien i året det måles fra.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: prosent.
    Kilde: ASSS 2009, tabell 0 og 1, s. 6 og 11.
    """

@overload
def realvekst(  # type: ignore[overload-overlap]
    vekst: _Enkel,
    deflator: _Enkel,
    befolkning: _Enkel = ...,
) -> float | ExcelError: ...
@overload
def realvekst(
    vekst: _Enkel | _Tabell,
    deflator: _Enkel | _Tabell,
    befolkning: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def realvekst(
    vekst: _Omraade,
    deflator: _Omraade,
    befolkning: _Omraade = ...,
) -> Any:
    """Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for befolkningsvekst.

    I Excel: =ASSS_REALVEKST(vekst; deflator; [befolkning])

        vekst: Nominell vekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %,
            holder 0,051 og gir galt svar.
        deflator: Prisstigning (kostnadsdeflator) i prosent. Skriv 5,1 for 5,1 prosent; en celle
            som viser 5,1 %, holder 0,051 og gir galt svar.
        befolkning: Befolkningsvekst i prosent. Utelatt: 0. Skriv 5,1 for 5,1 prosent; en celle
            som viser 5,1 %, holder 0,051 og gir galt svar.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: prosent.
    Kilde: ASSS 2009, figur 2b, s. 12.
    """

@overload
def indeksserie(  # type: ignore[overload-overlap]
    verdi: _Enkel,
    basis: _Enkel,
) -> float | ExcelError: ...
@overload
def indeksserie(
    verdi: _Enkel | _Tabell,
    basis: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def indeksserie(
    verdi: _Omraade,
    basis: _Omraade,
) -> Any:
    """Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som ASSS_INDEKS, med
    basisåret som snitt.

    I Excel: =ASSS_INDEKSSERIE(verdi; basis)

        verdi: Verdi eller serie av verdier.
        basis: Verdien i basisåret.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: indeks, basisåret = 100.
    Kilde: ASSS 2009, figur 2, s. 11.
    """

@overload
def aarsverksvekst(  # type: ignore[overload-overlap]
    loennsvekst: _Enkel,
    aarsloennsvekst: _Enkel,
) -> float | ExcelError: ...
@overload
def aarsverksvekst(
    loennsvekst: _Enkel | _Tabell,
    aarsloennsvekst: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def aarsverksvekst(
    loennsvekst: _Omraade,
    aarsloennsvekst: _Omraade,
) -> Any:
    """Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst.
    Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator.

    I Excel: =ASSS_AARSVERKSVEKST(loennsvekst; aarsloennsvekst)

        loennsvekst: Vekst i lønnsutgifter uten sosiale utgifter, prosent. Skriv 5,1 for 5,1
            prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.
        aarsloennsvekst: Årslønnsvekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser
            5,1 %, holder 0,051 og gir galt svar.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: prosent.
    Kilde: ASSS 2009, kap. 1.3.1 og figur 3, s. 13.
    """

@overload
def per_innbygger(  # type: ignore[overload-overlap]
    beloep: _Enkel,
    innbyggere: _Enkel,
    enhet: _Enkel,
) -> float | ExcelError: ...
@overload
def per_innbygger(
    beloep: _Enkel | _Tabell,
    innbyggere: _Enkel | _Tabell,
    enhet: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def per_innbygger(
    beloep: _Omraade,
    innbyggere: _Omraade,
    enhet: _Omraade,
) -> Any:
    """Beløp per innbygger: beløp * enhet / innbyggere.

    I Excel: =ASSS_PER_INNBYGGER(beloep; innbyggere; enhet)

        beloep: Beløpet.
        innbyggere: Folketallet.
        enhet: Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for mill. kr.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kr per innbygger.
    Kilde: ASSS 2009, tabell 19, s. 35.
    """

def kostnadsindeks(
    vekter: _Omraade,
    indekser: _Omraade,
) -> float | ExcelError:
    """Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1. Vekter som ikke
    summerer til 1, og indekser i prosent gir en feilverdi.

    I Excel: =ASSS_KOSTNADSINDEKS(vekter; indekser)

        vekter: Kriterienes vekter i sektoren. Summen skal være 1 og kan avvike med 0,02 for
            avrunding.
        indekser: Kommunens kriterieindekser, i samme rekkefølge. Landet = 1: skriv 0,968, ikke
            96,8. Over 10 gir en feilverdi.

    Områdene kan være lister, arrayer, Series eller DataFrame. None, NaN, pd.NA og tekst er
    manglende tall, aldri null. Kan svaret ikke regnes ut, er det en ExcelError, for eksempel
    ExcelError('#N/A'). Series og DataFrame som hører sammen, passes sammen etter etikettene.

    Enhet: indeks, landet = 1.
    Kilde: ASSS 2009, kap. 2.1 og vedleggstabell 2, s. 25 og 39.
    """

@overload
def korreksjon(  # type: ignore[overload-overlap]
    snitt: _Enkel,
    indeks: _Enkel,
    vekt: _Enkel = ...,
) -> float | ExcelError: ...
@overload
def korreksjon(
    snitt: _Enkel | _Tabell,
    indeks: _Enkel | _Tabell,
    vekt: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def korreksjon(
    snitt: _Omraade,
    indeks: _Omraade,
    vekt: _Omraade = ...,
) -> Any:
    """Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt.

    I Excel: =ASSS_KORREKSJON(snitt; indeks; [vekt])

        snitt: Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.
        indeks: Kriteriets indeks eller sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke
            96,8. Over 10 gir en feilverdi.
        vekt: Kriteriets vekt i sektoren. Skriv 0,849, ikke 84,9: over 1,02 gir en feilverdi.
            Utelatt: 1, som gir sektorens samlede korreksjon.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kr per innbygger.
    Kilde: ASSS 2009, vedleggstabell 2, s. 39.
    """

@overload
def utgiftsbehov(  # type: ignore[overload-overlap]
    snitt: _Enkel,
    indeks: _Enkel,
    tillegg: _Enkel = ...,
) -> float | ExcelError: ...
@overload
def utgiftsbehov(
    snitt: _Enkel | _Tabell,
    indeks: _Enkel | _Tabell,
    tillegg: _Enkel | _Tabell = ...,
) -> _Tabell: ...
@overload
def utgiftsbehov(
    snitt: _Omraade,
    indeks: _Omraade,
    tillegg: _Omraade = ...,
) -> Any:
    """Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg.

    I Excel: =ASSS_UTGIFTSBEHOV(snitt; indeks; [tillegg])

        snitt: Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.
        indeks: Sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en
            feilverdi.
        tillegg: Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og
            frittstående skoler, minoritetsspråklige). Utelatt: 0.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: kr per innbygger.
    Kilde: ASSS 2009, kap. 2.3.2 og vedleggstabell 2, s. 33 og 39.
    """

@overload
def sosiale(  # type: ignore[overload-overlap]
    sosiale: _Enkel,
    netto: _Enkel,
    brutto: _Enkel,
) -> float | ExcelError: ...
@overload
def sosiale(
    sosiale: _Enkel | _Tabell,
    netto: _Enkel | _Tabell,
    brutto: _Enkel | _Tabell,
) -> _Tabell: ...
@overload
def sosiale(
    sosiale: _Omraade,
    netto: _Omraade,
    brutto: _Omraade,
) -> Any:
    """Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto.

    I Excel: =ASSS_SOSIALE(sosiale; netto; brutto)

        sosiale: Pensjonsinnskudd og arbeidsgiveravgift i sektoren.
        netto: Sektorens netto driftsutgifter.
        brutto: Sektorens brutto driftsutgifter, samme enhet som netto.

    Et manglende tall (None, NaN, pd.NA, tekst) er aldri null: svaret er da ExcelError('#N/A').
    En liste gir en liste. En array gir en array, en Series en Series og en DataFrame en DataFrame,
    med NaN der en feilverdi skulle stått. Series og DataFrame passes sammen etter etikettene.

    Enhet: samme som sosiale.
    Kilde: ASSS 2009, kap. 2.4, s. 37.
    """
