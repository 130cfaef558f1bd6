Attribute VB_Name = "ASSS_tjener"
' Kallene til Python. xlwings leser innstillingsfilen om igjen mer enn ti ganger hver gang XLPy blir
' kalt; derfor huskes tjeneren mellom kallene. Laget med tools.make.
Option Explicit
Option Private Module

Private Const MODUL As String = "asss_xl.addin.udf"

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
