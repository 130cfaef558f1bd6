Attribute VB_Name = "ASSS_resultat"
' Det Python svarer, slik Excel skal ha det. xlwings kan ikke sende feilverdier fra Python; de
' kommer som tekst (#N/A) og blir ekte feilverdier her. Laget med tools.make.
Option Explicit
Option Private Module

Private sisteMelding As String

Public Function ASSS_Svar(ByVal verdi As Variant) As Variant
    Dim i As Long
    Dim j As Long
    If Not IsArray(verdi) Then
        ASSS_Svar = Celleverdi(verdi)
        Exit Function
    End If
    If ASSS_Dimensjoner(verdi) = 1 Then
        For i = LBound(verdi) To UBound(verdi)
            verdi(i) = Celleverdi(verdi(i))
        Next i
    Else
        For i = LBound(verdi, 1) To UBound(verdi, 1)
            For j = LBound(verdi, 2) To UBound(verdi, 2)
                verdi(i, j) = Celleverdi(verdi(i, j))
            Next j
        Next i
    End If
    ASSS_Svar = verdi
End Function

' Python svarte ikke: meldingen tas vare på og vises av knappen «Funksjonene», cellen får #VERDI!.
Public Function ASSS_Feil(melding As String) As Variant
    sisteMelding = melding
    ASSS_Feil = CVErr(xlErrValue)
End Function

Public Function ASSS_SisteFeil() As String
    ASSS_SisteFeil = Left$(sisteMelding, 900)
End Function

Private Function Celleverdi(verdi As Variant) As Variant
    Celleverdi = verdi
    If VarType(verdi) <> vbString Then Exit Function
    If Left$(verdi, 1) <> "#" Then Exit Function
    Select Case verdi
        Case "#N/A": Celleverdi = CVErr(xlErrNA)
        Case "#DIV/0!": Celleverdi = CVErr(xlErrDiv0)
        Case "#VALUE!": Celleverdi = CVErr(xlErrValue)
        Case "#NUM!": Celleverdi = CVErr(xlErrNum)
        Case "#REF!": Celleverdi = CVErr(xlErrRef)
        Case "#NAME?": Celleverdi = CVErr(xlErrName)
        Case "#NULL!": Celleverdi = CVErr(xlErrNull)
        Case "#GETTING_DATA", "#SPILL!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!"
            Celleverdi = CVErr(xlErrValue)
    End Select
End Function
