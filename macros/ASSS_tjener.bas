Attribute VB_Name = "ASSS_tjener"
' Kallene til Python. xlwings leser innstillingsfilen om igjen mer enn ti ganger hver gang XLPy blir
' kalt; derfor huskes tjeneren mellom kallene. Laget med tools.make.
Option Explicit
Option Private Module

Private Const MODUL As String = "asss_xl.addin.udf"

Private Const FLEST_RADER As Long = 1048576

Private tjener As Object
Private harSvart As Boolean
Private ingenPython As Boolean

' Kall en funksjon. fyller: svaret fyller like mange celler som området som ble gitt.
' En feil kan være at Python er avsluttet: forbindelsen lages på nytt, og kallet prøves én gang til.
' En Python som ikke lar seg starte eller aldri har svart, spørres ikke igjen for hver celle.
Public Function ASSS_Kall(navn As String, argumenter As Variant, fyller As Boolean) As Variant
    Dim forsoek As Long
    Dim startet As Boolean
    ASSS_Kall = CVErr(xlErrValue)
    If ingenPython Then Exit Function
    ASSS_Avgrens argumenter, fyller
    On Error GoTo Feilet
Igjen:
    forsoek = forsoek + 1
    If tjener Is Nothing Then Set tjener = XLPy()
    ASSS_Kall = ASSS_Svar(tjener.CallUDF(MODUL, navn, argumenter, ActiveWorkbook, Application.Caller))
    harSvart = True
    Exit Function
Feilet:
    ASSS_Kall = ASSS_Feil(Err.Description)
    startet = Not tjener Is Nothing
    Set tjener = Nothing
    If startet And forsoek = 1 Then Resume Igjen
    ingenPython = Not (startet And harSvart)
End Function

' Python spørres igjen ved neste kall.
Public Sub ASSS_ProevIgjen()
    ingenPython = False
    Set tjener = Nothing
End Sub

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
