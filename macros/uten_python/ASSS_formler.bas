Attribute VB_Name = "ASSS_formler"
' Laget med tools.make fra funksjonskatalogen; endringer her går tapt.
Option Explicit

Public Function ASSS_AVVIK(verdi As Variant, snitt As Variant, Optional indeks As Variant, Optional tillegg As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 13) As Variant
    If IsMissing(indeks) Then indeks = 1.0
    If IsMissing(tillegg) Then tillegg = 0.0
    a = ASSS_Argumenter(Array(verdi, snitt, indeks, tillegg), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle(">", a(2), 10.0)
    t(9) = ASSS_Celle("*", a(1), a(2))
    t(10) = ASSS_Celle("+", t(9), a(3))
    t(11) = ASSS_Celle("-", a(0), t(10))
    t(12) = ASSS_Celle("IF", t(8), CVErr(xlErrNum), t(11))
    t(13) = ASSS_Celle("IF", t(7), t(12), CVErr(xlErrNA))
    ASSS_AVVIK = ASSS_Resultat(t(13))
End Function

Public Function ASSS_AVVIK_PST(verdi As Variant, snitt As Variant, Optional indeks As Variant, Optional tillegg As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 17) As Variant
    If IsMissing(indeks) Then indeks = 1.0
    If IsMissing(tillegg) Then tillegg = 0.0
    a = ASSS_Argumenter(Array(verdi, snitt, indeks, tillegg), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("*", a(1), a(2))
    t(9) = ASSS_Celle("+", t(8), a(3))
    t(10) = ASSS_Celle("<", t(9), 0.0)
    t(11) = ASSS_Celle(">", a(2), 10.0)
    t(12) = ASSS_Celle("+", t(10), t(11))
    t(13) = ASSS_Celle("-", a(0), t(9))
    t(14) = ASSS_Celle("*", 100.0, t(13))
    t(15) = ASSS_Celle("/", t(14), t(9))
    t(16) = ASSS_Celle("IF", t(12), CVErr(xlErrNum), t(15))
    t(17) = ASSS_Celle("IF", t(7), t(16), CVErr(xlErrNA))
    ASSS_AVVIK_PST = ASSS_Resultat(t(17))
End Function

Public Function ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik As Variant, avskrivninger As Variant, snitt_avskrivninger As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 8) As Variant
    a = ASSS_Argumenter(Array(avvik, avskrivninger, snitt_avskrivninger), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("-", a(1), a(2))
    t(7) = ASSS_Celle("-", a(0), t(6))
    t(8) = ASSS_Celle("IF", t(5), t(7), CVErr(xlErrNA))
    ASSS_AVVIK_UTEN_AVSKRIVNINGER = ASSS_Resultat(t(8))
End Function

Public Function ASSS_AVSTAND_TIL_MAAL(verdi As Variant, maal As Variant, mengde As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 10) As Variant
    a = ASSS_Argumenter(Array(verdi, maal, mengde), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(2), 0.0)
    t(7) = ASSS_Celle("-", a(1), a(0))
    t(8) = ASSS_Celle("*", t(7), a(2))
    t(9) = ASSS_Celle("IF", t(6), CVErr(xlErrNum), t(8))
    t(10) = ASSS_Celle("IF", t(5), t(9), CVErr(xlErrNA))
    ASSS_AVSTAND_TIL_MAAL = ASSS_Resultat(t(10))
End Function

Public Function ASSS_AVVIK_BELOEP(avvik As Variant, innbyggere As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 6) As Variant
    a = ASSS_Argumenter(Array(avvik, innbyggere), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("*", a(0), a(1))
    t(5) = ASSS_Celle("/", t(4), 1000.0)
    t(6) = ASSS_Celle("IF", t(3), t(5), CVErr(xlErrNA))
    ASSS_AVVIK_BELOEP = ASSS_Resultat(t(6))
End Function

Public Function ASSS_INNTEKTSNIVAA(egne As Variant, snitt As Variant, korreksjoner As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 35) As Variant
    a = ASSS_Argumenter(Array(egne, snitt, korreksjoner), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("ROWS", a(1))
    t(3) = ASSS_Celle("<>", t(1), t(2))
    t(4) = ASSS_Samlet("COLUMNS", a(0))
    t(5) = ASSS_Samlet("COLUMNS", a(1))
    t(6) = ASSS_Celle("<>", t(4), t(5))
    t(7) = ASSS_Celle("+", t(3), t(6))
    t(8) = ASSS_Samlet("ROWS", a(2))
    t(9) = ASSS_Celle("<>", t(1), t(8))
    t(10) = ASSS_Celle("+", t(7), t(9))
    t(11) = ASSS_Samlet("COLUMNS", a(2))
    t(12) = ASSS_Celle("<>", t(4), t(11))
    t(13) = ASSS_Celle("+", t(10), t(12))
    t(14) = ASSS_Sann(t(13))
    If Not IsError(t(14)) Then
        If t(14) Then
            t(14) = CVErr(xlErrValue)
        Else
            t(15) = ASSS_Celle("<", a(0), "")
            t(16) = ASSS_Celle("<", a(1), "")
            t(17) = ASSS_Celle("-", t(15), t(16))
            t(18) = ASSS_Celle("ABS", t(17))
            t(19) = ASSS_Celle("<", a(2), "")
            t(20) = ASSS_Celle("-", t(15), t(19))
            t(21) = ASSS_Celle("ABS", t(20))
            t(22) = ASSS_Celle("+", t(18), t(21))
            t(23) = ASSS_Samlet("SUMPRODUCT", t(22))
            t(24) = ASSS_Celle(">", t(23), 0.0)
            t(25) = ASSS_Sann(t(24))
            If Not IsError(t(25)) Then
                If t(25) Then
                    t(25) = CVErr(xlErrNA)
                Else
                    t(26) = ASSS_Samlet("COUNT", a(0))
                    t(27) = ASSS_Celle("=", t(26), 0.0)
                    t(28) = ASSS_Sann(t(27))
                    If Not IsError(t(28)) Then
                        If t(28) Then
                            t(28) = CVErr(xlErrNA)
                        Else
                            t(29) = ASSS_Samlet("SUM", a(1))
                            t(30) = ASSS_Celle("<", t(29), 0.0)
                            t(31) = ASSS_Sann(t(30))
                            If Not IsError(t(31)) Then
                                If t(31) Then
                                    t(31) = CVErr(xlErrNum)
                                Else
                                    t(32) = ASSS_Samlet("SUM", a(0))
                                    t(33) = ASSS_Samlet("SUM", a(2))
                                    t(34) = ASSS_Celle("-", t(32), t(33))
                                    t(35) = ASSS_Celle("/", t(34), t(29))
                                    t(31) = t(35)
                                End If
                            End If
                            t(28) = t(31)
                        End If
                    End If
                    t(25) = t(28)
                End If
            End If
            t(14) = t(25)
        End If
    End If
    ASSS_INNTEKTSNIVAA = ASSS_Resultat(t(14))
End Function

Public Function ASSS_AVVIK_INNTEKT(egen As Variant, snitt As Variant, nivaa As Variant, korreksjon As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 13) As Variant
    a = ASSS_Argumenter(Array(egen, snitt, nivaa, korreksjon), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle(">", a(2), 10.0)
    t(9) = ASSS_Celle("*", a(1), a(2))
    t(10) = ASSS_Celle("+", t(9), a(3))
    t(11) = ASSS_Celle("-", a(0), t(10))
    t(12) = ASSS_Celle("IF", t(8), CVErr(xlErrNum), t(11))
    t(13) = ASSS_Celle("IF", t(7), t(12), CVErr(xlErrNA))
    ASSS_AVVIK_INNTEKT = ASSS_Resultat(t(13))
End Function

Public Function ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter As Variant, renter_avdrag As Variant, premieavvik As Variant, netto_driftsresultat As Variant, Optional avskrivninger As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 14) As Variant
    If IsMissing(avskrivninger) Then avskrivninger = 0.0
    a = ASSS_Argumenter(Array(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("<", a(4), "")
    t(9) = ASSS_Celle("*", t(7), t(8))
    t(10) = ASSS_Celle("+", a(0), a(1))
    t(11) = ASSS_Celle("+", t(10), a(2))
    t(12) = ASSS_Celle("+", t(11), a(3))
    t(13) = ASSS_Celle("-", t(12), a(4))
    t(14) = ASSS_Celle("IF", t(9), t(13), CVErr(xlErrNA))
    ASSS_DISPONIBEL_INNTEKT = ASSS_Resultat(t(14))
End Function

Public Function ASSS_DEMOGRAFIKOSTNAD(satser As Variant, folketall As Variant, basis As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 31) As Variant
    a = ASSS_Argumenter(Array(satser, folketall, basis), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("ROWS", a(1))
    t(3) = ASSS_Celle("<>", t(1), t(2))
    t(4) = ASSS_Samlet("COLUMNS", a(0))
    t(5) = ASSS_Samlet("COLUMNS", a(1))
    t(6) = ASSS_Celle("<>", t(4), t(5))
    t(7) = ASSS_Celle("+", t(3), t(6))
    t(8) = ASSS_Samlet("ROWS", a(2))
    t(9) = ASSS_Celle("<>", t(1), t(8))
    t(10) = ASSS_Celle("+", t(7), t(9))
    t(11) = ASSS_Samlet("COLUMNS", a(2))
    t(12) = ASSS_Celle("<>", t(4), t(11))
    t(13) = ASSS_Celle("+", t(10), t(12))
    t(14) = ASSS_Sann(t(13))
    If Not IsError(t(14)) Then
        If t(14) Then
            t(14) = CVErr(xlErrValue)
        Else
            t(15) = ASSS_Celle("<", a(0), "")
            t(16) = ASSS_Celle("<", a(1), "")
            t(17) = ASSS_Celle("-", t(15), t(16))
            t(18) = ASSS_Celle("ABS", t(17))
            t(19) = ASSS_Celle("<", a(2), "")
            t(20) = ASSS_Celle("-", t(15), t(19))
            t(21) = ASSS_Celle("ABS", t(20))
            t(22) = ASSS_Celle("+", t(18), t(21))
            t(23) = ASSS_Samlet("SUMPRODUCT", t(22))
            t(24) = ASSS_Celle(">", t(23), 0.0)
            t(25) = ASSS_Sann(t(24))
            If Not IsError(t(25)) Then
                If t(25) Then
                    t(25) = CVErr(xlErrNA)
                Else
                    t(26) = ASSS_Samlet("COUNT", a(0))
                    t(27) = ASSS_Celle("=", t(26), 0.0)
                    t(28) = ASSS_Sann(t(27))
                    If Not IsError(t(28)) Then
                        If t(28) Then
                            t(28) = CVErr(xlErrNA)
                        Else
                            t(29) = ASSS_Samlet("SUMPRODUCT", a(0), a(1))
                            t(30) = ASSS_Samlet("SUMPRODUCT", a(0), a(2))
                            t(31) = ASSS_Celle("-", t(29), t(30))
                            t(28) = t(31)
                        End If
                    End If
                    t(25) = t(28)
                End If
            End If
            t(14) = t(25)
        End If
    End If
    ASSS_DEMOGRAFIKOSTNAD = ASSS_Resultat(t(14))
End Function

Public Function ASSS_DEMOGRAFIINDEKS(satser As Variant, folketall As Variant, basis As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 34) As Variant
    a = ASSS_Argumenter(Array(satser, folketall, basis), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("ROWS", a(1))
    t(3) = ASSS_Celle("<>", t(1), t(2))
    t(4) = ASSS_Samlet("COLUMNS", a(0))
    t(5) = ASSS_Samlet("COLUMNS", a(1))
    t(6) = ASSS_Celle("<>", t(4), t(5))
    t(7) = ASSS_Celle("+", t(3), t(6))
    t(8) = ASSS_Samlet("ROWS", a(2))
    t(9) = ASSS_Celle("<>", t(1), t(8))
    t(10) = ASSS_Celle("+", t(7), t(9))
    t(11) = ASSS_Samlet("COLUMNS", a(2))
    t(12) = ASSS_Celle("<>", t(4), t(11))
    t(13) = ASSS_Celle("+", t(10), t(12))
    t(14) = ASSS_Sann(t(13))
    If Not IsError(t(14)) Then
        If t(14) Then
            t(14) = CVErr(xlErrValue)
        Else
            t(15) = ASSS_Celle("<", a(0), "")
            t(16) = ASSS_Celle("<", a(1), "")
            t(17) = ASSS_Celle("-", t(15), t(16))
            t(18) = ASSS_Celle("ABS", t(17))
            t(19) = ASSS_Celle("<", a(2), "")
            t(20) = ASSS_Celle("-", t(15), t(19))
            t(21) = ASSS_Celle("ABS", t(20))
            t(22) = ASSS_Celle("+", t(18), t(21))
            t(23) = ASSS_Samlet("SUMPRODUCT", t(22))
            t(24) = ASSS_Celle(">", t(23), 0.0)
            t(25) = ASSS_Sann(t(24))
            If Not IsError(t(25)) Then
                If t(25) Then
                    t(25) = CVErr(xlErrNA)
                Else
                    t(26) = ASSS_Samlet("COUNT", a(0))
                    t(27) = ASSS_Celle("=", t(26), 0.0)
                    t(28) = ASSS_Sann(t(27))
                    If Not IsError(t(28)) Then
                        If t(28) Then
                            t(28) = CVErr(xlErrNA)
                        Else
                            t(29) = ASSS_Samlet("SUMPRODUCT", a(0), a(2))
                            t(30) = ASSS_Celle("<", t(29), 0.0)
                            t(31) = ASSS_Sann(t(30))
                            If Not IsError(t(31)) Then
                                If t(31) Then
                                    t(31) = CVErr(xlErrNum)
                                Else
                                    t(32) = ASSS_Samlet("SUMPRODUCT", a(0), a(1))
                                    t(33) = ASSS_Celle("*", 100.0, t(32))
                                    t(34) = ASSS_Celle("/", t(33), t(29))
                                    t(31) = t(34)
                                End If
                            End If
                            t(28) = t(31)
                        End If
                    End If
                    t(25) = t(28)
                End If
            End If
            t(14) = t(25)
        End If
    End If
    ASSS_DEMOGRAFIINDEKS = ASSS_Resultat(t(14))
End Function

Public Function ASSS_FUNN(indikator As Variant, verdi As Variant, snitt As Variant, Optional lavest As Variant, Optional hoeyest As Variant, Optional avrunding As Variant, Optional antall As Variant, Optional minste_antall As Variant, Optional rang As Variant, Optional gunstig As Variant, Optional desimaler As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 126) As Variant
    If IsMissing(lavest) Then lavest = Empty
    If IsMissing(hoeyest) Then hoeyest = Empty
    If IsMissing(avrunding) Then avrunding = Empty
    If IsMissing(antall) Then antall = Empty
    If IsMissing(minste_antall) Then minste_antall = Empty
    If IsMissing(rang) Then rang = Empty
    If IsMissing(gunstig) Then gunstig = Empty
    If IsMissing(desimaler) Then desimaler = 0
    a = ASSS_Argumenter(Array(indikator, verdi, snitt, lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig, desimaler), False, False)
    t(1) = ASSS_Celle("TRIM", a(9))
    t(2) = ASSS_Celle("=", t(1), "")
    t(3) = ASSS_Celle("LOWER", t(1))
    t(4) = ASSS_Celle("&", "|", t(3))
    t(5) = ASSS_Celle("&", t(4), "|")
    t(6) = ASSS_Celle("FIND", t(5), "|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt||lav|lavt|låg|lågt|")
    t(7) = ASSS_Celle("IFERROR", t(6), 0.0)
    t(8) = ASSS_Celle("=", t(7), 0.0)
    t(9) = ASSS_Celle("IF", t(2), False, t(8))
    t(10) = ASSS_Celle("=", a(10), 0.0)
    t(11) = ASSS_Celle("=", a(10), 1.0)
    t(12) = ASSS_Celle("+", t(10), t(11))
    t(13) = ASSS_Celle("=", a(10), 2.0)
    t(14) = ASSS_Celle("+", t(12), t(13))
    t(15) = ASSS_Celle("=", a(10), 3.0)
    t(16) = ASSS_Celle("+", t(14), t(15))
    t(17) = ASSS_Celle("=", t(16), 0.0)
    t(18) = ASSS_Celle("<", a(1), "")
    t(19) = ASSS_Celle("<", a(2), "")
    t(20) = ASSS_Celle("*", t(18), t(19))
    t(21) = ASSS_Celle("<", a(6), "")
    t(22) = ASSS_Celle("<", a(7), "")
    t(23) = ASSS_Celle("*", t(21), t(22))
    t(24) = ASSS_Celle("<", a(6), a(7))
    t(25) = ASSS_Celle("IF", t(23), t(24), False)
    t(26) = ASSS_Celle("-x", 1E-12)
    t(27) = ASSS_Celle("ABS", a(1))
    t(28) = ASSS_Celle("+", 1.0, t(27))
    t(29) = ASSS_Celle("*", t(26), t(28))
    t(30) = ASSS_Celle("<=", a(2), t(29))
    t(31) = ASSS_Celle("ABS", a(2))
    t(32) = ASSS_Celle("*", 1E-12, t(28))
    t(33) = ASSS_Celle("<", t(31), t(32))
    t(34) = ASSS_Celle("<", t(27), 1E-12)
    t(35) = ASSS_Celle("IF", t(34), 0.0, CVErr(xlErrDiv0))
    t(36) = ASSS_Celle("-", a(1), a(2))
    t(37) = ASSS_Celle("*", 100.0, t(36))
    t(38) = ASSS_Celle("/", t(37), a(2))
    t(39) = ASSS_Celle("ABS", t(38))
    t(40) = ASSS_Celle("ROUND", t(39), 9.0)
    t(41) = ASSS_Celle("ROUND", t(40), a(10))
    t(42) = ASSS_Celle("IF", t(33), t(35), t(41))
    t(43) = ASSS_Celle("=", t(42), 0.0)
    t(44) = ASSS_Celle("=", a(0), "")
    t(45) = ASSS_Celle("&", a(0), " ligger på ASSS-gjennomsnittet")
    t(46) = ASSS_Celle("IF", t(44), "På ASSS-gjennomsnittet", t(45))
    t(47) = ASSS_Celle("ABS", t(36))
    t(48) = ASSS_Celle("<", a(5), "")
    t(49) = ASSS_Celle("IF", t(48), a(5), 0.0)
    t(50) = ASSS_Celle("*", 1.000001, t(49))
    t(51) = ASSS_Celle("<=", t(47), t(50))
    t(52) = ASSS_Celle("&", a(0), " er ")
    t(53) = ASSS_Celle("IF", t(44), "", t(52))
    t(54) = ASSS_Celle("FIXED", t(41))
    t(55) = ASSS_Celle("INT", t(41))
    t(56) = ASSS_Celle("FIXED", t(55))
    t(57) = ASSS_Celle("&", t(56), ",")
    t(58) = ASSS_Celle("-", t(41), t(55))
    t(59) = ASSS_Celle("^", 10.0, a(10))
    t(60) = ASSS_Celle("*", t(58), t(59))
    t(61) = ASSS_Celle("ROUND", t(60), 0.0)
    t(62) = ASSS_Celle("FIXED", t(61))
    t(63) = ASSS_Celle("&", "000", t(62))
    t(64) = ASSS_Celle("RIGHT", t(63), a(10))
    t(65) = ASSS_Celle("&", t(57), t(64))
    t(66) = ASSS_Celle("IF", t(10), t(54), t(65))
    t(67) = ASSS_Celle("&", t(53), t(66))
    t(68) = ASSS_Celle(">", a(1), a(2))
    t(69) = ASSS_Celle("IF", t(68), " prosent over", " prosent under")
    t(70) = ASSS_Celle("&", t(67), t(69))
    t(71) = ASSS_Celle("&", t(70), " ASSS-gjennomsnittet")
    t(72) = ASSS_Celle("<", a(6), 3.0)
    t(73) = ASSS_Celle("IF", t(21), t(72), False)
    t(74) = ASSS_Celle("<", a(3), "")
    t(75) = ASSS_Celle("<", a(4), "")
    t(76) = ASSS_Celle("*", t(74), t(75))
    t(77) = ASSS_Celle("=", a(3), a(4))
    t(78) = ASSS_Celle("IF", t(76), t(77), False)
    t(79) = ASSS_Celle("+", t(73), t(78))
    t(80) = ASSS_Celle(">=", a(1), a(4))
    t(81) = ASSS_Celle("IF", t(75), t(80), False)
    t(82) = ASSS_Celle("<=", a(1), a(3))
    t(83) = ASSS_Celle("IF", t(74), t(82), False)
    t(84) = ASSS_Celle("<", a(8), "")
    t(85) = ASSS_Celle("*", t(84), t(21))
    t(86) = ASSS_Celle("=", a(8), 1.0)
    t(87) = ASSS_Celle("=", a(8), a(6))
    t(88) = ASSS_Celle("=", a(8), 2.0)
    t(89) = ASSS_Celle(">", a(6), 4.0)
    t(90) = ASSS_Celle("*", t(88), t(89))
    t(91) = ASSS_Celle("-", a(6), 1.0)
    t(92) = ASSS_Celle("=", a(8), t(91))
    t(93) = ASSS_Celle("*", t(92), t(89))
    t(94) = ASSS_Celle("*", t(93), t(74))
    t(95) = ASSS_Celle("/", a(6), 3.0)
    t(96) = ASSS_Celle("<=", a(8), t(95))
    t(97) = ASSS_Celle("+", a(6), 1.0)
    t(98) = ASSS_Celle("-", t(97), a(8))
    t(99) = ASSS_Celle("<=", t(98), t(95))
    t(100) = ASSS_Celle("IF", t(99), ", blant de laveste i nettverket", "")
    t(101) = ASSS_Celle("IF", t(96), ", blant de høyeste i nettverket", t(100))
    t(102) = ASSS_Celle("IF", t(94), ", nest lavest i nettverket", t(101))
    t(103) = ASSS_Celle("IF", t(90), ", nest høyest i nettverket", t(102))
    t(104) = ASSS_Celle("IF", t(87), ", lavest i nettverket", t(103))
    t(105) = ASSS_Celle("IF", t(86), ", høyest i nettverket", t(104))
    t(106) = ASSS_Celle("IF", t(85), t(105), "")
    t(107) = ASSS_Celle("IF", t(83), ", lavest i nettverket", t(106))
    t(108) = ASSS_Celle("IF", t(81), ", høyest i nettverket", t(107))
    t(109) = ASSS_Celle("IF", t(79), "", t(108))
    t(110) = ASSS_Celle("&", t(71), t(109))
    t(111) = ASSS_Celle("IF", t(68), 1.0, 0.0)
    t(112) = ASSS_Celle("FIND", t(5), "|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt|")
    t(113) = ASSS_Celle("IFERROR", t(112), 0.0)
    t(114) = ASSS_Celle(">", t(113), 0.0)
    t(115) = ASSS_Celle("IF", t(114), 1.0, 0.0)
    t(116) = ASSS_Celle("=", t(111), t(115))
    t(117) = ASSS_Celle("IF", t(116), " (gunstig)", " (ugunstig)")
    t(118) = ASSS_Celle("IF", t(2), "", t(117))
    t(119) = ASSS_Celle("&", t(110), t(118))
    t(120) = ASSS_Celle("IF", t(51), "", t(119))
    t(121) = ASSS_Celle("IF", t(43), t(46), t(120))
    t(122) = ASSS_Celle("IF", t(30), CVErr(xlErrNum), t(121))
    t(123) = ASSS_Celle("IF", t(25), "", t(122))
    t(124) = ASSS_Celle("IF", t(20), t(123), CVErr(xlErrNA))
    t(125) = ASSS_Celle("IF", t(17), CVErr(xlErrValue), t(124))
    t(126) = ASSS_Celle("IF", t(9), CVErr(xlErrValue), t(125))
    ASSS_FUNN = ASSS_Resultat(t(126))
End Function

Public Function ASSS_PRODUKSJONSINDEKS(vekter As Variant, indekser As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 28) As Variant
    a = ASSS_Argumenter(Array(vekter, indekser), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("ROWS", a(1))
    t(3) = ASSS_Celle("<>", t(1), t(2))
    t(4) = ASSS_Samlet("COLUMNS", a(0))
    t(5) = ASSS_Samlet("COLUMNS", a(1))
    t(6) = ASSS_Celle("<>", t(4), t(5))
    t(7) = ASSS_Celle("+", t(3), t(6))
    t(8) = ASSS_Sann(t(7))
    If Not IsError(t(8)) Then
        If t(8) Then
            t(8) = CVErr(xlErrValue)
        Else
            t(9) = ASSS_Celle("<", a(0), "")
            t(10) = ASSS_Celle("<", a(1), "")
            t(11) = ASSS_Celle("-", t(9), t(10))
            t(12) = ASSS_Celle("ABS", t(11))
            t(13) = ASSS_Samlet("SUMPRODUCT", t(12))
            t(14) = ASSS_Celle(">", t(13), 0.0)
            t(15) = ASSS_Sann(t(14))
            If Not IsError(t(15)) Then
                If t(15) Then
                    t(15) = CVErr(xlErrNA)
                Else
                    t(16) = ASSS_Samlet("COUNT", a(0))
                    t(17) = ASSS_Celle("=", t(16), 0.0)
                    t(18) = ASSS_Sann(t(17))
                    If Not IsError(t(18)) Then
                        If t(18) Then
                            t(18) = CVErr(xlErrNA)
                        Else
                            t(19) = ASSS_Samlet("SUM", a(0))
                            t(20) = ASSS_Celle("-", t(19), 1.0)
                            t(21) = ASSS_Celle("ABS", t(20))
                            t(22) = ASSS_Celle(">", t(21), 0.02)
                            t(23) = ASSS_Samlet("MAX", a(1))
                            t(24) = ASSS_Celle("<", t(23), 10.0)
                            t(25) = ASSS_Celle("+", t(22), t(24))
                            t(26) = ASSS_Celle(">", t(25), 0.0)
                            t(27) = ASSS_Sann(t(26))
                            If Not IsError(t(27)) Then
                                If t(27) Then
                                    t(27) = CVErr(xlErrNum)
                                Else
                                    t(28) = ASSS_Samlet("SUMPRODUCT", a(1), a(0))
                                    t(27) = t(28)
                                End If
                            End If
                            t(18) = t(27)
                        End If
                    End If
                    t(15) = t(18)
                End If
            End If
            t(8) = t(15)
        End If
    End If
    ASSS_PRODUKSJONSINDEKS = ASSS_Resultat(t(8))
End Function

Public Function ASSS_EFFEKTIVITET(produksjon As Variant, ressursbruk As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 10) As Variant
    a = ASSS_Argumenter(Array(produksjon, ressursbruk), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(0), 0.0)
    t(5) = ASSS_Celle("<", a(1), 10.0)
    t(6) = ASSS_Celle("+", t(4), t(5))
    t(7) = ASSS_Celle("*", 100.0, a(0))
    t(8) = ASSS_Celle("/", t(7), a(1))
    t(9) = ASSS_Celle("IF", t(6), CVErr(xlErrNum), t(8))
    t(10) = ASSS_Celle("IF", t(3), t(9), CVErr(xlErrNA))
    ASSS_EFFEKTIVITET = ASSS_Resultat(t(10))
End Function

Public Function ASSS_INDEKS(verdi As Variant, snitt As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 8) As Variant
    a = ASSS_Argumenter(Array(verdi, snitt), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(1), 0.0)
    t(5) = ASSS_Celle("*", 100.0, a(0))
    t(6) = ASSS_Celle("/", t(5), a(1))
    t(7) = ASSS_Celle("IF", t(4), CVErr(xlErrNum), t(6))
    t(8) = ASSS_Celle("IF", t(3), t(7), CVErr(xlErrNA))
    ASSS_INDEKS = ASSS_Resultat(t(8))
End Function

Public Function ASSS_RESSURSBRUK(netto_driftsutgifter As Variant, korrigert_snitt As Variant, kostnadsindeks As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 14) As Variant
    a = ASSS_Argumenter(Array(netto_driftsutgifter, korrigert_snitt, kostnadsindeks), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(1), 0.0)
    t(7) = ASSS_Celle("<", a(2), 0.0)
    t(8) = ASSS_Celle("+", t(6), t(7))
    t(9) = ASSS_Celle(">", a(2), 10.0)
    t(10) = ASSS_Celle("+", t(8), t(9))
    t(11) = ASSS_Celle("/", a(0), a(2))
    t(12) = ASSS_Celle("/", t(11), a(1))
    t(13) = ASSS_Celle("IF", t(10), CVErr(xlErrNum), t(12))
    t(14) = ASSS_Celle("IF", t(5), t(13), CVErr(xlErrNA))
    ASSS_RESSURSBRUK = ASSS_Resultat(t(14))
End Function

Public Function ASSS_SNITT(verdier As Variant, Optional vekter As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 26) As Variant
    Dim utelatt As Boolean
    utelatt = IsMissing(vekter)
    If IsMissing(vekter) Then vekter = Empty
    a = ASSS_Argumenter(Array(verdier, vekter), False, True)
    If utelatt Then
        t(1) = ASSS_Samlet("COUNT", a(0))
        t(2) = ASSS_Celle("=", t(1), 0.0)
        t(3) = ASSS_Sann(t(2))
        If Not IsError(t(3)) Then
            If t(3) Then
                t(3) = CVErr(xlErrNA)
            Else
                t(4) = ASSS_Samlet("AVERAGE", a(0))
                t(3) = t(4)
            End If
        End If
        ASSS_SNITT = ASSS_Resultat(t(3))
    Else
        t(5) = ASSS_Samlet("ROWS", a(0))
        t(6) = ASSS_Samlet("ROWS", a(1))
        t(7) = ASSS_Celle("<>", t(5), t(6))
        t(8) = ASSS_Samlet("COLUMNS", a(0))
        t(9) = ASSS_Samlet("COLUMNS", a(1))
        t(10) = ASSS_Celle("<>", t(8), t(9))
        t(11) = ASSS_Celle("+", t(7), t(10))
        t(12) = ASSS_Sann(t(11))
        If Not IsError(t(12)) Then
            If t(12) Then
                t(12) = CVErr(xlErrValue)
            Else
                t(13) = ASSS_Celle("<", a(0), "")
                t(14) = ASSS_Celle("<", a(1), "")
                t(15) = ASSS_Celle("-", 1.0, t(14))
                t(16) = ASSS_Celle("*", t(13), t(15))
                t(17) = ASSS_Samlet("SUMPRODUCT", t(16))
                t(18) = ASSS_Celle(">", t(17), 0.0)
                t(19) = ASSS_Sann(t(18))
                If Not IsError(t(19)) Then
                    If t(19) Then
                        t(19) = CVErr(xlErrNA)
                    Else
                        t(20) = ASSS_Samlet("COUNT", a(0))
                        t(21) = ASSS_Celle("=", t(20), 0.0)
                        t(22) = ASSS_Sann(t(21))
                        If Not IsError(t(22)) Then
                            If t(22) Then
                                t(22) = CVErr(xlErrNA)
                            Else
                                t(23) = ASSS_Samlet("SUMPRODUCT", a(0), a(1))
                                t(24) = ASSS_Celle("*", t(13), 1.0)
                                t(25) = ASSS_Samlet("SUMPRODUCT", t(24), a(1))
                                t(26) = ASSS_Celle("/", t(23), t(25))
                                t(22) = t(26)
                            End If
                        End If
                        t(19) = t(22)
                    End If
                End If
                t(12) = t(19)
            End If
        End If
        ASSS_SNITT = ASSS_Resultat(t(12))
    End If
End Function

Public Function ASSS_SNITT_UTEN(verdier As Variant, enheter As Variant, uten As Variant, Optional vekter As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 176) As Variant
    Dim utelatt As Boolean
    utelatt = IsMissing(vekter)
    If IsMissing(vekter) Then vekter = Empty
    a = ASSS_Argumenter(Array(verdier, enheter, uten, vekter), False, True)
    If utelatt Then
        t(1) = ASSS_Samlet("ROWS", a(0))
        t(2) = ASSS_Samlet("ROWS", a(1))
        t(3) = ASSS_Celle("<>", t(1), t(2))
        t(4) = ASSS_Samlet("COLUMNS", a(0))
        t(5) = ASSS_Samlet("COLUMNS", a(1))
        t(6) = ASSS_Celle("<>", t(4), t(5))
        t(7) = ASSS_Celle("+", t(3), t(6))
        t(8) = ASSS_Samlet("ROWS", a(2))
        t(9) = ASSS_Celle(">", t(8), 1.0)
        t(10) = ASSS_Samlet("COLUMNS", a(2))
        t(11) = ASSS_Celle(">", t(10), 1.0)
        t(12) = ASSS_Celle("*", t(9), t(11))
        t(13) = ASSS_Celle("IFERROR", t(12), 0.0)
        t(14) = ASSS_Celle("+", t(7), t(13))
        t(15) = ASSS_Sann(t(14))
        If Not IsError(t(15)) Then
            If t(15) Then
                t(15) = CVErr(xlErrValue)
            Else
                t(16) = ASSS_Celle("*", t(8), t(10))
                t(17) = ASSS_Celle("IFERROR", t(16), 1.0)
                t(18) = ASSS_Celle("=", t(17), 1.0)
                t(19) = ASSS_Sann(t(18))
                If Not IsError(t(19)) Then
                    If t(19) Then
                        t(20) = ASSS_Celle("=", a(1), a(2))
                        t(21) = ASSS_Celle("<>", a(2), "")
                        t(22) = ASSS_Celle("*", t(20), t(21))
                        t(23) = ASSS_Samlet("SUMPRODUCT", t(22))
                        t(24) = ASSS_Celle(">", t(23), 0.0)
                        t(25) = ASSS_Sann(t(24))
                        If Not IsError(t(25)) Then
                            If t(25) Then
                                t(26) = ASSS_Celle("<", a(0), "")
                                t(27) = ASSS_Celle("<>", a(1), a(2))
                                t(28) = ASSS_Celle("*", t(26), t(27))
                                t(29) = ASSS_Samlet("SUMPRODUCT", t(28))
                                t(30) = ASSS_Celle("=", t(29), 0.0)
                                t(31) = ASSS_Sann(t(30))
                                If Not IsError(t(31)) Then
                                    If t(31) Then
                                        t(31) = CVErr(xlErrNA)
                                    Else
                                        t(32) = ASSS_Celle("=", a(1), "")
                                        t(33) = ASSS_Celle("*", t(26), t(32))
                                        t(34) = ASSS_Samlet("SUMPRODUCT", t(33))
                                        t(35) = ASSS_Celle(">", t(34), 0.0)
                                        t(36) = ASSS_Sann(t(35))
                                        If Not IsError(t(36)) Then
                                            If t(36) Then
                                                t(36) = CVErr(xlErrNA)
                                            Else
                                                t(37) = ASSS_Samlet("SUMPRODUCT", t(28), a(0))
                                                t(38) = ASSS_Celle("/", t(37), t(29))
                                                t(36) = t(38)
                                            End If
                                        End If
                                        t(31) = t(36)
                                    End If
                                End If
                                t(25) = t(31)
                            Else
                                t(25) = CVErr(xlErrNA)
                            End If
                        End If
                        t(19) = t(25)
                    Else
                        t(39) = ASSS_Celle("<>", a(1), "")
                        t(40) = ASSS_Celle("*", t(39), 0.0)
                        t(41) = ASSS_Samlet("SUMPRODUCT", t(40))
                        t(42) = ASSS_Celle("<>", a(2), "")
                        t(43) = ASSS_Celle("*", t(42), 1.0)
                        t(44) = ASSS_Samlet("SUMPRODUCT", t(43))
                        t(45) = ASSS_Celle("+", t(41), t(44))
                        t(46) = ASSS_Celle("=", t(45), 0.0)
                        t(47) = ASSS_Sann(t(46))
                        If Not IsError(t(47)) Then
                            If t(47) Then
                                t(47) = False
                            Else
                                t(48) = ASSS_Celle(">", t(2), 1.0)
                                t(49) = ASSS_Celle(">", t(5), 1.0)
                                t(50) = ASSS_Celle("*", t(48), t(49))
                                t(51) = ASSS_Sann(t(50))
                                If Not IsError(t(51)) Then
                                    If t(51) Then
                                        t(51) = False
                                    Else
                                        t(52) = ASSS_Samlet("MATCH", a(2), a(1))
                                        t(53) = ASSS_Celle("ISNA", t(52))
                                        t(54) = ASSS_Celle("*", t(42), t(53))
                                        t(55) = ASSS_Samlet("SUMPRODUCT", t(54))
                                        t(56) = ASSS_Celle("SUBSTITUTE", a(2), "*", "")
                                        t(57) = ASSS_Celle("SUBSTITUTE", t(56), "?", "")
                                        t(58) = ASSS_Celle("&", a(2), "")
                                        t(59) = ASSS_Celle("<>", t(57), t(58))
                                        t(60) = ASSS_Celle("*", t(59), 1.0)
                                        t(61) = ASSS_Samlet("SUMPRODUCT", t(60))
                                        t(62) = ASSS_Celle("+", t(55), t(61))
                                        t(63) = ASSS_Celle("=", t(62), 0.0)
                                        t(51) = t(63)
                                    End If
                                End If
                                t(47) = t(51)
                            End If
                        End If
                        t(64) = ASSS_Sann(t(47))
                        If Not IsError(t(64)) Then
                            If t(64) Then
                                t(65) = ASSS_Celle("<", a(0), "")
                                t(66) = ASSS_Samlet("MATCH", a(1), a(2))
                                t(67) = ASSS_Celle("ISNA", t(66))
                                t(68) = ASSS_Celle("*", t(65), t(67))
                                t(69) = ASSS_Samlet("SUMPRODUCT", t(68))
                                t(70) = ASSS_Celle("=", t(69), 0.0)
                                t(71) = ASSS_Sann(t(70))
                                If Not IsError(t(71)) Then
                                    If t(71) Then
                                        t(71) = CVErr(xlErrNA)
                                    Else
                                        t(72) = ASSS_Celle("=", a(1), "")
                                        t(73) = ASSS_Celle("*", t(65), t(72))
                                        t(74) = ASSS_Samlet("SUMPRODUCT", t(73))
                                        t(75) = ASSS_Celle(">", t(74), 0.0)
                                        t(76) = ASSS_Sann(t(75))
                                        If Not IsError(t(76)) Then
                                            If t(76) Then
                                                t(76) = CVErr(xlErrNA)
                                            Else
                                                t(77) = ASSS_Samlet("SUMPRODUCT", t(68), a(0))
                                                t(78) = ASSS_Celle("/", t(77), t(69))
                                                t(76) = t(78)
                                            End If
                                        End If
                                        t(71) = t(76)
                                    End If
                                End If
                                t(64) = t(71)
                            Else
                                t(64) = CVErr(xlErrNA)
                            End If
                        End If
                        t(19) = t(64)
                    End If
                End If
                t(15) = t(19)
            End If
        End If
        ASSS_SNITT_UTEN = ASSS_Resultat(t(15))
    Else
        t(79) = ASSS_Samlet("ROWS", a(0))
        t(80) = ASSS_Samlet("ROWS", a(1))
        t(81) = ASSS_Celle("<>", t(79), t(80))
        t(82) = ASSS_Samlet("COLUMNS", a(0))
        t(83) = ASSS_Samlet("COLUMNS", a(1))
        t(84) = ASSS_Celle("<>", t(82), t(83))
        t(85) = ASSS_Celle("+", t(81), t(84))
        t(86) = ASSS_Samlet("ROWS", a(3))
        t(87) = ASSS_Celle("<>", t(79), t(86))
        t(88) = ASSS_Celle("+", t(85), t(87))
        t(89) = ASSS_Samlet("COLUMNS", a(3))
        t(90) = ASSS_Celle("<>", t(82), t(89))
        t(91) = ASSS_Celle("+", t(88), t(90))
        t(92) = ASSS_Samlet("ROWS", a(2))
        t(93) = ASSS_Celle(">", t(92), 1.0)
        t(94) = ASSS_Samlet("COLUMNS", a(2))
        t(95) = ASSS_Celle(">", t(94), 1.0)
        t(96) = ASSS_Celle("*", t(93), t(95))
        t(97) = ASSS_Celle("IFERROR", t(96), 0.0)
        t(98) = ASSS_Celle("+", t(91), t(97))
        t(99) = ASSS_Sann(t(98))
        If Not IsError(t(99)) Then
            If t(99) Then
                t(99) = CVErr(xlErrValue)
            Else
                t(100) = ASSS_Celle("*", t(92), t(94))
                t(101) = ASSS_Celle("IFERROR", t(100), 1.0)
                t(102) = ASSS_Celle("=", t(101), 1.0)
                t(103) = ASSS_Sann(t(102))
                If Not IsError(t(103)) Then
                    If t(103) Then
                        t(104) = ASSS_Celle("=", a(1), a(2))
                        t(105) = ASSS_Celle("<>", a(2), "")
                        t(106) = ASSS_Celle("*", t(104), t(105))
                        t(107) = ASSS_Samlet("SUMPRODUCT", t(106))
                        t(108) = ASSS_Celle(">", t(107), 0.0)
                        t(109) = ASSS_Sann(t(108))
                        If Not IsError(t(109)) Then
                            If t(109) Then
                                t(110) = ASSS_Celle("<", a(0), "")
                                t(111) = ASSS_Celle("<>", a(1), a(2))
                                t(112) = ASSS_Celle("*", t(110), t(111))
                                t(113) = ASSS_Samlet("SUMPRODUCT", t(112))
                                t(114) = ASSS_Celle("=", t(113), 0.0)
                                t(115) = ASSS_Sann(t(114))
                                If Not IsError(t(115)) Then
                                    If t(115) Then
                                        t(115) = CVErr(xlErrNA)
                                    Else
                                        t(116) = ASSS_Celle("=", a(1), "")
                                        t(117) = ASSS_Celle("*", t(110), t(116))
                                        t(118) = ASSS_Samlet("SUMPRODUCT", t(117))
                                        t(119) = ASSS_Celle(">", t(118), 0.0)
                                        t(120) = ASSS_Sann(t(119))
                                        If Not IsError(t(120)) Then
                                            If t(120) Then
                                                t(120) = CVErr(xlErrNA)
                                            Else
                                                t(121) = ASSS_Celle("<", a(3), "")
                                                t(122) = ASSS_Celle("-", 1.0, t(121))
                                                t(123) = ASSS_Celle("*", t(112), t(122))
                                                t(124) = ASSS_Samlet("SUMPRODUCT", t(123))
                                                t(125) = ASSS_Celle(">", t(124), 0.0)
                                                t(126) = ASSS_Sann(t(125))
                                                If Not IsError(t(126)) Then
                                                    If t(126) Then
                                                        t(126) = CVErr(xlErrNA)
                                                    Else
                                                        t(127) = ASSS_Samlet("SUMPRODUCT", t(112), a(0), a(3))
                                                        t(128) = ASSS_Samlet("SUMPRODUCT", t(112), a(3))
                                                        t(129) = ASSS_Celle("/", t(127), t(128))
                                                        t(126) = t(129)
                                                    End If
                                                End If
                                                t(120) = t(126)
                                            End If
                                        End If
                                        t(115) = t(120)
                                    End If
                                End If
                                t(109) = t(115)
                            Else
                                t(109) = CVErr(xlErrNA)
                            End If
                        End If
                        t(103) = t(109)
                    Else
                        t(130) = ASSS_Celle("<>", a(1), "")
                        t(131) = ASSS_Celle("*", t(130), 0.0)
                        t(132) = ASSS_Samlet("SUMPRODUCT", t(131))
                        t(133) = ASSS_Celle("<>", a(2), "")
                        t(134) = ASSS_Celle("*", t(133), 1.0)
                        t(135) = ASSS_Samlet("SUMPRODUCT", t(134))
                        t(136) = ASSS_Celle("+", t(132), t(135))
                        t(137) = ASSS_Celle("=", t(136), 0.0)
                        t(138) = ASSS_Sann(t(137))
                        If Not IsError(t(138)) Then
                            If t(138) Then
                                t(138) = False
                            Else
                                t(139) = ASSS_Celle(">", t(80), 1.0)
                                t(140) = ASSS_Celle(">", t(83), 1.0)
                                t(141) = ASSS_Celle("*", t(139), t(140))
                                t(142) = ASSS_Sann(t(141))
                                If Not IsError(t(142)) Then
                                    If t(142) Then
                                        t(142) = False
                                    Else
                                        t(143) = ASSS_Samlet("MATCH", a(2), a(1))
                                        t(144) = ASSS_Celle("ISNA", t(143))
                                        t(145) = ASSS_Celle("*", t(133), t(144))
                                        t(146) = ASSS_Samlet("SUMPRODUCT", t(145))
                                        t(147) = ASSS_Celle("SUBSTITUTE", a(2), "*", "")
                                        t(148) = ASSS_Celle("SUBSTITUTE", t(147), "?", "")
                                        t(149) = ASSS_Celle("&", a(2), "")
                                        t(150) = ASSS_Celle("<>", t(148), t(149))
                                        t(151) = ASSS_Celle("*", t(150), 1.0)
                                        t(152) = ASSS_Samlet("SUMPRODUCT", t(151))
                                        t(153) = ASSS_Celle("+", t(146), t(152))
                                        t(154) = ASSS_Celle("=", t(153), 0.0)
                                        t(142) = t(154)
                                    End If
                                End If
                                t(138) = t(142)
                            End If
                        End If
                        t(155) = ASSS_Sann(t(138))
                        If Not IsError(t(155)) Then
                            If t(155) Then
                                t(156) = ASSS_Celle("<", a(0), "")
                                t(157) = ASSS_Samlet("MATCH", a(1), a(2))
                                t(158) = ASSS_Celle("ISNA", t(157))
                                t(159) = ASSS_Celle("*", t(156), t(158))
                                t(160) = ASSS_Samlet("SUMPRODUCT", t(159))
                                t(161) = ASSS_Celle("=", t(160), 0.0)
                                t(162) = ASSS_Sann(t(161))
                                If Not IsError(t(162)) Then
                                    If t(162) Then
                                        t(162) = CVErr(xlErrNA)
                                    Else
                                        t(163) = ASSS_Celle("=", a(1), "")
                                        t(164) = ASSS_Celle("*", t(156), t(163))
                                        t(165) = ASSS_Samlet("SUMPRODUCT", t(164))
                                        t(166) = ASSS_Celle(">", t(165), 0.0)
                                        t(167) = ASSS_Sann(t(166))
                                        If Not IsError(t(167)) Then
                                            If t(167) Then
                                                t(167) = CVErr(xlErrNA)
                                            Else
                                                t(168) = ASSS_Celle("<", a(3), "")
                                                t(169) = ASSS_Celle("-", 1.0, t(168))
                                                t(170) = ASSS_Celle("*", t(159), t(169))
                                                t(171) = ASSS_Samlet("SUMPRODUCT", t(170))
                                                t(172) = ASSS_Celle(">", t(171), 0.0)
                                                t(173) = ASSS_Sann(t(172))
                                                If Not IsError(t(173)) Then
                                                    If t(173) Then
                                                        t(173) = CVErr(xlErrNA)
                                                    Else
                                                        t(174) = ASSS_Samlet("SUMPRODUCT", t(159), a(0), a(3))
                                                        t(175) = ASSS_Samlet("SUMPRODUCT", t(159), a(3))
                                                        t(176) = ASSS_Celle("/", t(174), t(175))
                                                        t(173) = t(176)
                                                    End If
                                                End If
                                                t(167) = t(173)
                                            End If
                                        End If
                                        t(162) = t(167)
                                    End If
                                End If
                                t(155) = t(162)
                            Else
                                t(155) = CVErr(xlErrNA)
                            End If
                        End If
                        t(103) = t(155)
                    End If
                End If
                t(99) = t(103)
            End If
        End If
        ASSS_SNITT_UTEN = ASSS_Resultat(t(99))
    End If
End Function

Public Function ASSS_LAVEST(verdier As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 4) As Variant
    a = ASSS_Argumenter(Array(verdier), False, True)
    t(1) = ASSS_Samlet("COUNT", a(0))
    t(2) = ASSS_Celle("=", t(1), 0.0)
    t(3) = ASSS_Sann(t(2))
    If Not IsError(t(3)) Then
        If t(3) Then
            t(3) = CVErr(xlErrNA)
        Else
            t(4) = ASSS_Samlet("MIN", a(0))
            t(3) = t(4)
        End If
    End If
    ASSS_LAVEST = ASSS_Resultat(t(3))
End Function

Public Function ASSS_HOEYEST(verdier As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 4) As Variant
    a = ASSS_Argumenter(Array(verdier), False, True)
    t(1) = ASSS_Samlet("COUNT", a(0))
    t(2) = ASSS_Celle("=", t(1), 0.0)
    t(3) = ASSS_Sann(t(2))
    If Not IsError(t(3)) Then
        If t(3) Then
            t(3) = CVErr(xlErrNA)
        Else
            t(4) = ASSS_Samlet("MAX", a(0))
            t(3) = t(4)
        End If
    End If
    ASSS_HOEYEST = ASSS_Resultat(t(3))
End Function

Public Function ASSS_ANTALL(verdier As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 1) As Variant
    a = ASSS_Argumenter(Array(verdier), False, True)
    t(1) = ASSS_Samlet("COUNT", a(0))
    ASSS_ANTALL = ASSS_Resultat(t(1))
End Function

Public Function ASSS_RANG(verdi As Variant, verdier As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 73) As Variant
    a = ASSS_Argumenter(Array(verdi, verdier), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("COLUMNS", a(0))
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("IFERROR", t(3), 1.0)
    t(5) = ASSS_Celle("=", t(4), 1.0)
    t(6) = ASSS_Sann(t(5))
    If Not IsError(t(6)) Then
        If t(6) Then
            t(7) = ASSS_Celle("<", a(0), "")
            t(8) = ASSS_Samlet("COUNT", a(1))
            t(9) = ASSS_Celle("=", t(8), 0.0)
            t(10) = ASSS_Sann(t(9))
            If Not IsError(t(10)) Then
                If t(10) Then
                    t(10) = CVErr(xlErrNA)
                Else
                    t(11) = ASSS_Celle("<", a(1), "")
                    t(12) = ASSS_Celle(">", a(1), a(0))
                    t(13) = ASSS_Celle("*", t(11), t(12))
                    t(14) = ASSS_Samlet("SUMPRODUCT", t(13))
                    t(15) = ASSS_Celle("+", 1.0, t(14))
                    t(10) = t(15)
                End If
            End If
            t(16) = ASSS_Celle("IF", t(7), t(10), CVErr(xlErrNA))
            t(6) = t(16)
        Else
            t(17) = ASSS_Samlet("ROWS", a(1))
            t(18) = ASSS_Celle(">", t(17), 1.0)
            t(19) = ASSS_Samlet("COLUMNS", a(1))
            t(20) = ASSS_Celle(">", t(19), 1.0)
            t(21) = ASSS_Celle("*", t(18), t(20))
            t(22) = ASSS_Celle(">", t(1), 1.0)
            t(23) = ASSS_Celle(">", t(2), 1.0)
            t(24) = ASSS_Celle("*", t(22), t(23))
            t(25) = ASSS_Celle("+", t(21), t(24))
            t(26) = ASSS_Celle(">", t(25), 0.0)
            t(27) = ASSS_Sann(t(26))
            If Not IsError(t(27)) Then
                If t(27) Then
                    t(27) = CVErr(xlErrValue)
                Else
                    t(28) = ASSS_Celle("=", t(2), 1.0)
                    t(29) = ASSS_Sann(t(28))
                    If Not IsError(t(29)) Then
                        If t(29) Then
                            t(30) = ASSS_Celle("<", a(0), "")
                            t(31) = ASSS_Samlet("COUNT", a(1))
                            t(32) = ASSS_Celle("=", t(31), 0.0)
                            t(33) = ASSS_Sann(t(32))
                            If Not IsError(t(33)) Then
                                If t(33) Then
                                    t(33) = CVErr(xlErrNA)
                                Else
                                    t(34) = ASSS_Celle("<", a(1), "")
                                    t(35) = ASSS_Celle("*", t(34), 0.0)
                                    t(36) = ASSS_Samlet("SUMPRODUCT", t(35))
                                    t(37) = ASSS_Celle("+", 1.0, t(36))
                                    t(38) = ASSS_Sann(t(20))
                                    If Not IsError(t(38)) Then
                                        If t(38) Then
                                            t(38) = a(1)
                                        Else
                                            t(39) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(38) = t(39)
                                        End If
                                    End If
                                    t(40) = ASSS_Celle("<", t(38), "")
                                    t(41) = ASSS_Celle(">", t(38), a(0))
                                    t(42) = ASSS_Celle("*", t(40), t(41))
                                    t(43) = ASSS_Celle("IFERROR", t(42), 0.0)
                                    t(44) = ASSS_Sann(t(18))
                                    If Not IsError(t(44)) Then
                                        If t(44) Then
                                            t(44) = a(1)
                                        Else
                                            t(45) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(44) = t(45)
                                        End If
                                    End If
                                    t(46) = ASSS_Celle("<", t(44), "")
                                    t(47) = ASSS_Celle("*", t(46), 0.0)
                                    t(48) = ASSS_Celle("+", t(47), 1.0)
                                    t(49) = ASSS_Samlet("MMULT", t(43), t(48))
                                    t(50) = ASSS_Celle("+", t(37), t(49))
                                    t(33) = t(50)
                                End If
                            End If
                            t(51) = ASSS_Celle("IF", t(30), t(33), CVErr(xlErrNA))
                            t(29) = t(51)
                        Else
                            t(52) = ASSS_Celle("<", a(0), "")
                            t(53) = ASSS_Samlet("COUNT", a(1))
                            t(54) = ASSS_Celle("=", t(53), 0.0)
                            t(55) = ASSS_Sann(t(54))
                            If Not IsError(t(55)) Then
                                If t(55) Then
                                    t(55) = CVErr(xlErrNA)
                                Else
                                    t(56) = ASSS_Celle("<", a(1), "")
                                    t(57) = ASSS_Celle("*", t(56), 0.0)
                                    t(58) = ASSS_Samlet("SUMPRODUCT", t(57))
                                    t(59) = ASSS_Celle("+", 1.0, t(58))
                                    t(60) = ASSS_Sann(t(20))
                                    If Not IsError(t(60)) Then
                                        If t(60) Then
                                            t(60) = a(1)
                                        Else
                                            t(61) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(60) = t(61)
                                        End If
                                    End If
                                    t(62) = ASSS_Celle("<", t(60), "")
                                    t(63) = ASSS_Celle("*", t(62), 0.0)
                                    t(64) = ASSS_Celle("+", t(63), 1.0)
                                    t(65) = ASSS_Sann(t(18))
                                    If Not IsError(t(65)) Then
                                        If t(65) Then
                                            t(65) = a(1)
                                        Else
                                            t(66) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(65) = t(66)
                                        End If
                                    End If
                                    t(67) = ASSS_Celle("<", t(65), "")
                                    t(68) = ASSS_Celle(">", t(65), a(0))
                                    t(69) = ASSS_Celle("*", t(67), t(68))
                                    t(70) = ASSS_Celle("IFERROR", t(69), 0.0)
                                    t(71) = ASSS_Samlet("MMULT", t(64), t(70))
                                    t(72) = ASSS_Celle("+", t(59), t(71))
                                    t(55) = t(72)
                                End If
                            End If
                            t(73) = ASSS_Celle("IF", t(52), t(55), CVErr(xlErrNA))
                            t(29) = t(73)
                        End If
                    End If
                    t(27) = t(29)
                End If
            End If
            t(6) = t(27)
        End If
    End If
    ASSS_RANG = ASSS_Resultat(t(6))
End Function

Public Function ASSS_RANG_LAVEST(verdi As Variant, verdier As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 73) As Variant
    a = ASSS_Argumenter(Array(verdi, verdier), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("COLUMNS", a(0))
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("IFERROR", t(3), 1.0)
    t(5) = ASSS_Celle("=", t(4), 1.0)
    t(6) = ASSS_Sann(t(5))
    If Not IsError(t(6)) Then
        If t(6) Then
            t(7) = ASSS_Celle("<", a(0), "")
            t(8) = ASSS_Samlet("COUNT", a(1))
            t(9) = ASSS_Celle("=", t(8), 0.0)
            t(10) = ASSS_Sann(t(9))
            If Not IsError(t(10)) Then
                If t(10) Then
                    t(10) = CVErr(xlErrNA)
                Else
                    t(11) = ASSS_Celle("<", a(1), "")
                    t(12) = ASSS_Celle("<", a(1), a(0))
                    t(13) = ASSS_Celle("*", t(11), t(12))
                    t(14) = ASSS_Samlet("SUMPRODUCT", t(13))
                    t(15) = ASSS_Celle("+", 1.0, t(14))
                    t(10) = t(15)
                End If
            End If
            t(16) = ASSS_Celle("IF", t(7), t(10), CVErr(xlErrNA))
            t(6) = t(16)
        Else
            t(17) = ASSS_Samlet("ROWS", a(1))
            t(18) = ASSS_Celle(">", t(17), 1.0)
            t(19) = ASSS_Samlet("COLUMNS", a(1))
            t(20) = ASSS_Celle(">", t(19), 1.0)
            t(21) = ASSS_Celle("*", t(18), t(20))
            t(22) = ASSS_Celle(">", t(1), 1.0)
            t(23) = ASSS_Celle(">", t(2), 1.0)
            t(24) = ASSS_Celle("*", t(22), t(23))
            t(25) = ASSS_Celle("+", t(21), t(24))
            t(26) = ASSS_Celle(">", t(25), 0.0)
            t(27) = ASSS_Sann(t(26))
            If Not IsError(t(27)) Then
                If t(27) Then
                    t(27) = CVErr(xlErrValue)
                Else
                    t(28) = ASSS_Celle("=", t(2), 1.0)
                    t(29) = ASSS_Sann(t(28))
                    If Not IsError(t(29)) Then
                        If t(29) Then
                            t(30) = ASSS_Celle("<", a(0), "")
                            t(31) = ASSS_Samlet("COUNT", a(1))
                            t(32) = ASSS_Celle("=", t(31), 0.0)
                            t(33) = ASSS_Sann(t(32))
                            If Not IsError(t(33)) Then
                                If t(33) Then
                                    t(33) = CVErr(xlErrNA)
                                Else
                                    t(34) = ASSS_Celle("<", a(1), "")
                                    t(35) = ASSS_Celle("*", t(34), 0.0)
                                    t(36) = ASSS_Samlet("SUMPRODUCT", t(35))
                                    t(37) = ASSS_Celle("+", 1.0, t(36))
                                    t(38) = ASSS_Sann(t(20))
                                    If Not IsError(t(38)) Then
                                        If t(38) Then
                                            t(38) = a(1)
                                        Else
                                            t(39) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(38) = t(39)
                                        End If
                                    End If
                                    t(40) = ASSS_Celle("<", t(38), "")
                                    t(41) = ASSS_Celle("<", t(38), a(0))
                                    t(42) = ASSS_Celle("*", t(40), t(41))
                                    t(43) = ASSS_Celle("IFERROR", t(42), 0.0)
                                    t(44) = ASSS_Sann(t(18))
                                    If Not IsError(t(44)) Then
                                        If t(44) Then
                                            t(44) = a(1)
                                        Else
                                            t(45) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(44) = t(45)
                                        End If
                                    End If
                                    t(46) = ASSS_Celle("<", t(44), "")
                                    t(47) = ASSS_Celle("*", t(46), 0.0)
                                    t(48) = ASSS_Celle("+", t(47), 1.0)
                                    t(49) = ASSS_Samlet("MMULT", t(43), t(48))
                                    t(50) = ASSS_Celle("+", t(37), t(49))
                                    t(33) = t(50)
                                End If
                            End If
                            t(51) = ASSS_Celle("IF", t(30), t(33), CVErr(xlErrNA))
                            t(29) = t(51)
                        Else
                            t(52) = ASSS_Celle("<", a(0), "")
                            t(53) = ASSS_Samlet("COUNT", a(1))
                            t(54) = ASSS_Celle("=", t(53), 0.0)
                            t(55) = ASSS_Sann(t(54))
                            If Not IsError(t(55)) Then
                                If t(55) Then
                                    t(55) = CVErr(xlErrNA)
                                Else
                                    t(56) = ASSS_Celle("<", a(1), "")
                                    t(57) = ASSS_Celle("*", t(56), 0.0)
                                    t(58) = ASSS_Samlet("SUMPRODUCT", t(57))
                                    t(59) = ASSS_Celle("+", 1.0, t(58))
                                    t(60) = ASSS_Sann(t(20))
                                    If Not IsError(t(60)) Then
                                        If t(60) Then
                                            t(60) = a(1)
                                        Else
                                            t(61) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(60) = t(61)
                                        End If
                                    End If
                                    t(62) = ASSS_Celle("<", t(60), "")
                                    t(63) = ASSS_Celle("*", t(62), 0.0)
                                    t(64) = ASSS_Celle("+", t(63), 1.0)
                                    t(65) = ASSS_Sann(t(18))
                                    If Not IsError(t(65)) Then
                                        If t(65) Then
                                            t(65) = a(1)
                                        Else
                                            t(66) = ASSS_Samlet("TRANSPOSE", a(1))
                                            t(65) = t(66)
                                        End If
                                    End If
                                    t(67) = ASSS_Celle("<", t(65), "")
                                    t(68) = ASSS_Celle("<", t(65), a(0))
                                    t(69) = ASSS_Celle("*", t(67), t(68))
                                    t(70) = ASSS_Celle("IFERROR", t(69), 0.0)
                                    t(71) = ASSS_Samlet("MMULT", t(64), t(70))
                                    t(72) = ASSS_Celle("+", t(59), t(71))
                                    t(55) = t(72)
                                End If
                            End If
                            t(73) = ASSS_Celle("IF", t(52), t(55), CVErr(xlErrNA))
                            t(29) = t(73)
                        End If
                    End If
                    t(27) = t(29)
                End If
            End If
            t(6) = t(27)
        End If
    End If
    ASSS_RANG_LAVEST = ASSS_Resultat(t(6))
End Function

Public Function ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter As Variant, driftsutgifter As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 5) As Variant
    a = ASSS_Argumenter(Array(driftsinntekter, driftsutgifter), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("-", a(0), a(1))
    t(5) = ASSS_Celle("IF", t(3), t(4), CVErr(xlErrNA))
    ASSS_BRUTTO_DRIFTSRESULTAT = ASSS_Resultat(t(5))
End Function

Public Function ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat As Variant, renteinntekter As Variant, renteutgifter As Variant, avdrag As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 11) As Variant
    a = ASSS_Argumenter(Array(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("+", a(0), a(1))
    t(9) = ASSS_Celle("-", t(8), a(2))
    t(10) = ASSS_Celle("-", t(9), a(3))
    t(11) = ASSS_Celle("IF", t(7), t(10), CVErr(xlErrNA))
    ASSS_NETTO_DRIFTSRESULTAT = ASSS_Resultat(t(11))
End Function

Public Function ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat As Variant, renteinntekter As Variant, renteutgifter As Variant, investeringer As Variant, tilskudd As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 14) As Variant
    a = ASSS_Argumenter(Array(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("<", a(4), "")
    t(9) = ASSS_Celle("*", t(7), t(8))
    t(10) = ASSS_Celle("+", a(0), a(1))
    t(11) = ASSS_Celle("-", t(10), a(2))
    t(12) = ASSS_Celle("-", t(11), a(3))
    t(13) = ASSS_Celle("+", t(12), a(4))
    t(14) = ASSS_Celle("IF", t(9), t(13), CVErr(xlErrNA))
    ASSS_OVERSKUDD_FOER_LAAN = ASSS_Resultat(t(14))
End Function

Public Function ASSS_HANDLINGSROM(netto_driftsresultat As Variant, bundne_fond As Variant, dekning As Variant, avdrag_avskrivninger As Variant, investeringsmoms As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 14) As Variant
    a = ASSS_Argumenter(Array(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("<", a(4), "")
    t(9) = ASSS_Celle("*", t(7), t(8))
    t(10) = ASSS_Celle("+", a(0), a(1))
    t(11) = ASSS_Celle("+", t(10), a(2))
    t(12) = ASSS_Celle("+", t(11), a(3))
    t(13) = ASSS_Celle("+", t(12), a(4))
    t(14) = ASSS_Celle("IF", t(9), t(13), CVErr(xlErrNA))
    ASSS_HANDLINGSROM = ASSS_Resultat(t(14))
End Function

Public Function ASSS_FINANSIERINGSBEHOV(netto_driftsresultat As Variant, investeringer As Variant, tilskudd As Variant, premieavvik As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 11) As Variant
    a = ASSS_Argumenter(Array(netto_driftsresultat, investeringer, tilskudd, premieavvik), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("-", a(0), a(1))
    t(9) = ASSS_Celle("+", t(8), a(2))
    t(10) = ASSS_Celle("+", t(9), a(3))
    t(11) = ASSS_Celle("IF", t(7), t(10), CVErr(xlErrNA))
    ASSS_FINANSIERINGSBEHOV = ASSS_Resultat(t(11))
End Function

Public Function ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan As Variant, avdrag As Variant, mottatte_avdrag As Variant, utlaan As Variant, salg_av_aksjer As Variant, kjoep_av_aksjer As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 17) As Variant
    a = ASSS_Argumenter(Array(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(3), "")
    t(7) = ASSS_Celle("*", t(5), t(6))
    t(8) = ASSS_Celle("<", a(4), "")
    t(9) = ASSS_Celle("*", t(7), t(8))
    t(10) = ASSS_Celle("<", a(5), "")
    t(11) = ASSS_Celle("*", t(9), t(10))
    t(12) = ASSS_Celle("-", a(0), a(1))
    t(13) = ASSS_Celle("-", a(2), a(3))
    t(14) = ASSS_Celle("+", t(12), t(13))
    t(15) = ASSS_Celle("-", a(4), a(5))
    t(16) = ASSS_Celle("+", t(14), t(15))
    t(17) = ASSS_Celle("IF", t(11), t(16), CVErr(xlErrNA))
    ASSS_NETTO_BRUK_AV_LAAN = ASSS_Resultat(t(17))
End Function

Public Function ASSS_NETTO_ANSKAFFELSE(finansieringsbehov As Variant, netto_bruk_av_laan As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 5) As Variant
    a = ASSS_Argumenter(Array(finansieringsbehov, netto_bruk_av_laan), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("+", a(0), a(1))
    t(5) = ASSS_Celle("IF", t(3), t(4), CVErr(xlErrNA))
    ASSS_NETTO_ANSKAFFELSE = ASSS_Resultat(t(5))
End Function

Public Function ASSS_NETTO_LAANEGJELD(gjeld As Variant, fordringer As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 64) As Variant
    a = ASSS_Argumenter(Array(gjeld, fordringer), False, True)
    t(1) = ASSS_Celle(">", a(0), "")
    t(2) = ASSS_Celle("*", t(1), 1.0)
    t(3) = ASSS_Samlet("SUMPRODUCT", t(2))
    t(4) = ASSS_Samlet("ROWS", a(0))
    t(5) = ASSS_Celle("IFERROR", t(4), 1.0)
    t(6) = ASSS_Celle(">", t(5), 1.0)
    t(7) = ASSS_Sann(t(6))
    If Not IsError(t(7)) Then
        If t(7) Then
            t(8) = ASSS_Samlet("INDEX", a(0), 1.0)
            t(9) = ASSS_Celle(">", t(8), "")
            t(10) = ASSS_Celle("<>", t(8), True)
            t(11) = ASSS_Celle("*", t(9), t(10))
            t(12) = ASSS_Celle("<>", t(8), False)
            t(13) = ASSS_Celle("*", t(11), t(12))
            t(14) = ASSS_Celle("<>", t(8), "Ikke data")
            t(15) = ASSS_Celle("*", t(13), t(14))
            t(16) = ASSS_Celle("<>", t(8), ":")
            t(17) = ASSS_Celle("*", t(15), t(16))
            t(18) = ASSS_Celle("<>", t(8), ".")
            t(19) = ASSS_Celle("*", t(17), t(18))
            t(20) = ASSS_Celle("<>", t(8), "..")
            t(21) = ASSS_Celle("*", t(19), t(20))
            t(22) = ASSS_Celle("<>", t(8), "-")
            t(23) = ASSS_Celle("*", t(21), t(22))
            t(24) = ASSS_Samlet("SUMPRODUCT", t(23))
            t(25) = ASSS_Celle("IFERROR", t(24), 0.0)
            t(7) = t(25)
        Else
            t(7) = 0.0
        End If
    End If
    t(26) = ASSS_Celle("-", t(3), t(7))
    t(27) = ASSS_Celle(">", t(26), 0.0)
    t(28) = ASSS_Sann(t(27))
    If Not IsError(t(28)) Then
        If t(28) Then
            t(28) = CVErr(xlErrNA)
        Else
            t(29) = ASSS_Celle(">", a(1), "")
            t(30) = ASSS_Celle("*", t(29), 1.0)
            t(31) = ASSS_Samlet("SUMPRODUCT", t(30))
            t(32) = ASSS_Samlet("ROWS", a(1))
            t(33) = ASSS_Celle("IFERROR", t(32), 1.0)
            t(34) = ASSS_Celle(">", t(33), 1.0)
            t(35) = ASSS_Sann(t(34))
            If Not IsError(t(35)) Then
                If t(35) Then
                    t(36) = ASSS_Samlet("INDEX", a(1), 1.0)
                    t(37) = ASSS_Celle(">", t(36), "")
                    t(38) = ASSS_Celle("<>", t(36), True)
                    t(39) = ASSS_Celle("*", t(37), t(38))
                    t(40) = ASSS_Celle("<>", t(36), False)
                    t(41) = ASSS_Celle("*", t(39), t(40))
                    t(42) = ASSS_Celle("<>", t(36), "Ikke data")
                    t(43) = ASSS_Celle("*", t(41), t(42))
                    t(44) = ASSS_Celle("<>", t(36), ":")
                    t(45) = ASSS_Celle("*", t(43), t(44))
                    t(46) = ASSS_Celle("<>", t(36), ".")
                    t(47) = ASSS_Celle("*", t(45), t(46))
                    t(48) = ASSS_Celle("<>", t(36), "..")
                    t(49) = ASSS_Celle("*", t(47), t(48))
                    t(50) = ASSS_Celle("<>", t(36), "-")
                    t(51) = ASSS_Celle("*", t(49), t(50))
                    t(52) = ASSS_Samlet("SUMPRODUCT", t(51))
                    t(53) = ASSS_Celle("IFERROR", t(52), 0.0)
                    t(35) = t(53)
                Else
                    t(35) = 0.0
                End If
            End If
            t(54) = ASSS_Celle("-", t(31), t(35))
            t(55) = ASSS_Celle(">", t(54), 0.0)
            t(56) = ASSS_Sann(t(55))
            If Not IsError(t(56)) Then
                If t(56) Then
                    t(56) = CVErr(xlErrNA)
                Else
                    t(57) = ASSS_Samlet("COUNT", a(0))
                    t(58) = ASSS_Samlet("COUNT", a(1))
                    t(59) = ASSS_Celle("*", t(57), t(58))
                    t(60) = ASSS_Celle("=", t(59), 0.0)
                    t(61) = ASSS_Sann(t(60))
                    If Not IsError(t(61)) Then
                        If t(61) Then
                            t(61) = CVErr(xlErrNA)
                        Else
                            t(62) = ASSS_Samlet("SUM", a(0))
                            t(63) = ASSS_Samlet("SUM", a(1))
                            t(64) = ASSS_Celle("-", t(62), t(63))
                            t(61) = t(64)
                        End If
                    End If
                    t(56) = t(61)
                End If
            End If
            t(28) = t(56)
        End If
    End If
    ASSS_NETTO_LAANEGJELD = ASSS_Resultat(t(28))
End Function

Public Function ASSS_PST_AV_INNTEKT(beloep As Variant, driftsinntekter As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 8) As Variant
    a = ASSS_Argumenter(Array(beloep, driftsinntekter), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(1), 0.0)
    t(5) = ASSS_Celle("*", 100.0, a(0))
    t(6) = ASSS_Celle("/", t(5), a(1))
    t(7) = ASSS_Celle("IF", t(4), CVErr(xlErrNum), t(6))
    t(8) = ASSS_Celle("IF", t(3), t(7), CVErr(xlErrNA))
    ASSS_PST_AV_INNTEKT = ASSS_Resultat(t(8))
End Function

Public Function ASSS_KRONER_AV_INNTEKT(prosentenheter As Variant, driftsinntekter As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 6) As Variant
    a = ASSS_Argumenter(Array(prosentenheter, driftsinntekter), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("*", a(0), a(1))
    t(5) = ASSS_Celle("/", t(4), 100.0)
    t(6) = ASSS_Celle("IF", t(3), t(5), CVErr(xlErrNA))
    ASSS_KRONER_AV_INNTEKT = ASSS_Resultat(t(6))
End Function

Public Function ASSS_VEKST(ny As Variant, gammel As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 11) As Variant
    a = ASSS_Argumenter(Array(ny, gammel), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(0), 0.0)
    t(5) = ASSS_Celle("<", a(1), 0.0)
    t(6) = ASSS_Celle("+", t(4), t(5))
    t(7) = ASSS_Celle("/", a(0), a(1))
    t(8) = ASSS_Celle("-", t(7), 1.0)
    t(9) = ASSS_Celle("*", 100.0, t(8))
    t(10) = ASSS_Celle("IF", t(6), CVErr(xlErrNum), t(9))
    t(11) = ASSS_Celle("IF", t(3), t(10), CVErr(xlErrNA))
    ASSS_VEKST = ASSS_Resultat(t(11))
End Function

Public Function ASSS_REALVEKST(vekst As Variant, deflator As Variant, Optional befolkning As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 23) As Variant
    If IsMissing(befolkning) Then befolkning = 0.0
    a = ASSS_Argumenter(Array(vekst, deflator, befolkning), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("-x", 100.0)
    t(7) = ASSS_Celle("<", a(0), t(6))
    t(8) = ASSS_Celle("<=", a(1), t(6))
    t(9) = ASSS_Celle("+", t(7), t(8))
    t(10) = ASSS_Celle("<=", a(2), t(6))
    t(11) = ASSS_Celle("+", t(9), t(10))
    t(12) = ASSS_Celle("/", a(0), 100.0)
    t(13) = ASSS_Celle("+", 1.0, t(12))
    t(14) = ASSS_Celle("/", a(1), 100.0)
    t(15) = ASSS_Celle("+", 1.0, t(14))
    t(16) = ASSS_Celle("/", a(2), 100.0)
    t(17) = ASSS_Celle("+", 1.0, t(16))
    t(18) = ASSS_Celle("*", t(15), t(17))
    t(19) = ASSS_Celle("/", t(13), t(18))
    t(20) = ASSS_Celle("-", t(19), 1.0)
    t(21) = ASSS_Celle("*", 100.0, t(20))
    t(22) = ASSS_Celle("IF", t(11), CVErr(xlErrNum), t(21))
    t(23) = ASSS_Celle("IF", t(5), t(22), CVErr(xlErrNA))
    ASSS_REALVEKST = ASSS_Resultat(t(23))
End Function

Public Function ASSS_INDEKSSERIE(verdi As Variant, basis As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 8) As Variant
    a = ASSS_Argumenter(Array(verdi, basis), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(1), 0.0)
    t(5) = ASSS_Celle("*", 100.0, a(0))
    t(6) = ASSS_Celle("/", t(5), a(1))
    t(7) = ASSS_Celle("IF", t(4), CVErr(xlErrNum), t(6))
    t(8) = ASSS_Celle("IF", t(3), t(7), CVErr(xlErrNA))
    ASSS_INDEKSSERIE = ASSS_Resultat(t(8))
End Function

Public Function ASSS_AARSVERKSVEKST(loennsvekst As Variant, aarsloennsvekst As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 16) As Variant
    a = ASSS_Argumenter(Array(loennsvekst, aarsloennsvekst), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("-x", 100.0)
    t(5) = ASSS_Celle("<", a(0), t(4))
    t(6) = ASSS_Celle("<=", a(1), t(4))
    t(7) = ASSS_Celle("+", t(5), t(6))
    t(8) = ASSS_Celle("/", a(0), 100.0)
    t(9) = ASSS_Celle("+", 1.0, t(8))
    t(10) = ASSS_Celle("/", a(1), 100.0)
    t(11) = ASSS_Celle("+", 1.0, t(10))
    t(12) = ASSS_Celle("/", t(9), t(11))
    t(13) = ASSS_Celle("-", t(12), 1.0)
    t(14) = ASSS_Celle("*", 100.0, t(13))
    t(15) = ASSS_Celle("IF", t(7), CVErr(xlErrNum), t(14))
    t(16) = ASSS_Celle("IF", t(3), t(15), CVErr(xlErrNA))
    ASSS_AARSVERKSVEKST = ASSS_Resultat(t(16))
End Function

Public Function ASSS_PER_INNBYGGER(beloep As Variant, innbyggere As Variant, enhet As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 12) As Variant
    a = ASSS_Argumenter(Array(beloep, innbyggere, enhet), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("<", a(1), 0.0)
    t(7) = ASSS_Celle("<=", a(2), 0.0)
    t(8) = ASSS_Celle("+", t(6), t(7))
    t(9) = ASSS_Celle("*", a(0), a(2))
    t(10) = ASSS_Celle("/", t(9), a(1))
    t(11) = ASSS_Celle("IF", t(8), CVErr(xlErrNum), t(10))
    t(12) = ASSS_Celle("IF", t(5), t(11), CVErr(xlErrNA))
    ASSS_PER_INNBYGGER = ASSS_Resultat(t(12))
End Function

Public Function ASSS_KOSTNADSINDEKS(vekter As Variant, indekser As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 28) As Variant
    a = ASSS_Argumenter(Array(vekter, indekser), False, True)
    t(1) = ASSS_Samlet("ROWS", a(0))
    t(2) = ASSS_Samlet("ROWS", a(1))
    t(3) = ASSS_Celle("<>", t(1), t(2))
    t(4) = ASSS_Samlet("COLUMNS", a(0))
    t(5) = ASSS_Samlet("COLUMNS", a(1))
    t(6) = ASSS_Celle("<>", t(4), t(5))
    t(7) = ASSS_Celle("+", t(3), t(6))
    t(8) = ASSS_Sann(t(7))
    If Not IsError(t(8)) Then
        If t(8) Then
            t(8) = CVErr(xlErrValue)
        Else
            t(9) = ASSS_Celle("<", a(0), "")
            t(10) = ASSS_Celle("<", a(1), "")
            t(11) = ASSS_Celle("-", t(9), t(10))
            t(12) = ASSS_Celle("ABS", t(11))
            t(13) = ASSS_Samlet("SUMPRODUCT", t(12))
            t(14) = ASSS_Celle(">", t(13), 0.0)
            t(15) = ASSS_Sann(t(14))
            If Not IsError(t(15)) Then
                If t(15) Then
                    t(15) = CVErr(xlErrNA)
                Else
                    t(16) = ASSS_Samlet("COUNT", a(0))
                    t(17) = ASSS_Celle("=", t(16), 0.0)
                    t(18) = ASSS_Sann(t(17))
                    If Not IsError(t(18)) Then
                        If t(18) Then
                            t(18) = CVErr(xlErrNA)
                        Else
                            t(19) = ASSS_Samlet("SUM", a(0))
                            t(20) = ASSS_Celle("-", t(19), 1.0)
                            t(21) = ASSS_Celle("ABS", t(20))
                            t(22) = ASSS_Celle(">", t(21), 0.02)
                            t(23) = ASSS_Samlet("MAX", a(1))
                            t(24) = ASSS_Celle(">", t(23), 10.0)
                            t(25) = ASSS_Celle("+", t(22), t(24))
                            t(26) = ASSS_Celle(">", t(25), 0.0)
                            t(27) = ASSS_Sann(t(26))
                            If Not IsError(t(27)) Then
                                If t(27) Then
                                    t(27) = CVErr(xlErrNum)
                                Else
                                    t(28) = ASSS_Samlet("SUMPRODUCT", a(1), a(0))
                                    t(27) = t(28)
                                End If
                            End If
                            t(18) = t(27)
                        End If
                    End If
                    t(15) = t(18)
                End If
            End If
            t(8) = t(15)
        End If
    End If
    ASSS_KOSTNADSINDEKS = ASSS_Resultat(t(8))
End Function

Public Function ASSS_KORREKSJON(snitt As Variant, indeks As Variant, Optional vekt As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 13) As Variant
    If IsMissing(vekt) Then vekt = 1.0
    a = ASSS_Argumenter(Array(snitt, indeks, vekt), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle(">", a(1), 10.0)
    t(7) = ASSS_Celle(">", a(2), 1.02)
    t(8) = ASSS_Celle("+", t(6), t(7))
    t(9) = ASSS_Celle("-", a(1), 1.0)
    t(10) = ASSS_Celle("*", t(9), a(0))
    t(11) = ASSS_Celle("*", t(10), a(2))
    t(12) = ASSS_Celle("IF", t(8), CVErr(xlErrNum), t(11))
    t(13) = ASSS_Celle("IF", t(5), t(12), CVErr(xlErrNA))
    ASSS_KORREKSJON = ASSS_Resultat(t(13))
End Function

Public Function ASSS_UTGIFTSBEHOV(snitt As Variant, indeks As Variant, Optional tillegg As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 10) As Variant
    If IsMissing(tillegg) Then tillegg = 0.0
    a = ASSS_Argumenter(Array(snitt, indeks, tillegg), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle(">", a(1), 10.0)
    t(7) = ASSS_Celle("*", a(0), a(1))
    t(8) = ASSS_Celle("+", t(7), a(2))
    t(9) = ASSS_Celle("IF", t(6), CVErr(xlErrNum), t(8))
    t(10) = ASSS_Celle("IF", t(5), t(9), CVErr(xlErrNA))
    ASSS_UTGIFTSBEHOV = ASSS_Resultat(t(10))
End Function

Public Function ASSS_SOSIALE(sosiale As Variant, netto As Variant, brutto As Variant) As Variant
    Dim a As Variant
    Dim t(1 To 8) As Variant
    a = ASSS_Argumenter(Array(sosiale, netto, brutto), True, False)
    t(1) = ASSS_Celle("<", a(0), "")
    t(2) = ASSS_Celle("<", a(1), "")
    t(3) = ASSS_Celle("*", t(1), t(2))
    t(4) = ASSS_Celle("<", a(2), "")
    t(5) = ASSS_Celle("*", t(3), t(4))
    t(6) = ASSS_Celle("*", a(0), a(1))
    t(7) = ASSS_Celle("/", t(6), a(2))
    t(8) = ASSS_Celle("IF", t(5), t(7), CVErr(xlErrNA))
    ASSS_SOSIALE = ASSS_Resultat(t(8))
End Function
