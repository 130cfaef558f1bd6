Attribute VB_Name = "ASSS_omraade"
' Områdene som en funksjon får: hele kolonner kortes. Laget med tools.make.
Option Explicit
Option Private Module

Private Const FLEST_RADER As Long = 1048576

' Hele kolonner kortes til radene som er i bruk; A:A ville ellers sendt en million tomme celler.
' Funksjoner av hele områder beholder en tom rad, og høyden blir aldri lik et annet områdes ved et
' uhell: områder av ulik størrelse skal fortsatt gi #VERDI!.
Public Sub ASSS_Avgrens(argumenter As Variant, fyller As Boolean)
    Dim i As Long
    Dim siste As Long
    For i = LBound(argumenter) To UBound(argumenter)
        If IsObject(argumenter(i)) Then
            If ErHeleKolonner(argumenter(i)) Then
                If SisteRad(argumenter(i)) > siste Then siste = SisteRad(argumenter(i))
            End If
        End If
    Next i
    If siste = 0 Then Exit Sub
    If Not fyller Then siste = LedigHoeyde(argumenter, siste + 1)
    If siste >= FLEST_RADER Then Exit Sub
    For i = LBound(argumenter) To UBound(argumenter)
        If IsObject(argumenter(i)) Then
            If ErHeleKolonner(argumenter(i)) Then Set argumenter(i) = argumenter(i).Resize(siste)
        End If
    Next i
End Sub

Private Function LedigHoeyde(argumenter As Variant, hoeyde As Long) As Long
    Dim i As Long
    Dim opptatt As Boolean
    LedigHoeyde = hoeyde
    Do
        opptatt = False
        For i = LBound(argumenter) To UBound(argumenter)
            If IsObject(argumenter(i)) Then
                If argumenter(i).Rows.Count = LedigHoeyde Then opptatt = True
            End If
        Next i
        If opptatt Then LedigHoeyde = LedigHoeyde + 1
    Loop While opptatt
End Function

Private Function ErHeleKolonner(verdi As Variant) As Boolean
    If TypeName(verdi) <> "Range" Then Exit Function
    If verdi.Areas.Count > 1 Then Exit Function
    ErHeleKolonner = (verdi.Rows.Count = verdi.Worksheet.Rows.Count)
End Function

Private Function SisteRad(kolonner As Variant) As Long
    With kolonner.Worksheet.UsedRange
        SisteRad = .Row + .Rows.Count - 1
    End With
End Function

Public Function ASSS_Dimensjoner(verdi As Variant) As Long
    On Error GoTo Ferdig
    Do While UBound(verdi, ASSS_Dimensjoner + 1) >= 0
        ASSS_Dimensjoner = ASSS_Dimensjoner + 1
    Loop
Ferdig:
End Function
