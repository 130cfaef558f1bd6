Attribute VB_Name = "ASSS_tjener"
' Kallene til Python. xlwings leser innstillingsfilen om igjen mer enn ti ganger hver gang XLPy blir
' kalt; derfor huskes tjeneren mellom kallene. Laget med tools.make.
Option Explicit
Option Private Module

Private Const MODUL As String = "asss_xl.addin.udf"

Private Const FLEST_RADER As Long = 1048576

Private tjener As Object

' Kall en funksjon. fyller: svaret fyller like mange celler som området som ble gitt.
Public Function ASSS_Kall(navn As String, argumenter As Variant, fyller As Boolean) As Variant
    Dim forsoek As Long
    Dim nummer As Long
    Dim melding As String
    On Error GoTo Feilet
    ASSS_Avgrens argumenter, fyller
Igjen:
    If tjener Is Nothing Then Set tjener = XLPy()
    ASSS_Kall = ASSS_Svar(tjener.CallUDF(MODUL, navn, argumenter, ActiveWorkbook, Application.Caller))
    Exit Function
Feilet:
    nummer = Err.Number
    melding = Err.Description
    forsoek = forsoek + 1
    If forsoek = 1 And ErBorte(nummer) Then
        Set tjener = Nothing
        Resume Igjen
    End If
    ASSS_Kall = ASSS_Feil(melding)
End Function

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

' Python er avsluttet: tjeneren utilgjengelig, kallet brutt, forbindelsen koblet fra.
Private Function ErBorte(nummer As Long) As Boolean
    ErBorte = (nummer = -2147023174 Or nummer = -2147023170 Or nummer = -2147417848)
End Function
