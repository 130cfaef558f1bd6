Attribute VB_Name = "ASSS_xl"
' Laget av asss_xl.addin.macros fra funksjonskatalogen; endringer her går tapt.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
Function ASSS_AARSVERKSVEKST(loennsvekst, aarsloennsvekst)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AARSVERKSVEKST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AARSVERKSVEKST", Array(loennsvekst, aarsloennsvekst), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AARSVERKSVEKST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AARSVERKSVEKST", Array(loennsvekst, aarsloennsvekst)))
        Exit Function
    #End If
failed:
    ASSS_AARSVERKSVEKST = ASSS_Feil(Err.Description)
End Function

Function ASSS_ANTALL(verdier)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_ANTALL = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_ANTALL", Array(verdier), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_ANTALL = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_ANTALL", Array(verdier)))
        Exit Function
    #End If
failed:
    ASSS_ANTALL = ASSS_Feil(Err.Description)
End Function

Function ASSS_AVSTAND_TIL_MAAL(verdi, maal, mengde)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AVSTAND_TIL_MAAL = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVSTAND_TIL_MAAL", Array(verdi, maal, mengde), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AVSTAND_TIL_MAAL = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVSTAND_TIL_MAAL", Array(verdi, maal, mengde)))
        Exit Function
    #End If
failed:
    ASSS_AVSTAND_TIL_MAAL = ASSS_Feil(Err.Description)
End Function

Function ASSS_AVVIK(verdi, snitt, Optional indeks, Optional tillegg)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AVVIK = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK", Array(verdi, snitt, indeks, tillegg), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AVVIK = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK", Array(verdi, snitt, indeks, tillegg)))
        Exit Function
    #End If
failed:
    ASSS_AVVIK = ASSS_Feil(Err.Description)
End Function

Function ASSS_AVVIK_BELOEP(avvik, innbyggere)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AVVIK_BELOEP = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_BELOEP", Array(avvik, innbyggere), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AVVIK_BELOEP = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_BELOEP", Array(avvik, innbyggere)))
        Exit Function
    #End If
failed:
    ASSS_AVVIK_BELOEP = ASSS_Feil(Err.Description)
End Function

Function ASSS_AVVIK_INNTEKT(egen, snitt, korreksjon, nivaa)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AVVIK_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_INNTEKT", Array(egen, snitt, korreksjon, nivaa), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AVVIK_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_INNTEKT", Array(egen, snitt, korreksjon, nivaa)))
        Exit Function
    #End If
failed:
    ASSS_AVVIK_INNTEKT = ASSS_Feil(Err.Description)
End Function

Function ASSS_AVVIK_PST(verdi, snitt, Optional indeks, Optional tillegg)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AVVIK_PST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_PST", Array(verdi, snitt, indeks, tillegg), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AVVIK_PST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_PST", Array(verdi, snitt, indeks, tillegg)))
        Exit Function
    #End If
failed:
    ASSS_AVVIK_PST = ASSS_Feil(Err.Description)
End Function

Function ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik, avskrivninger, snitt_avskrivninger)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_AVVIK_UTEN_AVSKRIVNINGER = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_UTEN_AVSKRIVNINGER", Array(avvik, avskrivninger, snitt_avskrivninger), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_AVVIK_UTEN_AVSKRIVNINGER = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_AVVIK_UTEN_AVSKRIVNINGER", Array(avvik, avskrivninger, snitt_avskrivninger)))
        Exit Function
    #End If
failed:
    ASSS_AVVIK_UTEN_AVSKRIVNINGER = ASSS_Feil(Err.Description)
End Function

Function ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter, driftsutgifter)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_BRUTTO_DRIFTSRESULTAT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_BRUTTO_DRIFTSRESULTAT", Array(driftsinntekter, driftsutgifter), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_BRUTTO_DRIFTSRESULTAT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_BRUTTO_DRIFTSRESULTAT", Array(driftsinntekter, driftsutgifter)))
        Exit Function
    #End If
failed:
    ASSS_BRUTTO_DRIFTSRESULTAT = ASSS_Feil(Err.Description)
End Function

Function ASSS_DEMOGRAFIINDEKS(satser, folketall, basis)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_DEMOGRAFIINDEKS = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_DEMOGRAFIINDEKS", Array(satser, folketall, basis), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_DEMOGRAFIINDEKS = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_DEMOGRAFIINDEKS", Array(satser, folketall, basis)))
        Exit Function
    #End If
failed:
    ASSS_DEMOGRAFIINDEKS = ASSS_Feil(Err.Description)
End Function

Function ASSS_DEMOGRAFIKOSTNAD(satser, folketall, basis)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_DEMOGRAFIKOSTNAD = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_DEMOGRAFIKOSTNAD", Array(satser, folketall, basis), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_DEMOGRAFIKOSTNAD = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_DEMOGRAFIKOSTNAD", Array(satser, folketall, basis)))
        Exit Function
    #End If
failed:
    ASSS_DEMOGRAFIKOSTNAD = ASSS_Feil(Err.Description)
End Function

Function ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, Optional avskrivninger)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_DISPONIBEL_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_DISPONIBEL_INNTEKT", Array(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_DISPONIBEL_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_DISPONIBEL_INNTEKT", Array(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger)))
        Exit Function
    #End If
failed:
    ASSS_DISPONIBEL_INNTEKT = ASSS_Feil(Err.Description)
End Function

Function ASSS_FINANSIERINGSBEHOV(netto_driftsresultat, investeringer, tilskudd, premieavvik)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_FINANSIERINGSBEHOV = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_FINANSIERINGSBEHOV", Array(netto_driftsresultat, investeringer, tilskudd, premieavvik), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_FINANSIERINGSBEHOV = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_FINANSIERINGSBEHOV", Array(netto_driftsresultat, investeringer, tilskudd, premieavvik)))
        Exit Function
    #End If
failed:
    ASSS_FINANSIERINGSBEHOV = ASSS_Feil(Err.Description)
End Function

Function ASSS_FUNN(indikator, verdi, snitt, Optional lavest, Optional hoeyest, Optional avrunding, Optional antall, Optional minste_antall, Optional rang, Optional gunstig, Optional desimaler)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_FUNN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_FUNN", Array(indikator, verdi, snitt, lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig, desimaler), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_FUNN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_FUNN", Array(indikator, verdi, snitt, lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig, desimaler)))
        Exit Function
    #End If
failed:
    ASSS_FUNN = ASSS_Feil(Err.Description)
End Function

Function ASSS_HANDLINGSROM(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_HANDLINGSROM = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_HANDLINGSROM", Array(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_HANDLINGSROM = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_HANDLINGSROM", Array(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms)))
        Exit Function
    #End If
failed:
    ASSS_HANDLINGSROM = ASSS_Feil(Err.Description)
End Function

Function ASSS_HOEYEST(verdier)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_HOEYEST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_HOEYEST", Array(verdier), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_HOEYEST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_HOEYEST", Array(verdier)))
        Exit Function
    #End If
failed:
    ASSS_HOEYEST = ASSS_Feil(Err.Description)
End Function

Function ASSS_INDEKS(verdi, snitt)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_INDEKS = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INDEKS", Array(verdi, snitt), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_INDEKS = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INDEKS", Array(verdi, snitt)))
        Exit Function
    #End If
failed:
    ASSS_INDEKS = ASSS_Feil(Err.Description)
End Function

Function ASSS_INDEKSSERIE(verdi, basis)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_INDEKSSERIE = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INDEKSSERIE", Array(verdi, basis), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_INDEKSSERIE = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INDEKSSERIE", Array(verdi, basis)))
        Exit Function
    #End If
failed:
    ASSS_INDEKSSERIE = ASSS_Feil(Err.Description)
End Function

Function ASSS_INDIKATORER(Optional tjeneste)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_INDIKATORER = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INDIKATORER", Array(tjeneste), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_INDIKATORER = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INDIKATORER", Array(tjeneste)))
        Exit Function
    #End If
failed:
    ASSS_INDIKATORER = ASSS_Feil(Err.Description)
End Function

Function ASSS_INNTEKTSNIVAA(egne, snitt, korreksjoner)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_INNTEKTSNIVAA = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INNTEKTSNIVAA", Array(egne, snitt, korreksjoner), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_INNTEKTSNIVAA = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_INNTEKTSNIVAA", Array(egne, snitt, korreksjoner)))
        Exit Function
    #End If
failed:
    ASSS_INNTEKTSNIVAA = ASSS_Feil(Err.Description)
End Function

Function ASSS_KORREKSJON(snitt, indeks, Optional vekt)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_KORREKSJON = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_KORREKSJON", Array(snitt, indeks, vekt), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_KORREKSJON = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_KORREKSJON", Array(snitt, indeks, vekt)))
        Exit Function
    #End If
failed:
    ASSS_KORREKSJON = ASSS_Feil(Err.Description)
End Function

Function ASSS_KOSTNADSINDEKS(indekser, vekter)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_KOSTNADSINDEKS = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_KOSTNADSINDEKS", Array(indekser, vekter), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_KOSTNADSINDEKS = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_KOSTNADSINDEKS", Array(indekser, vekter)))
        Exit Function
    #End If
failed:
    ASSS_KOSTNADSINDEKS = ASSS_Feil(Err.Description)
End Function

Function ASSS_KRONER_AV_INNTEKT(prosentenheter, driftsinntekter)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_KRONER_AV_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_KRONER_AV_INNTEKT", Array(prosentenheter, driftsinntekter), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_KRONER_AV_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_KRONER_AV_INNTEKT", Array(prosentenheter, driftsinntekter)))
        Exit Function
    #End If
failed:
    ASSS_KRONER_AV_INNTEKT = ASSS_Feil(Err.Description)
End Function

Function ASSS_LAVEST(verdier)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_LAVEST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_LAVEST", Array(verdier), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_LAVEST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_LAVEST", Array(verdier)))
        Exit Function
    #End If
failed:
    ASSS_LAVEST = ASSS_Feil(Err.Description)
End Function

Function ASSS_NETTO_ANSKAFFELSE(finansieringsbehov, netto_bruk_av_laan)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_NETTO_ANSKAFFELSE = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_ANSKAFFELSE", Array(finansieringsbehov, netto_bruk_av_laan), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_NETTO_ANSKAFFELSE = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_ANSKAFFELSE", Array(finansieringsbehov, netto_bruk_av_laan)))
        Exit Function
    #End If
failed:
    ASSS_NETTO_ANSKAFFELSE = ASSS_Feil(Err.Description)
End Function

Function ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_NETTO_BRUK_AV_LAAN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_BRUK_AV_LAAN", Array(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_NETTO_BRUK_AV_LAAN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_BRUK_AV_LAAN", Array(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer)))
        Exit Function
    #End If
failed:
    ASSS_NETTO_BRUK_AV_LAAN = ASSS_Feil(Err.Description)
End Function

Function ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_NETTO_DRIFTSRESULTAT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_DRIFTSRESULTAT", Array(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_NETTO_DRIFTSRESULTAT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_DRIFTSRESULTAT", Array(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag)))
        Exit Function
    #End If
failed:
    ASSS_NETTO_DRIFTSRESULTAT = ASSS_Feil(Err.Description)
End Function

Function ASSS_NETTO_LAANEGJELD(gjeld, fordringer)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_NETTO_LAANEGJELD = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_LAANEGJELD", Array(gjeld, fordringer), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_NETTO_LAANEGJELD = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_NETTO_LAANEGJELD", Array(gjeld, fordringer)))
        Exit Function
    #End If
failed:
    ASSS_NETTO_LAANEGJELD = ASSS_Feil(Err.Description)
End Function

Function ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_OVERSKUDD_FOER_LAAN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_OVERSKUDD_FOER_LAAN", Array(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_OVERSKUDD_FOER_LAAN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_OVERSKUDD_FOER_LAAN", Array(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd)))
        Exit Function
    #End If
failed:
    ASSS_OVERSKUDD_FOER_LAAN = ASSS_Feil(Err.Description)
End Function

Function ASSS_PER_INNBYGGER(beloep, innbyggere, enhet)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_PER_INNBYGGER = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_PER_INNBYGGER", Array(beloep, innbyggere, enhet), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_PER_INNBYGGER = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_PER_INNBYGGER", Array(beloep, innbyggere, enhet)))
        Exit Function
    #End If
failed:
    ASSS_PER_INNBYGGER = ASSS_Feil(Err.Description)
End Function

Function ASSS_PST_AV_INNTEKT(beloep, driftsinntekter)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_PST_AV_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_PST_AV_INNTEKT", Array(beloep, driftsinntekter), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_PST_AV_INNTEKT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_PST_AV_INNTEKT", Array(beloep, driftsinntekter)))
        Exit Function
    #End If
failed:
    ASSS_PST_AV_INNTEKT = ASSS_Feil(Err.Description)
End Function

Function ASSS_RANG(verdi, verdier)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_RANG = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_RANG", Array(verdi, verdier), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_RANG = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_RANG", Array(verdi, verdier)))
        Exit Function
    #End If
failed:
    ASSS_RANG = ASSS_Feil(Err.Description)
End Function

Function ASSS_RANG_LAVEST(verdi, verdier)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_RANG_LAVEST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_RANG_LAVEST", Array(verdi, verdier), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_RANG_LAVEST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_RANG_LAVEST", Array(verdi, verdier)))
        Exit Function
    #End If
failed:
    ASSS_RANG_LAVEST = ASSS_Feil(Err.Description)
End Function

Function ASSS_REALVEKST(vekst, deflator, Optional befolkning)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_REALVEKST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_REALVEKST", Array(vekst, deflator, befolkning), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_REALVEKST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_REALVEKST", Array(vekst, deflator, befolkning)))
        Exit Function
    #End If
failed:
    ASSS_REALVEKST = ASSS_Feil(Err.Description)
End Function

Function ASSS_RESSURSBRUK(netto_driftsutgifter, korrigert_snitt, kostnadsindeks)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_RESSURSBRUK = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_RESSURSBRUK", Array(netto_driftsutgifter, korrigert_snitt, kostnadsindeks), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_RESSURSBRUK = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_RESSURSBRUK", Array(netto_driftsutgifter, korrigert_snitt, kostnadsindeks)))
        Exit Function
    #End If
failed:
    ASSS_RESSURSBRUK = ASSS_Feil(Err.Description)
End Function

Function ASSS_SNITT(verdier, Optional vekter)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_SNITT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_SNITT", Array(verdier, vekter), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_SNITT = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_SNITT", Array(verdier, vekter)))
        Exit Function
    #End If
failed:
    ASSS_SNITT = ASSS_Feil(Err.Description)
End Function

Function ASSS_SNITT_UTEN(verdier, enheter, uten, Optional vekter)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_SNITT_UTEN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_SNITT_UTEN", Array(verdier, enheter, uten, vekter), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_SNITT_UTEN = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_SNITT_UTEN", Array(verdier, enheter, uten, vekter)))
        Exit Function
    #End If
failed:
    ASSS_SNITT_UTEN = ASSS_Feil(Err.Description)
End Function

Function ASSS_SOSIALE(sosiale, netto, brutto)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_SOSIALE = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_SOSIALE", Array(sosiale, netto, brutto), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_SOSIALE = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_SOSIALE", Array(sosiale, netto, brutto)))
        Exit Function
    #End If
failed:
    ASSS_SOSIALE = ASSS_Feil(Err.Description)
End Function

Function ASSS_UTGIFTSBEHOV(snitt, indeks, Optional tillegg)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_UTGIFTSBEHOV = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_UTGIFTSBEHOV", Array(snitt, indeks, tillegg), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_UTGIFTSBEHOV = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_UTGIFTSBEHOV", Array(snitt, indeks, tillegg)))
        Exit Function
    #End If
failed:
    ASSS_UTGIFTSBEHOV = ASSS_Feil(Err.Description)
End Function

Function ASSS_VEKST(ny, gammel)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_VEKST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_VEKST", Array(ny, gammel), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_VEKST = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_VEKST", Array(ny, gammel)))
        Exit Function
    #End If
failed:
    ASSS_VEKST = ASSS_Feil(Err.Description)
End Function

Function ASSS_VERDI(kommune, indikator, Optional aar)
    #If App = "Microsoft Excel" Then
        If TypeOf Application.Caller Is Range Then On Error GoTo failed
        ASSS_VERDI = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_VERDI", Array(kommune, indikator, aar), ActiveWorkbook, Application.Caller))
        Exit Function
    #Else
        ASSS_VERDI = ASSS_Svar(XLPy.CallUDF("asss_xl.addin.udf", "ASSS_VERDI", Array(kommune, indikator, aar)))
        Exit Function
    #End If
failed:
    ASSS_VERDI = ASSS_Feil(Err.Description)
End Function

