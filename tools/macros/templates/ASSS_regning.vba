Attribute VB_Name = "ASSS_regning"
' Excels regneregler, slik formlene i ASSS_formler bruker dem: tall før tekst før logiske verdier,
' 15 siffer, tomme celler, feilverdier. En verdi eller en rekke av dem (rader og kolonner fra 1).
' Laget med tools.make.
Option Explicit
Option Private Module

' Argumentene som verdier. rekker: argumentene er områder, som alltid har rader.
Public Function ASSS_Argumenter(ByVal gitt As Variant, fyller As Boolean, rekker As Boolean) As Variant
    Dim ut() As Variant
    Dim i As Long
    ASSS_Avgrens gitt, fyller
    ReDim ut(0 To UBound(gitt))
    For i = 0 To UBound(gitt)
        ut(i) = Verdier(gitt(i))
        If rekker Then ut(i) = SomRader(ut(i))
    Next i
    ASSS_Argumenter = ut
End Function

' Svaret til cellen.
Public Function ASSS_Resultat(svar As Variant) As Variant
    ASSS_Resultat = svar
    If IsArray(svar) Then
        If UBound(svar, 1) * UBound(svar, 2) = 1 Then ASSS_Resultat = svar(1, 1)
    End If
End Function

' Det som regnes for hver plass. En verdi, en rad eller en kolonne strekkes over de andre.
Public Function ASSS_Celle(hva As String, a As Variant, Optional b As Variant = 0, Optional c As Variant = 0) As Variant
    Dim ut() As Variant
    Dim rad As Long
    Dim kolonne As Long
    If Not (IsArray(a) Or IsArray(b) Or IsArray(c)) Then
        ASSS_Celle = Enkel(hva, a, b, c)
        Exit Function
    End If
    ReDim ut(1 To Stoerst(Rader(a), Rader(b), Rader(c)), 1 To Stoerst(Kolonner(a), Kolonner(b), Kolonner(c)))
    For rad = 1 To UBound(ut, 1)
        For kolonne = 1 To UBound(ut, 2)
            ut(rad, kolonne) = Enkel(hva, Paa(a, rad, kolonne), Paa(b, rad, kolonne), Paa(c, rad, kolonne))
        Next kolonne
    Next rad
    ASSS_Celle = ut
End Function

' En betingelse: sann, usann eller en feilverdi.
Public Function ASSS_Sann(verdi As Variant) As Variant
    ASSS_Sann = Tall(verdi)
    If Not IsError(ASSS_Sann) Then ASSS_Sann = (ASSS_Sann <> 0)
End Function

' -- verdier og rekker ------------------------------------------------------------------------

Private Function Verdier(gitt As Variant) As Variant
    If IsObject(gitt) Then
        Verdier = Celler(gitt)
    ElseIf IsArray(gitt) Then
        Verdier = Fra1(gitt)
    Else
        Verdier = gitt
    End If
End Function

Private Function Celler(omraade As Variant) As Variant
    Celler = CVErr(xlErrValue)
    If TypeName(omraade) <> "Range" Then Exit Function
    If omraade.Areas.Count = 1 Then Celler = omraade.Value2
End Function

Private Function Fra1(gitt As Variant) As Variant
    Dim ut() As Variant
    Dim i As Long
    Dim j As Long
    If ASSS_Dimensjoner(gitt) = 1 Then
        ReDim ut(1 To 1, 1 To UBound(gitt) - LBound(gitt) + 1)
        For j = 1 To UBound(ut, 2)
            ut(1, j) = gitt(LBound(gitt) + j - 1)
        Next j
    Else
        ReDim ut(1 To UBound(gitt, 1) - LBound(gitt, 1) + 1, 1 To UBound(gitt, 2) - LBound(gitt, 2) + 1)
        For i = 1 To UBound(ut, 1)
            For j = 1 To UBound(ut, 2)
                ut(i, j) = gitt(LBound(gitt, 1) + i - 1, LBound(gitt, 2) + j - 1)
            Next j
        Next i
    End If
    Fra1 = ut
End Function

Public Function SomRader(verdi As Variant) As Variant
    Dim ut(1 To 1, 1 To 1) As Variant
    If IsArray(verdi) Then
        SomRader = verdi
    Else
        ut(1, 1) = verdi
        SomRader = ut
    End If
End Function

Public Function Rader(verdi As Variant) As Long
    Rader = 1
    If IsArray(verdi) Then Rader = UBound(verdi, 1)
End Function

Public Function Kolonner(verdi As Variant) As Long
    Kolonner = 1
    If IsArray(verdi) Then Kolonner = UBound(verdi, 2)
End Function

Private Function Stoerst(a As Long, b As Long, c As Long) As Long
    Stoerst = a
    If b > Stoerst Then Stoerst = b
    If c > Stoerst Then Stoerst = c
End Function

' Verdien på en plass; #I/T der området ikke når fram.
Public Function Paa(verdi As Variant, rad As Long, kolonne As Long) As Variant
    Dim i As Long
    Dim j As Long
    If Not IsArray(verdi) Then
        Paa = verdi
        Exit Function
    End If
    i = rad
    j = kolonne
    If UBound(verdi, 1) = 1 Then i = 1
    If UBound(verdi, 2) = 1 Then j = 1
    If i > UBound(verdi, 1) Or j > UBound(verdi, 2) Then
        Paa = CVErr(xlErrNA)
    Else
        Paa = verdi(i, j)
    End If
End Function

Public Function ErTall(verdi As Variant) As Boolean
    Select Case VarType(verdi)
        Case vbDouble, vbInteger, vbLong, vbSingle, vbCurrency, vbDate, vbByte, vbDecimal, 20
            ErTall = True
    End Select
End Function

' Verdien slik regning tar den: tomt er 0, tekst er #VERDI!.
Private Function Tall(verdi As Variant) As Variant
    Select Case VarType(verdi)
        Case vbEmpty: Tall = 0#
        Case vbBoolean: Tall = IIf(verdi, 1#, 0#)
        Case vbString: Tall = CVErr(xlErrValue)
        Case vbError: Tall = verdi
        Case Else: Tall = CDbl(verdi)
    End Select
End Function

Public Function FoersteFeil(a As Variant) As Variant
    Dim i As Long
    Dim j As Long
    FoersteFeil = Empty
    For i = 1 To Rader(a)
        For j = 1 To Kolonner(a)
            If IsError(Paa(a, i, j)) Then
                FoersteFeil = Paa(a, i, j)
                Exit Function
            End If
        Next j
    Next i
End Function

' -- for hver plass ---------------------------------------------------------------------------

Private Function Enkel(hva As String, a As Variant, b As Variant, c As Variant) As Variant
    Select Case hva
        Case "+", "-", "*", "/", "^": Enkel = Regnet(hva, a, b)
        Case "=", "<>", "<", "<=", ">", ">=": Enkel = Sammenlignet(hva, a, b)
        Case "IF": Enkel = Valgt(a, b, c)
        Case "IFERROR": If IsError(a) Then Enkel = b Else Enkel = a
        Case "ISNA": Enkel = ErIT(a)
        Case "-x": Enkel = Regnet("-", 0#, a)
        Case "ABS", "INT", "ROUND": Enkel = Regnet(hva, a, b)
        Case "FIXED": Enkel = Regnet("ROUND", a, 0)
            If Not IsError(Enkel) Then Enkel = Format$(Enkel, "0")
        Case Else: Enkel = MedTekst(hva, a, b, c)
    End Select
End Function

Private Function Regnet(hva As String, a As Variant, b As Variant) As Variant
    Dim x As Variant
    Dim y As Variant
    On Error GoTo ForStort
    x = Tall(a)
    y = Tall(b)
    If IsError(x) Then
        Regnet = x
    ElseIf IsError(y) Then
        Regnet = y
    Else
        Select Case hva
            Case "+": Regnet = x + y
            Case "-": Regnet = x - y
            Case "*": Regnet = x * y
            Case "^": Regnet = x ^ y
            Case "/": If y = 0 Then Regnet = CVErr(xlErrDiv0) Else Regnet = x / y
            Case "ABS": Regnet = Abs(x)
            Case "INT": Regnet = Int(x)
            Case "ROUND": Regnet = Avrundet(CDbl(x), CLng(Fix(y)))
        End Select
    End If
    Exit Function
ForStort:
    Regnet = CVErr(xlErrNum)
End Function

' Halve bort fra null, av de 15 sifrene som Excel ser. Kommaet flyttes i teksten, der det er eksakt.
Private Function Avrundet(x As Double, desimaler As Long) As Double
    Dim flyttet As Double
    flyttet = Flytt(x, desimaler)
    If Abs(flyttet) >= 1E+15 Then
        Avrundet = CDbl(CStr(x))
    Else
        Avrundet = Flytt(Fix(flyttet + 0.5 * Sgn(x)), -desimaler)
    End If
End Function

Private Function Flytt(x As Double, plasser As Long) As Double
    Dim tekst As String
    Dim e As Long
    tekst = UCase$(CStr(x))
    e = InStr(tekst, "E")
    If e = 0 Then
        Flytt = CDbl(tekst & "E" & plasser)
    Else
        Flytt = CDbl(Left$(tekst, e) & (CLng(Mid$(tekst, e + 1)) + plasser))
    End If
End Function

Private Function Sammenlignet(hva As String, a As Variant, b As Variant) As Variant
    Dim rekkefoelge As Long
    If IsError(a) Then
        Sammenlignet = a
    ElseIf IsError(b) Then
        Sammenlignet = b
    Else
        rekkefoelge = Foer(a, b)
        Select Case hva
            Case "=": Sammenlignet = (rekkefoelge = 0)
            Case "<>": Sammenlignet = (rekkefoelge <> 0)
            Case "<": Sammenlignet = (rekkefoelge < 0)
            Case "<=": Sammenlignet = (rekkefoelge <= 0)
            Case ">": Sammenlignet = (rekkefoelge > 0)
            Case ">=": Sammenlignet = (rekkefoelge >= 0)
        End Select
    End If
End Function

' -1, 0 eller 1: tall før tekst før logiske verdier; store og små bokstaver er like.
Public Function Foer(ByVal a As Variant, ByVal b As Variant) As Long
    If IsEmpty(a) Then a = TomSom(b)
    If IsEmpty(b) Then b = TomSom(a)
    If Trinn(a) <> Trinn(b) Then
        Foer = Sgn(Trinn(a) - Trinn(b))
    ElseIf VarType(a) = vbString Then
        Foer = StrComp(LCase$(a), LCase$(b), vbBinaryCompare)
    Else
        Foer = Tallrekkefoelge(Tall(a), Tall(b))
    End If
End Function

Private Function TomSom(annen As Variant) As Variant
    TomSom = 0#
    If VarType(annen) = vbString Then TomSom = ""
    If VarType(annen) = vbBoolean Then TomSom = False
End Function

Private Function Trinn(verdi As Variant) As Long
    If VarType(verdi) = vbString Then Trinn = 1
    If VarType(verdi) = vbBoolean Then Trinn = 2
End Function

' Excel ser 15 siffer. CStr skriver så mange.
Private Function Tallrekkefoelge(ByVal x As Double, ByVal y As Double) As Long
    Dim stor As Double
    If x = y Then Exit Function
    stor = IIf(Abs(x) > Abs(y), Abs(x), Abs(y))
    If Abs(x / 2 - y / 2) <= 0.000000000000005 * stor Then
        If CStr(x) = CStr(y) Then Exit Function
    End If
    Tallrekkefoelge = IIf(x > y, 1, -1)
End Function

Private Function Valgt(test As Variant, ja As Variant, nei As Variant) As Variant
    Valgt = ASSS_Sann(test)
    If IsError(Valgt) Then Exit Function
    If Valgt Then Valgt = ja Else Valgt = nei
End Function

Private Function ErIT(verdi As Variant) As Boolean
    If IsError(verdi) Then ErIT = (CStr(verdi) = CStr(CVErr(xlErrNA)))
End Function

Private Function MedTekst(hva As String, a As Variant, b As Variant, c As Variant) As Variant
    MedTekst = a
    If IsError(a) Then Exit Function
    MedTekst = b
    If IsError(b) Then Exit Function
    Select Case hva
        Case "&": MedTekst = Tekst(a) & Tekst(b)
        Case "LOWER": MedTekst = LCase$(Tekst(a))
        Case "TRIM": MedTekst = UtenLuft(Tekst(a))
        Case "RIGHT": MedTekst = Siste(Tekst(a), Tall(b))
        Case "SUBSTITUTE": MedTekst = Replace(Tekst(a), Tekst(b), Tekst(c))
        Case "FIND"
            MedTekst = InStr(1, Tekst(b), Tekst(a), vbBinaryCompare)
            If MedTekst = 0 Then MedTekst = CVErr(xlErrValue)
    End Select
End Function

Private Function Siste(tekst As String, antall As Variant) As Variant
    Siste = antall
    If IsError(antall) Then Exit Function
    Siste = CVErr(xlErrValue)
    If antall >= 0 And antall < 32768 Then Siste = Right$(tekst, Int(antall))
End Function

Private Function Tekst(verdi As Variant) As String
    Select Case VarType(verdi)
        Case vbBoolean: Tekst = UCase$(CStr(verdi))
        Case vbEmpty: Tekst = ""
        Case Else: Tekst = CStr(verdi)
    End Select
End Function

Private Function UtenLuft(ByVal tekst As String) As String
    Do While InStr(tekst, "  ") > 0
        tekst = Replace(tekst, "  ", " ")
    Loop
    UtenLuft = Trim$(tekst)
End Function
