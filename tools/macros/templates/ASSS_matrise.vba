Attribute VB_Name = "ASSS_matrise"
' Excels funksjoner av hele områder, slik formlene i ASSS_formler bruker dem. Laget med tools.make.
Option Explicit
Option Private Module

' Det som regnes av hele områder.
Public Function ASSS_Samlet(hva As String, a As Variant, Optional b As Variant = 1, Optional c As Variant = 1) As Variant
    On Error GoTo ForStort
    Select Case hva
        Case "ROWS": ASSS_Samlet = Rader(a)
        Case "COLUMNS": ASSS_Samlet = Kolonner(a)
        Case "SUMPRODUCT": ASSS_Samlet = Produktsum(SomRader(a), b, c)
        Case "MMULT": ASSS_Samlet = Matrise(SomRader(a), SomRader(b))
        Case "TRANSPOSE": ASSS_Samlet = Vendt(SomRader(a))
        Case "MATCH": ASSS_Samlet = Plasser(SomRader(a), SomRader(b))
        Case "INDEX": ASSS_Samlet = Raden(SomRader(a), CLng(b))
        Case "COUNT": ASSS_Samlet = AvTallene(hva, SomRader(a))
        Case Else
            ASSS_Samlet = FoersteFeil(a)
            If Not IsError(ASSS_Samlet) Then ASSS_Samlet = AvTallene(hva, SomRader(a))
    End Select
    Exit Function
ForStort:
    ASSS_Samlet = CVErr(xlErrNum)
End Function

Private Function AvTallene(hva As String, rekke As Variant) As Variant
    Dim verdi As Variant
    Dim antall As Long
    Dim sum As Double
    Dim lavest As Double
    Dim hoeyest As Double
    For Each verdi In Radvis(rekke)
        If ErTall(verdi) Then
            antall = antall + 1
            sum = sum + CDbl(verdi)
            If antall = 1 Or CDbl(verdi) < lavest Then lavest = CDbl(verdi)
            If antall = 1 Or CDbl(verdi) > hoeyest Then hoeyest = CDbl(verdi)
        End If
    Next verdi
    Select Case hva
        Case "COUNT": AvTallene = antall
        Case "SUM": AvTallene = sum
        Case "MIN": AvTallene = lavest
        Case "MAX": AvTallene = hoeyest
        Case "AVERAGE": If antall = 0 Then AvTallene = CVErr(xlErrDiv0) Else AvTallene = sum / antall
    End Select
End Function

' For Each tar en rekke kolonne for kolonne; Excel summerer rad for rad.
Private Function Radvis(rekke As Variant) As Variant
    Radvis = rekke
    If UBound(rekke, 1) > 1 And UBound(rekke, 2) > 1 Then Radvis = Vendt(rekke)
End Function

Private Function Produktsum(a As Variant, b As Variant, c As Variant) As Variant
    Dim i As Long
    Dim j As Long
    Dim sum As Double
    Dim ledd As Variant
    If Not (PasserTil(a, b) And PasserTil(a, c)) Then
        Produktsum = CVErr(xlErrValue)
        Exit Function
    End If
    For i = 1 To UBound(a, 1)
        For j = 1 To UBound(a, 2)
            ledd = Ledd3(Paa(a, i, j), Paa(b, i, j), Paa(c, i, j))
            If IsError(ledd) Then
                Produktsum = ledd
                Exit Function
            End If
            sum = sum + ledd
        Next j
    Next i
    Produktsum = sum
End Function

' Utelatt faktor er 1.
Private Function PasserTil(a As Variant, b As Variant) As Boolean
    PasserTil = True
    If IsArray(b) Then PasserTil = (UBound(a, 1) = UBound(b, 1) And UBound(a, 2) = UBound(b, 2))
End Function

Private Function Ledd3(a As Variant, b As Variant, c As Variant) As Variant
    Dim verdi As Variant
    Ledd3 = 1#
    For Each verdi In Array(a, b, c)
        If IsError(verdi) Then
            Ledd3 = verdi
            Exit Function
        End If
        If ErTall(verdi) Then Ledd3 = Ledd3 * CDbl(verdi) Else Ledd3 = 0#
    Next verdi
End Function

Private Function Matrise(a As Variant, b As Variant) As Variant
    Dim ut() As Variant
    Dim i As Long
    Dim j As Long
    Dim k As Long
    Matrise = FoersteFeil(a)
    If Not IsError(Matrise) Then Matrise = FoersteFeil(b)
    If IsError(Matrise) Then Exit Function
    Matrise = CVErr(xlErrValue)
    If UBound(a, 2) <> UBound(b, 1) Then Exit Function
    ReDim ut(1 To UBound(a, 1), 1 To UBound(b, 2))
    For i = 1 To UBound(ut, 1)
        For j = 1 To UBound(ut, 2)
            ut(i, j) = 0#
            For k = 1 To UBound(b, 1)
                If Not (ErTall(a(i, k)) And ErTall(b(k, j))) Then Exit Function
                ut(i, j) = ut(i, j) + CDbl(a(i, k)) * CDbl(b(k, j))
            Next k
        Next j
    Next i
    Matrise = ut
End Function

Private Function Vendt(a As Variant) As Variant
    Dim ut() As Variant
    Dim i As Long
    Dim j As Long
    ReDim ut(1 To UBound(a, 2), 1 To UBound(a, 1))
    For i = 1 To UBound(a, 1)
        For j = 1 To UBound(a, 2)
            ut(j, i) = a(i, j)
        Next j
    Next i
    Vendt = ut
End Function

Private Function Raden(a As Variant, nummer As Long) As Variant
    Dim ut() As Variant
    Dim j As Long
    ReDim ut(1 To 1, 1 To UBound(a, 2))
    For j = 1 To UBound(a, 2)
        ut(1, j) = a(nummer, j)
    Next j
    Raden = ut
End Function

' Plassen til hver av verdiene i en rad eller kolonne; #I/T for den som ikke er der.
Private Function Plasser(soekt As Variant, rekke As Variant) As Variant
    Dim ut() As Variant
    Dim i As Long
    Dim j As Long
    ReDim ut(1 To UBound(soekt, 1), 1 To UBound(soekt, 2))
    For i = 1 To UBound(soekt, 1)
        For j = 1 To UBound(soekt, 2)
            ut(i, j) = Plass(soekt(i, j), rekke)
        Next j
    Next i
    Plasser = ut
End Function

Private Function Plass(ByVal soekt As Variant, rekke As Variant) As Variant
    Dim verdi As Variant
    Dim nummer As Long
    Plass = soekt
    If IsError(soekt) Then Exit Function
    If IsEmpty(soekt) Then soekt = 0#
    For Each verdi In rekke
        nummer = nummer + 1
        If Not (IsError(verdi) Or IsEmpty(verdi)) Then
            If Foer(verdi, soekt) = 0 Then
                Plass = nummer
                Exit Function
            End If
        End If
    Next verdi
    Plass = CVErr(xlErrNA)
End Function
