Attribute VB_Name = "ASSS_funksjoner"
' Laget med tools.make fra funksjonskatalogen; endringer her går tapt.
Option Explicit
Option Private Module

' Hjelpetekst i funksjonsveiviseren. Excel nekter så lenge tillegget er skjult.
Public Sub ASSS_Registrer()
    On Error Resume Next
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    Registrer "ASSS_AVVIK", "Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg).", _
        "Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.", _
        "Landets eller nettverkets snitt av det samme.", _
        "Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi. Utelatt: 1.", _
        "Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0."
    Registrer "ASSS_AVVIK_PST", "Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. Er det negativt, er svaret en feilverdi.", _
        "Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.", _
        "Landets eller nettverkets snitt av det samme.", _
        "Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi. Utelatt: 1.", _
        "Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0."
    Registrer "ASSS_AVVIK_UTEN_AVSKRIVNINGER", "Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): avvik - (avskrivninger - snitt_avskrivninger).", _
        "Ukorrigert avvik fra landet, kr per innbygger, med avskrivninger.", _
        "Kommunens avskrivninger i sektoren, kr per innbygger.", _
        "Landets avskrivninger i sektoren, kr per innbygger."
    Registrer "ASSS_AVSTAND_TIL_MAAL", "Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når målet er lavere enn verdien.", _
        "Kommunens verdi i kroner per enhet, for eksempel per innbygger.", _
        "Målet, samme enhet som verdi; for eksempel snittet i nettverket.", _
        "Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i prosent av driftsinntektene: driftsinntektene i kroner delt på 100."
    Registrer "ASSS_AVVIK_BELOEP", "Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000.", _
        "Avvik i kroner per innbygger.", _
        "Kommunens folketall."
    Registrer "ASSS_INNTEKTSNIVAA", "Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er trukket ut: (sum egne - sum korreksjoner) / sum snitt.", _
        "Kommunens bruk per anvendelse, kr per innbygger, uten sosiale lønnsutgifter.", _
        "Landets snitt per anvendelse, i samme rekkefølge.", _
        "Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke finnes kostnadsnøkkel."
    Registrer "ASSS_AVVIK_INNTEKT", "Avvik fra landets snitt ved kommunens eget inntektsnivå: egen - (snitt * nivaa + korreksjon). Samme formel som ASSS_AVVIK, med nivaa som indeks og korreksjon som tillegg.", _
        "Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter.", _
        "Landets snitt, kr per innbygger.", _
        "Inntektsnivået fra ASSS_INNTEKTSNIVAA. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.", _
        "Korreksjon for utgiftsbehov, kr per innbygger."
    Registrer "ASSS_DISPONIBEL_INNTEKT", "Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto driftsresultat - avskrivninger.", _
        "Sum netto driftsutgifter (eller avvik fra landet), kr per innbygger.", _
        "Renter og avdrag.", _
        "Premieavvik.", _
        "Netto driftsresultat.", _
        "Avskrivninger som ligger i netto driftsutgifter. Utelatt: 0."
    Registrer "ASSS_DEMOGRAFIKOSTNAD", "Demografikostnad: hva utgiftene må øke med når satsene er uendret og folketallet endrer seg. Sum av sats * (folketall - basis).", _
        "Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.", _
        "Innbyggere i hver aldersgruppe i året som beregnes.", _
        "Innbyggere i hver aldersgruppe i basisåret."
    Registrer "ASSS_DEMOGRAFIINDEKS", "Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100.", _
        "Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.", _
        "Innbyggere i hver aldersgruppe i året som beregnes.", _
        "Innbyggere i hver aldersgruppe i basisåret."
    Registrer "ASSS_FUNN", "Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når for få kommuner har tall eller forskjellen er innenfor avrundingen. Plassen sies ikke der færre enn tr" & _
            "e har tall. Et negativt snitt gir en feilverdi.", _
        "Navnet som setningen skal begynne med; tomt gir bare avviket.", _
        "Kommunens verdi.", _
        "Nettverkets snitt.", _
        "Laveste verdi i nettverket, hvis den er kjent.", _
        "Høyeste verdi i nettverket, hvis den er kjent.", _
        "Største forskjell som avrundingen av de trykte tallene kan forklare.", _
        "Hvor mange kommuner som har tall.", _
        "Færrest kommuner som indikatoren kan sammenliknes for.", _
        "Kommunens plass fra ASSS_RANG, hvis den er kjent. «Nest lavest» sies bare når lavest er oppgitt: flere kan dele siste plass.", _
        "høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt. Andre ord gir en feilverdi.", _
        "Antall desimaler i prosenten, 0 til 3. Utelatt: 0."
    Registrer "ASSS_PRODUKSJONSINDEKS", "Produksjonsindeks for en tjeneste: summen av vekt ganger indeks, der indeksen er 100 * egen verdi / snitt. Snittet = 100. Vekter som ikke summerer til 1, gir en feilverdi.", _
        "Indikatorenes vekter i tjenesten. Summen skal være 1 og kan avvike med 0,02 for avrunding.", _
        "Kommunens indekser (ASSS_INDEKS), i samme rekkefølge. Snittet = 100: skriv 97,6, ikke 0,976. Er alle under 10, blir svaret en feilverdi."
    Registrer "ASSS_EFFEKTIVITET", "Effektivitet: produksjonen i prosent av ressursbruken, begge mot nettverkets snitt. 100 = like mye produksjon for pengene som snittet, så langt indikatorene måler den.", _
        "Tjenestens produksjonsindeks (ASSS_PRODUKSJONSINDEKS). Under 0 gir en feilverdi.", _
        "Indeksen for det tjenesten bruker. Snittet = 100: skriv 97,6, ikke 0,976. Under 10 gir en feilverdi."
    Registrer "ASSS_INDEKS", "Kommunens verdi i prosent av snittet: 100 * verdi / snitt. Snittet = 100. Et negativt snitt gir ingen indeks, men en feilverdi.", _
        "Kommunens verdi.", _
        "Nettverkets snitt."
    Registrer "ASSS_RESSURSBRUK", "Ressursbruksindikator: netto driftsutgifter korrigert for utgiftsbehov, i forhold til nettverkets snitt av det samme. 1 = snittet.", _
        "Kommunens netto driftsutgifter, kr per innbygger.", _
        "Nettverkets snitt av netto driftsutgifter delt på kostnadsindeks, ikke snittet av netto driftsutgifter alene. For landet er de to like.", _
        "Kommunens kostnadsindeks for tjenesten. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi."
    Registrer "ASSS_SNITT", "Nettverkets snitt over kommunene som har en verdi, uveid eller veid.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.", _
        "Vekter, for eksempel innbyggere, i samme rekkefølge. Utelatt: uveid."
    Registrer "ASSS_SNITT_UTEN", "Snitt uten bestemte kommuner, for eksempel uten Oslo og uten kommunen selv. Et navn som ikke står blant enhetene, gir en feilverdi.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.", _
        "Kommunenavnene, i samme rekkefølge som verdiene. En verdi uten navn gir en feilverdi.", _
        "Kommunen som skal holdes utenfor, eller flere i én rad eller kolonne; skrevet som i enheter (store og små bokstaver er like).", _
        "Vekter i samme rekkefølge. Utelatt: uveid."
    Registrer "ASSS_LAVEST", "Laveste verdi i nettverket; manglende verdier er ikke med.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det."
    Registrer "ASSS_HOEYEST", "Høyeste verdi i nettverket; manglende verdier er ikke med.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det."
    Registrer "ASSS_ANTALL", "Hvor mange kommuner som har en verdi.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det."
    Registrer "ASSS_RANG", "Kommunens plass i nettverket regnet fra høyest. Like verdier deler plass.", _
        "Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det."
    Registrer "ASSS_RANG_LAVEST", "Kommunens plass i nettverket regnet fra lavest. Like verdier deler plass.", _
        "Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver.", _
        "Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det."
    Registrer "ASSS_BRUTTO_DRIFTSRESULTAT", "Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter.", _
        "Driftsinntekter.", _
        "Driftsutgifter uten avskrivninger."
    Registrer "ASSS_NETTO_DRIFTSRESULTAT", "Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - netto avdrag.", _
        "Brutto driftsresultat.", _
        "Renteinntekter, utbytte og finansielle gevinster.", _
        "Renteutgifter, provisjoner og finansielle tap (positivt tall).", _
        "Netto avdrag (positivt tall)."
    Registrer "ASSS_OVERSKUDD_FOER_LAAN", "Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - brutto investeringer + tilskudd, refusjon og salg.", _
        "Brutto driftsresultat.", _
        "Renteinntekter.", _
        "Renteutgifter (positivt tall).", _
        "Brutto investeringsutgifter (positivt tall).", _
        "Tilskudd, refusjoner og salgsinntekter til investeringene."
    Registrer "ASSS_HANDLINGSROM", "Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + (avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4.", _
        "Netto driftsresultat.", _
        "Bruk (+) eller avsetning (-) til bundne fond.", _
        "Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).", _
        "Avdrag minus avskrivninger.", _
        "Momsrefusjon av investeringer (negativt tall)."
    Registrer "ASSS_FINANSIERINGSBEHOV", "Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, refusjon og salg + premieavvik. Negativt tall = behov.", _
        "Netto driftsresultat.", _
        "Brutto investeringsutgifter (positivt tall).", _
        "Tilskudd, refusjoner og salgsinntekter til investeringene.", _
        "Premieavvik med fortegn som i tabell 5."
    Registrer "ASSS_NETTO_BRUK_AV_LAAN", "Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av aksjer - kjøp av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529).", _
        "Bruk av lån (art 910).", _
        "Avdragsutgifter (art 510, positivt tall).", _
        "Mottatte avdrag på utlån (art 920).", _
        "Utlån (art 520, positivt tall).", _
        "Salg av aksjer og andeler (art 929).", _
        "Kjøp av aksjer og andeler (art 529, positivt tall)."
    Registrer "ASSS_NETTO_ANSKAFFELSE", "Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån.", _
        "Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov).", _
        "Fra ASSS_NETTO_BRUK_AV_LAAN, samme enhet."
    Registrer "ASSS_NETTO_LAANEGJELD", "Netto lånegjeld: sum gjeld minus sum fordringer.", _
        "Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx). Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med.", _
        "Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx). Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med."
    Registrer "ASSS_PST_AV_INNTEKT", "Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel som ASSS_INDEKS, med driftsinntektene som snitt.", _
        "Beløpet.", _
        "Kommunens driftsinntekter, samme enhet som beløpet."
    Registrer "ASSS_KRONER_AV_INNTEKT", "Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * driftsinntekter / 100.", _
        "Forskjell i prosent av driftsinntektene. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.", _
        "Kommunens driftsinntekter."
    Registrer "ASSS_VEKST", "Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et negativt tall finnes ingen vekst i prosent; svaret er en feilverdi.", _
        "Årets verdi.", _
        "Verdien i året det måles fra."
    Registrer "ASSS_REALVEKST", "Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for befolkningsvekst.", _
        "Nominell vekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.", _
        "Prisstigning (kostnadsdeflator) i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.", _
        "Befolkningsvekst i prosent. Utelatt: 0. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar."
    Registrer "ASSS_INDEKSSERIE", "Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som ASSS_INDEKS, med basisåret som snitt.", _
        "Verdi eller serie av verdier.", _
        "Verdien i basisåret."
    Registrer "ASSS_AARSVERKSVEKST", "Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst. Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator.", _
        "Vekst i lønnsutgifter uten sosiale utgifter, prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.", _
        "Årslønnsvekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar."
    Registrer "ASSS_PER_INNBYGGER", "Beløp per innbygger: beløp * enhet / innbyggere.", _
        "Beløpet.", _
        "Folketallet.", _
        "Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for mill. kr."
    Registrer "ASSS_KOSTNADSINDEKS", "Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1. Vekter som ikke summerer til 1, og indekser i prosent gir en feilverdi.", _
        "Kriterienes vekter i sektoren. Summen skal være 1 og kan avvike med 0,02 for avrunding.", _
        "Kommunens kriterieindekser, i samme rekkefølge. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi."
    Registrer "ASSS_KORREKSJON", "Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt.", _
        "Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.", _
        "Kriteriets indeks eller sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.", _
        "Kriteriets vekt i sektoren. Skriv 0,849, ikke 84,9: over 1,02 gir en feilverdi. Utelatt: 1, som gir sektorens samlede korreksjon."
    Registrer "ASSS_UTGIFTSBEHOV", "Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg.", _
        "Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.", _
        "Sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.", _
        "Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og frittstående skoler, minoritetsspråklige). Utelatt: 0."
    Registrer "ASSS_SOSIALE", "Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto.", _
        "Pensjonsinnskudd og arbeidsgiveravgift i sektoren.", _
        "Sektorens netto driftsutgifter.", _
        "Sektorens brutto driftsutgifter, samme enhet som netto."
    Registrer "ASSS_VERDI", "Et tall fra datapakken som er valgt: en indikator i en tjeneste, eller en linje i en tabell.", _
        "Kommunens navn, eller snitt, lavest eller høyest i nettverket.", _
        "Indikatorens navn, tjeneste/nummer (grunnskole/3), tjeneste/navn, eller tabell/linje/enhet (Tabell 0/Driftsinntekter/1000 kr).", _
        "Årstall. Utelatt: rapportåret."
    Registrer "ASSS_INDIKATORER", "Indikatorene i datapakken som er valgt, som tabell: nøkkel, navn, enhet, kommunens verdi, snitt, lavest og høyest.", _
        "Tjenestens navn eller nøkkel. Utelatt: alle."
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub

Private Sub Registrer(navn As String, beskrivelse As String, ParamArray argumenter())
    Dim tekster As Variant
    tekster = argumenter
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & navn, _
        Description:=beskrivelse, Category:="ASSS", ArgumentDescriptions:=tekster
End Sub

Public Function ASSS_Funksjonsliste() As Variant
    Dim rader(1 To 44, 1 To 5) As Variant
    Rad rader, 1, "Gruppe", "Funksjon", "Beskrivelse", "Enhet", "Kilde"
    Rad rader, 2, "Avvik", _
        "ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])", _
        "Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg). Argumenter: verdi: Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger; snit" & _
            "t: Landets eller nettverkets snitt av det samme; indeks: Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi. Utelatt: 1; tilleg" & _
            "g: Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.", _
        "samme som verdi", _
        "ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38"
    Rad rader, 3, "Avvik", _
        "ASSS_AVVIK_PST(verdi; snitt; [indeks]; [tillegg])", _
        "Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. Er det negativt, er svaret en feilverdi. Argumenter: verdi: Kommunens verdi, for eksempel netto d" & _
            "riftsutgifter i kroner per innbygger; snitt: Landets eller nettverkets snitt av det samme; indeks: Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8. Ov" & _
            "er 10 gir en feilverdi. Utelatt: 1; tillegg: Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.", _
        "prosent", _
        "ASSS 2009, kap. 2.3.2, s. 32"
    Rad rader, 4, "Avvik", _
        "ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik; avskrivninger; snitt_avskrivninger)", _
        "Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): avvik - (avskrivninger - snitt_avskrivninger). Argumenter: avvik: Ukorrigert avvik fra landet, kr per i" & _
            "nnbygger, med avskrivninger; avskrivninger: Kommunens avskrivninger i sektoren, kr per innbygger; snitt_avskrivninger: Landets avskrivninger i sektoren, kr per innbygger.", _
        "kr per innbygger", _
        "ASSS 2009, kap. 2.3 og vedleggstabell 1, s. 31-38"
    Rad rader, 5, "Avvik", _
        "ASSS_AVSTAND_TIL_MAAL(verdi; maal; mengde)", _
        "Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når målet er lavere enn verdien. Argumenter: verdi: Kommunens verdi i kroner per enhet, for eksempel per inn" & _
            "bygger; maal: Målet, samme enhet som verdi; for eksempel snittet i nettverket; mengde: Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i prosent av drifts" & _
            "inntektene: driftsinntektene i kroner delt på 100.", _
        "kroner", _
        "ASSS 2009, kap. 2.3.4, s. 34-35"
    Rad rader, 6, "Avvik", _
        "ASSS_AVVIK_BELOEP(avvik; innbyggere)", _
        "Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000. Argumenter: avvik: Avvik i kroner per innbygger; innbyggere: Kommunens folketall.", _
        "1000 kr", _
        "ASSS 2009, tabell 19, s. 35"
    Rad rader, 7, "Avvik", _
        "ASSS_INNTEKTSNIVAA(egne; snitt; korreksjoner)", _
        "Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er trukket ut: (sum egne - sum korreksjoner) / sum snitt. Argumenter: egne: Kommunens bruk per anvendelse" & _
            ", kr per innbygger, uten sosiale lønnsutgifter; snitt: Landets snitt per anvendelse, i samme rekkefølge; korreksjoner: Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke fi" & _
            "nnes kostnadsnøkkel.", _
        "forholdstall, landet = 1", _
        "ASSS 2009, kap. 2.3.4 og tabell 19, s. 34-35 (formelen er ikke trykt)"
    Rad rader, 8, "Avvik", _
        "ASSS_AVVIK_INNTEKT(egen; snitt; nivaa; korreksjon)", _
        "Avvik fra landets snitt ved kommunens eget inntektsnivå: egen - (snitt * nivaa + korreksjon). Samme formel som ASSS_AVVIK, med nivaa som indeks og korreksjon som tillegg. Argumente" & _
            "r: egen: Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter; snitt: Landets snitt, kr per innbygger; nivaa: Inntektsnivået fra ASSS_INNTEKTSNIVAA. Landet = 1: skriv 0,968" & _
            ", ikke 96,8. Over 10 gir en feilverdi; korreksjon: Korreksjon for utgiftsbehov, kr per innbygger.", _
        "kr per innbygger", _
        "ASSS 2009, tabell 19, s. 35"
    Rad rader, 9, "Avvik", _
        "ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter; renter_avdrag; premieavvik; netto_driftsresultat; [avskrivninger])", _
        "Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto driftsresultat - avskrivninger. Argumenter: netto_driftsutgifter: Sum netto driftsutgifter (eller avv" & _
            "ik fra landet), kr per innbygger; renter_avdrag: Renter og avdrag; premieavvik: Premieavvik; netto_driftsresultat: Netto driftsresultat; avskrivninger: Avskrivninger som ligger i n" & _
            "etto driftsutgifter. Utelatt: 0.", _
        "kr per innbygger", _
        "ASSS 2009, kap. 2.4 og vedleggstabell 1, s. 37-38"
    Rad rader, 10, "Demografi", _
        "ASSS_DEMOGRAFIKOSTNAD(satser; folketall; basis)", _
        "Demografikostnad: hva utgiftene må øke med når satsene er uendret og folketallet endrer seg. Sum av sats * (folketall - basis). Argumenter: satser: Brutto driftsutgifter per innbyg" & _
            "ger i hver aldersgruppe, kroner; folketall: Innbyggere i hver aldersgruppe i året som beregnes; basis: Innbyggere i hver aldersgruppe i basisåret.", _
        "kroner", _
        "ASSS 2009, kap. 2.2 og vedleggstabell 5, s. 29-31 og 42"
    Rad rader, 11, "Demografi", _
        "ASSS_DEMOGRAFIINDEKS(satser; folketall; basis)", _
        "Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100. Argumenter: satser: Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner; folketall: Innbyggere " & _
            "i hver aldersgruppe i året som beregnes; basis: Innbyggere i hver aldersgruppe i basisåret.", _
        "indeks, basisåret = 100", _
        "ASSS 2009, kap. 2.2 og figur 18, s. 30"
    Rad rader, 12, "Tjenesteprofil", _
        "ASSS_FUNN(indikator; verdi; snitt; [lavest]; [hoeyest]; [avrunding]; [antall]; [minste_antall]; [rang]; [gunstig]; [desimaler])", _
        "Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når for få kommuner har tall eller forskjellen er innenfor avrundingen. Plassen sies ikke der færre enn tr" & _
            "e har tall. Et negativt snitt gir en feilverdi. Argumenter: indikator: Navnet som setningen skal begynne med; tomt gir bare avviket; verdi: Kommunens verdi; snitt: Nettverkets snit" & _
            "t; lavest: Laveste verdi i nettverket, hvis den er kjent; hoeyest: Høyeste verdi i nettverket, hvis den er kjent; avrunding: Største forskjell som avrundingen av de trykte tallene " & _
            "kan forklare; antall: Hvor mange kommuner som har tall; minste_antall: Færrest kommuner som indikatoren kan sammenliknes for; rang: Kommunens plass fra ASSS_RANG, hvis den er kjent" & _
            ". «Nest lavest» sies bare når lavest er oppgitt: flere kan dele siste plass; gunstig: høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt. Andre ord gir en feil…", _
        "tekst", _
        "ASSS 2009, kap. 3, s. 44-75; Bærum 2019"
    Rad rader, 13, "Produksjon og effektivitet", _
        "ASSS_PRODUKSJONSINDEKS(vekter; indekser)", _
        "Produksjonsindeks for en tjeneste: summen av vekt ganger indeks, der indeksen er 100 * egen verdi / snitt. Snittet = 100. Vekter som ikke summerer til 1, gir en feilverdi. Argument" & _
            "er: vekter: Indikatorenes vekter i tjenesten. Summen skal være 1 og kan avvike med 0,02 for avrunding; indekser: Kommunens indekser (ASSS_INDEKS), i samme rekkefølge. Snittet = 100" & _
            ": skriv 97,6, ikke 0,976. Er alle under 10, blir svaret en feilverdi.", _
        "indeks, snitt = 100", _
        "Egen formel; kap. «Ressursbruk, produksjon og effektivitet» i KS' rapporter"
    Rad rader, 14, "Produksjon og effektivitet", _
        "ASSS_EFFEKTIVITET(produksjon; ressursbruk)", _
        "Effektivitet: produksjonen i prosent av ressursbruken, begge mot nettverkets snitt. 100 = like mye produksjon for pengene som snittet, så langt indikatorene måler den. Argumenter: " & _
            "produksjon: Tjenestens produksjonsindeks (ASSS_PRODUKSJONSINDEKS). Under 0 gir en feilverdi; ressursbruk: Indeksen for det tjenesten bruker. Snittet = 100: skriv 97,6, ikke 0,976. " & _
            "Under 10 gir en feilverdi.", _
        "indeks, snitt = 100", _
        "Egen formel; kap. «Ressursbruk, produksjon og effektivitet» i KS' rapporter"
    Rad rader, 15, "Tjenesteprofil", _
        "ASSS_INDEKS(verdi; snitt)", _
        "Kommunens verdi i prosent av snittet: 100 * verdi / snitt. Snittet = 100. Et negativt snitt gir ingen indeks, men en feilverdi. Argumenter: verdi: Kommunens verdi; snitt: Nettverke" & _
            "ts snitt.", _
        "indeks, snitt = 100", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 16, "Tjenesteprofil", _
        "ASSS_RESSURSBRUK(netto_driftsutgifter; korrigert_snitt; kostnadsindeks)", _
        "Ressursbruksindikator: netto driftsutgifter korrigert for utgiftsbehov, i forhold til nettverkets snitt av det samme. 1 = snittet. Argumenter: netto_driftsutgifter: Kommunens netto" & _
            " driftsutgifter, kr per innbygger; korrigert_snitt: Nettverkets snitt av netto driftsutgifter delt på kostnadsindeks, ikke snittet av netto driftsutgifter alene. For landet er de t" & _
            "o like; kostnadsindeks: Kommunens kostnadsindeks for tjenesten. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.", _
        "forholdstall, snitt = 1", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 17, "Tjenesteprofil", _
        "ASSS_SNITT(verdier; [vekter])", _
        "Nettverkets snitt over kommunene som har en verdi, uveid eller veid. Argumenter: verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstal" & _
            "l som overskrift er et tall og regnes med: la området begynne under det; vekter: Vekter, for eksempel innbyggere, i samme rekkefølge. Utelatt: uveid.", _
        "samme som verdiene", _
        "ASSS 2009, kap. 1.1 og 3, s. 9 og 43"
    Rad rader, 18, "Tjenesteprofil", _
        "ASSS_SNITT_UTEN(verdier; enheter; uten; [vekter])", _
        "Snitt uten bestemte kommuner, for eksempel uten Oslo og uten kommunen selv. Et navn som ikke står blant enhetene, gir en feilverdi. Argumenter: verdier: Verdiene til kommunene i ne" & _
            "ttverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det; enheter: Kommunenavnene, i samme rekkefølge " & _
            "som verdiene. En verdi uten navn gir en feilverdi; uten: Kommunen som skal holdes utenfor, eller flere i én rad eller kolonne; skrevet som i enheter (store og små bokstaver er like" & _
            "); vekter: Vekter i samme rekkefølge. Utelatt: uveid.", _
        "samme som verdiene", _
        "ASSS 2009, kap. 1.1, s. 9"
    Rad rader, 19, "Tjenesteprofil", _
        "ASSS_LAVEST(verdier)", _
        "Laveste verdi i nettverket; manglende verdier er ikke med. Argumenter: verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som over" & _
            "skrift er et tall og regnes med: la området begynne under det.", _
        "samme som verdiene", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 20, "Tjenesteprofil", _
        "ASSS_HOEYEST(verdier)", _
        "Høyeste verdi i nettverket; manglende verdier er ikke med. Argumenter: verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som over" & _
            "skrift er et tall og regnes med: la området begynne under det.", _
        "samme som verdiene", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 21, "Tjenesteprofil", _
        "ASSS_ANTALL(verdier)", _
        "Hvor mange kommuner som har en verdi. Argumenter: verdier: Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og " & _
            "regnes med: la området begynne under det.", _
        "antall", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 22, "Tjenesteprofil", _
        "ASSS_RANG(verdi; verdier)", _
        "Kommunens plass i nettverket regnet fra høyest. Like verdier deler plass. Argumenter: verdi: Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver; verdier: Verdie" & _
            "ne til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.", _
        "plass, 1 = høyest", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 23, "Tjenesteprofil", _
        "ASSS_RANG_LAVEST(verdi; verdier)", _
        "Kommunens plass i nettverket regnet fra lavest. Like verdier deler plass. Argumenter: verdi: Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver; verdier: Verdie" & _
            "ne til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.", _
        "plass, 1 = lavest", _
        "ASSS 2009, kap. 3, s. 43"
    Rad rader, 24, "Regnskap", _
        "ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter; driftsutgifter)", _
        "Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter. Argumenter: driftsinntekter: Driftsinntekter; driftsutgifter: Driftsutgifter uten avskrivninger.", _
        "samme som beløpene", _
        "ASSS 2009, tabell 0, s. 6"
    Rad rader, 25, "Regnskap", _
        "ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat; renteinntekter; renteutgifter; avdrag)", _
        "Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - netto avdrag. Argumenter: brutto_driftsresultat: Brutto driftsresultat; renteinntekter: Renteinntekte" & _
            "r, utbytte og finansielle gevinster; renteutgifter: Renteutgifter, provisjoner og finansielle tap (positivt tall); avdrag: Netto avdrag (positivt tall).", _
        "samme som beløpene", _
        "ASSS 2009, tabell 0, s. 6"
    Rad rader, 26, "Regnskap", _
        "ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat; renteinntekter; renteutgifter; investeringer; tilskudd)", _
        "Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - brutto investeringer + tilskudd, refusjon og salg. Argumenter: brutto_driftsresultat: Brutto driftsresul" & _
            "tat; renteinntekter: Renteinntekter; renteutgifter: Renteutgifter (positivt tall); investeringer: Brutto investeringsutgifter (positivt tall); tilskudd: Tilskudd, refusjoner og sal" & _
            "gsinntekter til investeringene.", _
        "samme som beløpene", _
        "ASSS 2009, tabell 0, s. 6"
    Rad rader, 27, "Regnskap", _
        "ASSS_HANDLINGSROM(netto_driftsresultat; bundne_fond; dekning; avdrag_avskrivninger; investeringsmoms)", _
        "Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + (avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4. Argumenter: netto_driftsresult" & _
            "at: Netto driftsresultat; bundne_fond: Bruk (+) eller avsetning (-) til bundne fond; dekning: Dekning av tidligere års underskudd (-) eller bruk av overskudd (+); avdrag_avskrivnin" & _
            "ger: Avdrag minus avskrivninger; investeringsmoms: Momsrefusjon av investeringer (negativt tall).", _
        "samme som beløpene", _
        "ASSS 2009, kap. 1.6.1 og tabell 4, s. 17-18"
    Rad rader, 28, "Regnskap", _
        "ASSS_FINANSIERINGSBEHOV(netto_driftsresultat; investeringer; tilskudd; premieavvik)", _
        "Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, refusjon og salg + premieavvik. Negativt tall = behov. Argumenter: netto_driftsresultat: Netto driftsres" & _
            "ultat; investeringer: Brutto investeringsutgifter (positivt tall); tilskudd: Tilskudd, refusjoner og salgsinntekter til investeringene; premieavvik: Premieavvik med fortegn som i t" & _
            "abell 5.", _
        "samme som beløpene", _
        "ASSS 2009, kap. 1.7 og tabell 5, s. 20-21"
    Rad rader, 29, "Regnskap", _
        "ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan; avdrag; mottatte_avdrag; utlaan; salg_av_aksjer; kjoep_av_aksjer)", _
        "Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av aksjer - kjøp av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529). Argumenter: bruk_av_laan: Bru" & _
            "k av lån (art 910); avdrag: Avdragsutgifter (art 510, positivt tall); mottatte_avdrag: Mottatte avdrag på utlån (art 920); utlaan: Utlån (art 520, positivt tall); salg_av_aksjer: S" & _
            "alg av aksjer og andeler (art 929); kjoep_av_aksjer: Kjøp av aksjer og andeler (art 529, positivt tall).", _
        "samme som beløpene", _
        "ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23"
    Rad rader, 30, "Regnskap", _
        "ASSS_NETTO_ANSKAFFELSE(finansieringsbehov; netto_bruk_av_laan)", _
        "Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån. Argumenter: finansieringsbehov: Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov); netto_bruk_av_laan: Fra AS" & _
            "SS_NETTO_BRUK_AV_LAAN, samme enhet.", _
        "samme som beløpene", _
        "ASSS 2009, kap. 1.7 og tabell 5c, s. 22-23"
    Rad rader, 31, "Regnskap", _
        "ASSS_NETTO_LAANEGJELD(gjeld; fordringer)", _
        "Netto lånegjeld: sum gjeld minus sum fordringer. Argumenter: gjeld: Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx). Tekst i første rad av flere er en overs" & _
            "krift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med; fordringer: Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx). Tekst i første rad av flere er en " & _
            "overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med.", _
        "samme som beløpene", _
        "ASSS 2009, kap. 1.7 fotnote 6, tabell 5d og figur 11, s. 23-24"
    Rad rader, 32, "Regnskap", _
        "ASSS_PST_AV_INNTEKT(beloep; driftsinntekter)", _
        "Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel som ASSS_INDEKS, med driftsinntektene som snitt. Argumenter: beloep: Beløpet; driftsinntekter: Komm" & _
            "unens driftsinntekter, samme enhet som beløpet.", _
        "prosent", _
        "ASSS 2009, kap. 1.1, s. 9"
    Rad rader, 33, "Regnskap", _
        "ASSS_KRONER_AV_INNTEKT(prosentenheter; driftsinntekter)", _
        "Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * driftsinntekter / 100. Argumenter: prosentenheter: Forskjell i prosent av driftsinntektene. Skriv 5,1 for 5,1 p" & _
            "rosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar; driftsinntekter: Kommunens driftsinntekter.", _
        "samme som driftsinntekter", _
        "ASSS 2009, kap. 0.2, s. 8"
    Rad rader, 34, "Regnskap", _
        "ASSS_VEKST(ny; gammel)", _
        "Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et negativt tall finnes ingen vekst i prosent; svaret er en feilverdi. Argumenter: ny: Årets verdi; " & _
            "gammel: Verdien i året det måles fra.", _
        "prosent", _
        "ASSS 2009, tabell 0 og 1, s. 6 og 11"
    Rad rader, 35, "Regnskap", _
        "ASSS_REALVEKST(vekst; deflator; [befolkning])", _
        "Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for befolkningsvekst. Argumenter: vekst: Nominell vekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser " & _
            "5,1 %, holder 0,051 og gir galt svar; deflator: Prisstigning (kostnadsdeflator) i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar; befol" & _
            "kning: Befolkningsvekst i prosent. Utelatt: 0. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.", _
        "prosent", _
        "ASSS 2009, figur 2b, s. 12"
    Rad rader, 36, "Regnskap", _
        "ASSS_INDEKSSERIE(verdi; basis)", _
        "Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som ASSS_INDEKS, med basisåret som snitt. Argumenter: verdi: Verdi eller serie av verdier; basis: Verdien i" & _
            " basisåret.", _
        "indeks, basisåret = 100", _
        "ASSS 2009, figur 2, s. 11"
    Rad rader, 37, "Regnskap", _
        "ASSS_AARSVERKSVEKST(loennsvekst; aarsloennsvekst)", _
        "Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst. Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator. Argumenter: loen" & _
            "nsvekst: Vekst i lønnsutgifter uten sosiale utgifter, prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar; aarsloennsvekst: Årslønnsvekst i " & _
            "prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.", _
        "prosent", _
        "ASSS 2009, kap. 1.3.1 og figur 3, s. 13"
    Rad rader, 38, "Regnskap", _
        "ASSS_PER_INNBYGGER(beloep; innbyggere; enhet)", _
        "Beløp per innbygger: beløp * enhet / innbyggere. Argumenter: beloep: Beløpet; innbyggere: Folketallet; enhet: Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for " & _
            "mill. kr.", _
        "kr per innbygger", _
        "ASSS 2009, tabell 19, s. 35"
    Rad rader, 39, "Utgiftsbehov", _
        "ASSS_KOSTNADSINDEKS(vekter; indekser)", _
        "Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1. Vekter som ikke summerer til 1, og indekser i prosent gir en feilverdi. Argumenter: vekter: Kriterie" & _
            "nes vekter i sektoren. Summen skal være 1 og kan avvike med 0,02 for avrunding; indekser: Kommunens kriterieindekser, i samme rekkefølge. Landet = 1: skriv 0,968, ikke 96,8. Over 1" & _
            "0 gir en feilverdi.", _
        "indeks, landet = 1", _
        "ASSS 2009, kap. 2.1 og vedleggstabell 2, s. 25 og 39"
    Rad rader, 40, "Utgiftsbehov", _
        "ASSS_KORREKSJON(snitt; indeks; [vekt])", _
        "Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt. Argumenter: snitt: Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger; inde" & _
            "ks: Kriteriets indeks eller sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi; vekt: Kriteriets vekt i sektoren. Skriv 0,849, ikke 84,9: over 1" & _
            ",02 gir en feilverdi. Utelatt: 1, som gir sektorens samlede korreksjon.", _
        "kr per innbygger", _
        "ASSS 2009, vedleggstabell 2, s. 39"
    Rad rader, 41, "Utgiftsbehov", _
        "ASSS_UTGIFTSBEHOV(snitt; indeks; [tillegg])", _
        "Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg. Argumenter: snitt: Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger; indeks: Sekto" & _
            "rens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi; tillegg: Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og frittstående sko" & _
            "ler, minoritetsspråklige). Utelatt: 0.", _
        "kr per innbygger", _
        "ASSS 2009, kap. 2.3.2 og vedleggstabell 2, s. 33 og 39"
    Rad rader, 42, "Utgiftsbehov", _
        "ASSS_SOSIALE(sosiale; netto; brutto)", _
        "Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto. Argumenter: sosiale: Pensjonsinnskudd og arbeidsgiveravgift i sektoren; netto: Sektorens netto dr" & _
            "iftsutgifter; brutto: Sektorens brutto driftsutgifter, samme enhet som netto.", _
        "samme som sosiale", _
        "ASSS 2009, kap. 2.4, s. 37"
    Rad rader, 43, "Data", _
        "ASSS_VERDI(kommune; indikator; [aar])", _
        "Et tall fra datapakken som er valgt: en indikator i en tjeneste, eller en linje i en tabell. Argumenter: kommune: Kommunens navn, eller snitt, lavest eller høyest i nettverket; ind" & _
            "ikator: Indikatorens navn, tjeneste/nummer (grunnskole/3), tjeneste/navn, eller tabell/linje/enhet (Tabell 0/Driftsinntekter/1000 kr); aar: Årstall. Utelatt: rapportåret.", _
        "som i datapakken", _
        "datapakken (ASSS_XL_DATA, ellers bergen_2009)"
    Rad rader, 44, "Data", _
        "ASSS_INDIKATORER([tjeneste])", _
        "Indikatorene i datapakken som er valgt, som tabell: nøkkel, navn, enhet, kommunens verdi, snitt, lavest og høyest. Argumenter: tjeneste: Tjenestens navn eller nøkkel. Utelatt: alle" & _
            ".", _
        "tabell", _
        "datapakken (ASSS_XL_DATA, ellers bergen_2009)"
    ASSS_Funksjonsliste = rader
End Function

Private Sub Rad(rader() As Variant, nr As Long, ParamArray tekster())
    Dim i As Long
    For i = 0 To 4
        rader(nr, i + 1) = tekster(i)
    Next i
End Sub

Public Function ASSS_Indeksformel() As String
    Dim s As String
    s = s & "IF((_verdi_<"""")*(_snitt_<""""),IF(_snitt_<0,#NUM!,100*_verdi_/_snitt_),NA())"
    ASSS_Indeksformel = s
End Function

Public Function ASSS_Avviksformel() As String
    Dim s As String
    s = s & "IF((_verdi_<"""")*(_snitt_<""""),_verdi_-_snitt_,NA())"
    ASSS_Avviksformel = s
End Function

Public Function ASSS_Prosentformel() As String
    Dim s As String
    s = s & "IF((_verdi_<"""")*(_snitt_<""""),IF(_snitt_<0,#NUM!,100*(_verdi_-_snitt_)/_snitt_),NA())"
    ASSS_Prosentformel = s
End Function

Public Function ASSS_Funnformel(kolonner As Long) As String
    Dim s As String
    If kolonner = 3 Then
        s = s & "IF(IF(TRIM("""")="""",FALSE,IFERROR(FIND(""|""&LOWER(TRIM(""""))&""|"",""|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt||lav|lavt|låg|lågt|""),0)=0),#VALUE!,IF((0=0)+(0=1)+(0=2)+(0=3)=0,#VALUE!,IF((_v"
        s = s & "erdi_<"""")*(_snitt_<""""),IF(IF((""""<"""")*(""""<""""),""""<"""",FALSE),"""",IF(_snitt_<=-0.000000000001*(1+ABS(_verdi_)),#NUM!,IF(IF(ABS(_snitt_)<0.000000000001*(1+ABS(_verdi_)),IF(ABS(_verdi_)<0"
        s = s & ".000000000001,0,#DIV/0!),ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0))=0,IF(_indikator_="""",""På ASSS-gjennomsnittet"",_indikator_&"" ligger på ASSS-gjennomsnittet""),IF(ABS(_ve"
        s = s & "rdi_-_snitt_)<=1.000001*IF(""""<"""","""",0),"""",IF(_indikator_="""","""",_indikator_&"" er "")&IF(0=0,FIXED(ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0),0,TRUE),FIXED(INT(ROUND(ROUND(A"
        s = s & "BS(100*(_verdi_-_snitt_)/_snitt_),9),0)),0,TRUE)&"",""&RIGHT(""000""&FIXED(ROUND((ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0)-INT(ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_"
        s = s & "),9),0)))*10^0,0),0,TRUE),0))&IF(_verdi_>_snitt_,"" prosent over"","" prosent under"")&"" ASSS-gjennomsnittet""&IF(IF(""""<"""",""""<3,FALSE)+IF((""""<"""")*(""""<""""),""""="""",FALSE),"""",IF(IF(""""<"""",_ve"
        s = s & "rdi_>="""",FALSE),"", høyest i nettverket"",IF(IF(""""<"""",_verdi_<="""",FALSE),"", lavest i nettverket"",IF((""""<"""")*(""""<""""),IF(""""=1,"", høyest i nettverket"",IF(""""="""","", lavest i nettverket"",I"
        s = s & "F((""""=2)*("""">4),"", nest høyest i nettverket"",IF((""""=""""-1)*("""">4)*(""""<""""),"", nest lavest i nettverket"",IF(""""<=""""/3,"", blant de høyeste i nettverket"",IF(""""+1-""""<=""""/3,"", blant de lav"
        s = s & "este i nettverket"","""")))))),""""))))&IF(TRIM("""")="""","""",IF(IF(_verdi_>_snitt_,1,0)=IF(IFERROR(FIND(""|""&LOWER(TRIM(""""))&""|"",""|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt|""),0)>0,1,0),"" (guns"
        s = s & "tig)"","" (ugunstig)"")))))),NA())))"
    ElseIf kolonner = 4 Then
        s = s & "IF(IF(TRIM("""")="""",FALSE,IFERROR(FIND(""|""&LOWER(TRIM(""""))&""|"",""|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt||lav|lavt|låg|lågt|""),0)=0),#VALUE!,IF((0=0)+(0=1)+(0=2)+(0=3)=0,#VALUE!,IF((_v"
        s = s & "erdi_<"""")*(_snitt_<""""),IF(IF((""""<"""")*(""""<""""),""""<"""",FALSE),"""",IF(_snitt_<=-0.000000000001*(1+ABS(_verdi_)),#NUM!,IF(IF(ABS(_snitt_)<0.000000000001*(1+ABS(_verdi_)),IF(ABS(_verdi_)<0"
        s = s & ".000000000001,0,#DIV/0!),ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0))=0,IF(_indikator_="""",""På ASSS-gjennomsnittet"",_indikator_&"" ligger på ASSS-gjennomsnittet""),IF(ABS(_ve"
        s = s & "rdi_-_snitt_)<=1.000001*IF(""""<"""","""",0),"""",IF(_indikator_="""","""",_indikator_&"" er "")&IF(0=0,FIXED(ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0),0,TRUE),FIXED(INT(ROUND(ROUND(A"
        s = s & "BS(100*(_verdi_-_snitt_)/_snitt_),9),0)),0,TRUE)&"",""&RIGHT(""000""&FIXED(ROUND((ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0)-INT(ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_"
        s = s & "),9),0)))*10^0,0),0,TRUE),0))&IF(_verdi_>_snitt_,"" prosent over"","" prosent under"")&"" ASSS-gjennomsnittet""&IF(IF(""""<"""",""""<3,FALSE)+IF((_lavest_<"""")*(""""<""""),_lavest_="""",FALSE),"""",IF("
        s = s & "IF(""""<"""",_verdi_>="""",FALSE),"", høyest i nettverket"",IF(IF(_lavest_<"""",_verdi_<=_lavest_,FALSE),"", lavest i nettverket"",IF((""""<"""")*(""""<""""),IF(""""=1,"", høyest i nettverket"",IF(""""="""","""
        s = s & ", lavest i nettverket"",IF((""""=2)*("""">4),"", nest høyest i nettverket"",IF((""""=""""-1)*("""">4)*(_lavest_<""""),"", nest lavest i nettverket"",IF(""""<=""""/3,"", blant de høyeste i nettverket"",IF"
        s = s & "(""""+1-""""<=""""/3,"", blant de laveste i nettverket"","""")))))),""""))))&IF(TRIM("""")="""","""",IF(IF(_verdi_>_snitt_,1,0)=IF(IFERROR(FIND(""|""&LOWER(TRIM(""""))&""|"",""|høy|høyt|hoey|hoeyt|hoy|hoyt"
        s = s & "|høg|høgt|""),0)>0,1,0),"" (gunstig)"","" (ugunstig)"")))))),NA())))"
    ElseIf kolonner = 5 Then
        s = s & "IF(IF(TRIM("""")="""",FALSE,IFERROR(FIND(""|""&LOWER(TRIM(""""))&""|"",""|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt||lav|lavt|låg|lågt|""),0)=0),#VALUE!,IF((0=0)+(0=1)+(0=2)+(0=3)=0,#VALUE!,IF((_v"
        s = s & "erdi_<"""")*(_snitt_<""""),IF(IF((""""<"""")*(""""<""""),""""<"""",FALSE),"""",IF(_snitt_<=-0.000000000001*(1+ABS(_verdi_)),#NUM!,IF(IF(ABS(_snitt_)<0.000000000001*(1+ABS(_verdi_)),IF(ABS(_verdi_)<0"
        s = s & ".000000000001,0,#DIV/0!),ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0))=0,IF(_indikator_="""",""På ASSS-gjennomsnittet"",_indikator_&"" ligger på ASSS-gjennomsnittet""),IF(ABS(_ve"
        s = s & "rdi_-_snitt_)<=1.000001*IF(""""<"""","""",0),"""",IF(_indikator_="""","""",_indikator_&"" er "")&IF(0=0,FIXED(ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0),0,TRUE),FIXED(INT(ROUND(ROUND(A"
        s = s & "BS(100*(_verdi_-_snitt_)/_snitt_),9),0)),0,TRUE)&"",""&RIGHT(""000""&FIXED(ROUND((ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_),9),0)-INT(ROUND(ROUND(ABS(100*(_verdi_-_snitt_)/_snitt_"
        s = s & "),9),0)))*10^0,0),0,TRUE),0))&IF(_verdi_>_snitt_,"" prosent over"","" prosent under"")&"" ASSS-gjennomsnittet""&IF(IF(""""<"""",""""<3,FALSE)+IF((_lavest_<"""")*(_hoeyest_<""""),_lavest_=_hoeyest_"
        s = s & ",FALSE),"""",IF(IF(_hoeyest_<"""",_verdi_>=_hoeyest_,FALSE),"", høyest i nettverket"",IF(IF(_lavest_<"""",_verdi_<=_lavest_,FALSE),"", lavest i nettverket"",IF((""""<"""")*(""""<""""),IF(""""=1,"", høy"
        s = s & "est i nettverket"",IF(""""="""","", lavest i nettverket"",IF((""""=2)*("""">4),"", nest høyest i nettverket"",IF((""""=""""-1)*("""">4)*(_lavest_<""""),"", nest lavest i nettverket"",IF(""""<=""""/3,"", blant"
        s = s & " de høyeste i nettverket"",IF(""""+1-""""<=""""/3,"", blant de laveste i nettverket"","""")))))),""""))))&IF(TRIM("""")="""","""",IF(IF(_verdi_>_snitt_,1,0)=IF(IFERROR(FIND(""|""&LOWER(TRIM(""""))&""|"",""|"
        s = s & "høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt|""),0)>0,1,0),"" (gunstig)"","" (ugunstig)"")))))),NA())))"
    End If
    ASSS_Funnformel = s
End Function

