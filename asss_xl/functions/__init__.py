"""What Excel can call: the method of the ASSS reports, a module per chapter.

Each function is defined once, as Python and as an Excel expression over the same parameters.
Importing this package fills :data:`CATALOGUE`, which maps Excel names to functions.
"""

from asss_xl.functions.avvik import (
    avstand_til_maal,
    avvik,
    avvik_beloep,
    avvik_inntekt,
    avvik_pst,
    avvik_uten_avskrivninger,
    disponibel_inntekt,
    inntektsnivaa,
)
from asss_xl.functions.catalogue import CATALOGUE, CATEGORIES, Function, Parameter
from asss_xl.functions.demografi import demografiindeks, demografikostnad
from asss_xl.functions.funn import funn
from asss_xl.functions.produksjon import effektivitet, produksjonsindeks
from asss_xl.functions.profil import (
    antall,
    hoeyest,
    indeks,
    lavest,
    rang,
    rang_lavest,
    ressursbruk,
    snitt,
    snitt_uten,
)
from asss_xl.functions.regnskap import (
    aarsverksvekst,
    brutto_driftsresultat,
    finansieringsbehov,
    handlingsrom,
    indeksserie,
    kroner_av_inntekt,
    netto_anskaffelse,
    netto_bruk_av_laan,
    netto_driftsresultat,
    netto_laanegjeld,
    overskudd_foer_laan,
    per_innbygger,
    pst_av_inntekt,
    realvekst,
    vekst,
)
from asss_xl.functions.utgiftsbehov import korreksjon, kostnadsindeks, sosiale, utgiftsbehov
