Attribute VB_Name = "ASSS_xl"
' Laget med tools.make fra funksjonskatalogen; endringer her går tapt.
Option Explicit

Public Function ASSS_AARSVERKSVEKST(loennsvekst As Variant, aarsloennsvekst As Variant) As Variant
    ASSS_AARSVERKSVEKST = ASSS_Kall("ASSS_AARSVERKSVEKST", Array(loennsvekst, aarsloennsvekst), True)
End Function

Public Function ASSS_ANTALL(verdier As Variant) As Variant
    ASSS_ANTALL = ASSS_Kall("ASSS_ANTALL", Array(verdier), False)
End Function

Public Function ASSS_AVSTAND_TIL_MAAL(verdi As Variant, maal As Variant, mengde As Variant) As Variant
    ASSS_AVSTAND_TIL_MAAL = ASSS_Kall("ASSS_AVSTAND_TIL_MAAL", Array(verdi, maal, mengde), True)
End Function

Public Function ASSS_AVVIK(verdi As Variant, snitt As Variant, Optional indeks As Variant, Optional tillegg As Variant) As Variant
    ASSS_AVVIK = ASSS_Kall("ASSS_AVVIK", Array(verdi, snitt, indeks, tillegg), True)
End Function

Public Function ASSS_AVVIK_BELOEP(avvik As Variant, innbyggere As Variant) As Variant
    ASSS_AVVIK_BELOEP = ASSS_Kall("ASSS_AVVIK_BELOEP", Array(avvik, innbyggere), True)
End Function

Public Function ASSS_AVVIK_INNTEKT(egen As Variant, snitt As Variant, nivaa As Variant, korreksjon As Variant) As Variant
    ASSS_AVVIK_INNTEKT = ASSS_Kall("ASSS_AVVIK_INNTEKT", Array(egen, snitt, nivaa, korreksjon), True)
End Function

Public Function ASSS_AVVIK_PST(verdi As Variant, snitt As Variant, Optional indeks As Variant, Optional tillegg As Variant) As Variant
    ASSS_AVVIK_PST = ASSS_Kall("ASSS_AVVIK_PST", Array(verdi, snitt, indeks, tillegg), True)
End Function

Public Function ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik As Variant, avskrivninger As Variant, snitt_avskrivninger As Variant) As Variant
    ASSS_AVVIK_UTEN_AVSKRIVNINGER = ASSS_Kall("ASSS_AVVIK_UTEN_AVSKRIVNINGER", Array(avvik, avskrivninger, snitt_avskrivninger), True)
End Function

Public Function ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter As Variant, driftsutgifter As Variant) As Variant
    ASSS_BRUTTO_DRIFTSRESULTAT = ASSS_Kall("ASSS_BRUTTO_DRIFTSRESULTAT", Array(driftsinntekter, driftsutgifter), True)
End Function

Public Function ASSS_DEMOGRAFIINDEKS(satser As Variant, folketall As Variant, basis As Variant) As Variant
    ASSS_DEMOGRAFIINDEKS = ASSS_Kall("ASSS_DEMOGRAFIINDEKS", Array(satser, folketall, basis), False)
End Function

Public Function ASSS_DEMOGRAFIKOSTNAD(satser As Variant, folketall As Variant, basis As Variant) As Variant
    ASSS_DEMOGRAFIKOSTNAD = ASSS_Kall("ASSS_DEMOGRAFIKOSTNAD", Array(satser, folketall, basis), False)
End Function

Public Function ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter As Variant, renter_avdrag As Variant, premieavvik As Variant, netto_driftsresultat As Variant, Optional avskrivninger As Variant) As Variant
    ASSS_DISPONIBEL_INNTEKT = ASSS_Kall("ASSS_DISPONIBEL_INNTEKT", Array(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger), True)
End Function

Public Function ASSS_EFFEKTIVITET(produksjon As Variant, ressursbruk As Variant) As Variant
    ASSS_EFFEKTIVITET = ASSS_Kall("ASSS_EFFEKTIVITET", Array(produksjon, ressursbruk), True)
End Function

Public Function ASSS_FINANSIERINGSBEHOV(netto_driftsresultat As Variant, investeringer As Variant, tilskudd As Variant, premieavvik As Variant) As Variant
    ASSS_FINANSIERINGSBEHOV = ASSS_Kall("ASSS_FINANSIERINGSBEHOV", Array(netto_driftsresultat, investeringer, tilskudd, premieavvik), True)
End Function

Public Function ASSS_FUNN(indikator As Variant, verdi As Variant, snitt As Variant, Optional lavest As Variant, Optional hoeyest As Variant, Optional avrunding As Variant, Optional antall As Variant, Optional minste_antall As Variant, Optional rang As Variant, Optional gunstig As Variant, Optional desimaler As Variant) As Variant
    ASSS_FUNN = ASSS_Kall("ASSS_FUNN", Array(indikator, verdi, snitt, lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig, desimaler), False)
End Function

Public Function ASSS_HANDLINGSROM(netto_driftsresultat As Variant, bundne_fond As Variant, dekning As Variant, avdrag_avskrivninger As Variant, investeringsmoms As Variant) As Variant
    ASSS_HANDLINGSROM = ASSS_Kall("ASSS_HANDLINGSROM", Array(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms), True)
End Function

Public Function ASSS_HOEYEST(verdier As Variant) As Variant
    ASSS_HOEYEST = ASSS_Kall("ASSS_HOEYEST", Array(verdier), False)
End Function

Public Function ASSS_INDEKS(verdi As Variant, snitt As Variant) As Variant
    ASSS_INDEKS = ASSS_Kall("ASSS_INDEKS", Array(verdi, snitt), True)
End Function

Public Function ASSS_INDEKSSERIE(verdi As Variant, basis As Variant) As Variant
    ASSS_INDEKSSERIE = ASSS_Kall("ASSS_INDEKSSERIE", Array(verdi, basis), True)
End Function

Public Function ASSS_INDIKATORER(Optional tjeneste As Variant) As Variant
    ASSS_INDIKATORER = ASSS_Kall("ASSS_INDIKATORER", Array(tjeneste), False)
End Function

Public Function ASSS_INNTEKTSNIVAA(egne As Variant, snitt As Variant, korreksjoner As Variant) As Variant
    ASSS_INNTEKTSNIVAA = ASSS_Kall("ASSS_INNTEKTSNIVAA", Array(egne, snitt, korreksjoner), False)
End Function

Public Function ASSS_KORREKSJON(snitt As Variant, indeks As Variant, Optional vekt As Variant) As Variant
    ASSS_KORREKSJON = ASSS_Kall("ASSS_KORREKSJON", Array(snitt, indeks, vekt), True)
End Function

Public Function ASSS_KOSTNADSINDEKS(vekter As Variant, indekser As Variant) As Variant
    ASSS_KOSTNADSINDEKS = ASSS_Kall("ASSS_KOSTNADSINDEKS", Array(vekter, indekser), False)
End Function

Public Function ASSS_KRONER_AV_INNTEKT(prosentenheter As Variant, driftsinntekter As Variant) As Variant
    ASSS_KRONER_AV_INNTEKT = ASSS_Kall("ASSS_KRONER_AV_INNTEKT", Array(prosentenheter, driftsinntekter), True)
End Function

Public Function ASSS_LAVEST(verdier As Variant) As Variant
    ASSS_LAVEST = ASSS_Kall("ASSS_LAVEST", Array(verdier), False)
End Function

Public Function ASSS_NETTO_ANSKAFFELSE(finansieringsbehov As Variant, netto_bruk_av_laan As Variant) As Variant
    ASSS_NETTO_ANSKAFFELSE = ASSS_Kall("ASSS_NETTO_ANSKAFFELSE", Array(finansieringsbehov, netto_bruk_av_laan), True)
End Function

Public Function ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan As Variant, avdrag As Variant, mottatte_avdrag As Variant, utlaan As Variant, salg_av_aksjer As Variant, kjoep_av_aksjer As Variant) As Variant
    ASSS_NETTO_BRUK_AV_LAAN = ASSS_Kall("ASSS_NETTO_BRUK_AV_LAAN", Array(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer), True)
End Function

Public Function ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat As Variant, renteinntekter As Variant, renteutgifter As Variant, avdrag As Variant) As Variant
    ASSS_NETTO_DRIFTSRESULTAT = ASSS_Kall("ASSS_NETTO_DRIFTSRESULTAT", Array(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag), True)
End Function

Public Function ASSS_NETTO_LAANEGJELD(gjeld As Variant, fordringer As Variant) As Variant
    ASSS_NETTO_LAANEGJELD = ASSS_Kall("ASSS_NETTO_LAANEGJELD", Array(gjeld, fordringer), False)
End Function

Public Function ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat As Variant, renteinntekter As Variant, renteutgifter As Variant, investeringer As Variant, tilskudd As Variant) As Variant
    ASSS_OVERSKUDD_FOER_LAAN = ASSS_Kall("ASSS_OVERSKUDD_FOER_LAAN", Array(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd), True)
End Function

Public Function ASSS_PER_INNBYGGER(beloep As Variant, innbyggere As Variant, enhet As Variant) As Variant
    ASSS_PER_INNBYGGER = ASSS_Kall("ASSS_PER_INNBYGGER", Array(beloep, innbyggere, enhet), True)
End Function

Public Function ASSS_PRODUKSJONSINDEKS(vekter As Variant, indekser As Variant) As Variant
    ASSS_PRODUKSJONSINDEKS = ASSS_Kall("ASSS_PRODUKSJONSINDEKS", Array(vekter, indekser), False)
End Function

Public Function ASSS_PST_AV_INNTEKT(beloep As Variant, driftsinntekter As Variant) As Variant
    ASSS_PST_AV_INNTEKT = ASSS_Kall("ASSS_PST_AV_INNTEKT", Array(beloep, driftsinntekter), True)
End Function

Public Function ASSS_RANG(verdi As Variant, verdier As Variant) As Variant
    ASSS_RANG = ASSS_Kall("ASSS_RANG", Array(verdi, verdier), False)
End Function

Public Function ASSS_RANG_LAVEST(verdi As Variant, verdier As Variant) As Variant
    ASSS_RANG_LAVEST = ASSS_Kall("ASSS_RANG_LAVEST", Array(verdi, verdier), False)
End Function

Public Function ASSS_REALVEKST(vekst As Variant, deflator As Variant, Optional befolkning As Variant) As Variant
    ASSS_REALVEKST = ASSS_Kall("ASSS_REALVEKST", Array(vekst, deflator, befolkning), True)
End Function

Public Function ASSS_RESSURSBRUK(netto_driftsutgifter As Variant, korrigert_snitt As Variant, kostnadsindeks As Variant) As Variant
    ASSS_RESSURSBRUK = ASSS_Kall("ASSS_RESSURSBRUK", Array(netto_driftsutgifter, korrigert_snitt, kostnadsindeks), True)
End Function

Public Function ASSS_SNITT(verdier As Variant, Optional vekter As Variant) As Variant
    ASSS_SNITT = ASSS_Kall("ASSS_SNITT", Array(verdier, vekter), False)
End Function

Public Function ASSS_SNITT_UTEN(verdier As Variant, enheter As Variant, uten As Variant, Optional vekter As Variant) As Variant
    ASSS_SNITT_UTEN = ASSS_Kall("ASSS_SNITT_UTEN", Array(verdier, enheter, uten, vekter), False)
End Function

Public Function ASSS_SOSIALE(sosiale As Variant, netto As Variant, brutto As Variant) As Variant
    ASSS_SOSIALE = ASSS_Kall("ASSS_SOSIALE", Array(sosiale, netto, brutto), True)
End Function

Public Function ASSS_UTGIFTSBEHOV(snitt As Variant, indeks As Variant, Optional tillegg As Variant) As Variant
    ASSS_UTGIFTSBEHOV = ASSS_Kall("ASSS_UTGIFTSBEHOV", Array(snitt, indeks, tillegg), True)
End Function

Public Function ASSS_VEKST(ny As Variant, gammel As Variant) As Variant
    ASSS_VEKST = ASSS_Kall("ASSS_VEKST", Array(ny, gammel), True)
End Function

Public Function ASSS_VERDI(kommune As Variant, indikator As Variant, Optional aar As Variant) As Variant
    ASSS_VERDI = ASSS_Kall("ASSS_VERDI", Array(kommune, indikator, aar), True)
End Function
