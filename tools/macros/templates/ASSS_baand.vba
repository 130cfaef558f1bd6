Attribute VB_Name = "ASSS_baand"
' Knappene på fanen ASSS. Ingen av makroene bruker nettet, starter programmer eller skriver filer.
' Laget med tools.make; endringer gjøres i tools/macros/templates og her med
' python -m tools.make.
Option Explicit

Private Const TITTEL As String = "ASSS"
Private Const IKKE_DATA As String = "Ikke data"
Private Const FLEST_VIST As Long = 15
Private Const FLEST_LEST As Long = 2000000

' Sett inn en funksjon i den valgte cellen og åpne Excels veiviser for argumentene.
Public Sub ASSS_SettInn(control As Object)
    Dim celle As Range
    Set celle = ValgtCelle()
    If celle Is Nothing Then Exit Sub
    If Len(celle.Formula) > 0 Then
        If Not Bekreftet("Cellen " & celle.Address(False, False) & " er ikke tom. Skal den erstattes?") Then Exit Sub
    End If
    If Not SattInn(celle, control.Tag) Then
        MsgBox "Funksjonen kunne ikke settes inn. Er arket beskyttet?", vbExclamation, TITTEL
    End If
End Sub

' Avbryter brukeren veiviseren, eller går det ikke, er cellen som den var.
Private Function SattInn(celle As Object, navn As String) As Boolean
    Dim foer As String
    Dim tallformat As String
    Dim matrise As Boolean
    foer = Innhold(celle)
    tallformat = celle.NumberFormat
    matrise = celle.HasArray
    On Error GoTo Tilbake
    If tallformat = "@" Then celle.NumberFormat = "General"
    SkrivFormel celle, "=" & navn & "()", False
    SattInn = True
    If CBool(celle.FunctionWizard) Then Exit Function
Angre:
    On Error Resume Next
    celle.NumberFormat = tallformat
    SkrivFormel celle, foer, matrise
    Exit Function
Tilbake:
    SattInn = False
    Resume Angre
End Function

Private Function Innhold(celle As Object) As String
    If HarFormula2(celle) Then Innhold = celle.Formula2 Else Innhold = celle.Formula
    If celle.PrefixCharacter = "'" Then Innhold = "'" & Innhold
End Function

' Bare Formula2 lar et svar fylle flere celler. Excel 2019 og eldre har den ikke.
Private Sub SkrivFormel(celle As Object, formel As String, matrise As Boolean)
    If HarFormula2(celle) Then
        celle.Formula2 = formel
    ElseIf matrise Then
        celle.FormulaArray = formel
    Else
        celle.Formula = formel
    End If
End Sub

Private Function HarFormula2(celle As Object) As Boolean
    On Error Resume Next
    HarFormula2 = Len(celle.Formula2) >= 0
End Function

' Regn ut indeks, avvik, avvik i prosent og funn til høyre for den valgte tabellen.
Public Sub ASSS_FyllProfil(control As Object)
    Dim tabell As Range
    Dim resultat As Range
    Set tabell = ValgtOmraade()
    If tabell Is Nothing Then Exit Sub
    If tabell.Areas.Count > 1 Or tabell.Columns.Count < 3 Or tabell.Columns.Count > 5 Then
        MsgBox "Merk en tabell uten overskrift med kolonnene indikator, verdi og snitt," & vbCrLf & _
            "og eventuelt laveste og høyeste verdi i nettverket.", vbInformation, TITTEL
        Exit Sub
    End If
    Set resultat = tabell.Offset(0, tabell.Columns.Count).Resize(tabell.Rows.Count, 4)
    If Application.WorksheetFunction.CountA(resultat) > 0 Then
        If Not Bekreftet("Det står noe i " & resultat.Address(False, False) & ". Skal det erstattes?") Then Exit Sub
    End If
    On Error GoTo Avbrutt
    resultat.Columns(1).FormulaR1C1 = Formel(ASSS_Indeksformel(), tabell)
    resultat.Columns(2).FormulaR1C1 = Formel(ASSS_Avviksformel(), tabell)
    resultat.Columns(3).FormulaR1C1 = Formel(ASSS_Prosentformel(), tabell)
    resultat.Columns(4).FormulaR1C1 = Formel(ASSS_Funnformel(tabell.Columns.Count), tabell)
    resultat.Columns(1).NumberFormat = "0"
    resultat.Columns(3).NumberFormat = "0.0"
    SettOverskrift tabell, resultat
    Exit Sub
Avbrutt:
    MsgBox "Profilen kunne ikke fylles ut. Er arket beskyttet?", vbExclamation, TITTEL
End Sub

' Vis alle funksjonene med argumenter, enhet og kilde i en ny arbeidsbok.
Public Sub ASSS_VisHjelp(control As Object)
    Dim bok As Workbook
    Dim ark As Worksheet
    Dim rader As Variant
    rader = ASSS_Funksjonsliste()
    Set bok = Workbooks.Add(xlWBATWorksheet)
    Set ark = bok.Worksheets(1)
    ark.Name = "ASSS-funksjoner"
    ark.Range("A1").Resize(UBound(rader, 1), UBound(rader, 2)).NumberFormat = "@"
    ark.Range("A1").Resize(UBound(rader, 1), UBound(rader, 2)).Value = rader
    ark.Rows(1).Font.Bold = True
    ark.Columns("A:E").WrapText = True
    ark.Columns("A").ColumnWidth = 14
    ark.Columns("B:C").ColumnWidth = 50
    ark.Columns("D:E").ColumnWidth = 28
    ark.Rows.VerticalAlignment = xlTop
    bok.Saved = True
    ASSS_MeldTilstand
End Sub

' Tell feilverdier og kontroller som sier FEIL i den aktive arbeidsboken.
Public Sub ASSS_KontrollerBok(control As Object)
    Dim ark As Worksheet
    Dim funnet As Long
    Dim tekst As String
    Dim igjen As Long
    If ActiveWorkbook Is Nothing Then Exit Sub
    igjen = FLEST_LEST
    For Each ark In ActiveWorkbook.Worksheets
        KontrollerArk ark, funnet, tekst, igjen
    Next ark
    If igjen < 0 Then tekst = tekst & vbCrLf & "Boka er stor: bare de første " & FLEST_LEST & " cellene er sett på."
    If funnet = 0 And igjen < 0 Then
        MsgBox "Ingen feilverdier så langt." & tekst, vbExclamation, TITTEL
    ElseIf funnet = 0 Then
        MsgBox "Ingen feilverdier, og ingen kontroller sier FEIL.", vbInformation, TITTEL
    Else
        If funnet > FLEST_VIST Then tekst = tekst & vbCrLf & "… og " & (funnet - FLEST_VIST) & " til."
        MsgBox funnet & " celler må ses på:" & vbCrLf & tekst, vbExclamation, TITTEL
    End If
End Sub

' Bare rader med innhold leses, og ikke flere celler enn det som er igjen: formatering eller én celle
' langt nede ville ellers gjort arket til 17 milliarder celler.
Private Sub KontrollerArk(ark As Worksheet, funnet As Long, tekst As String, igjen As Long)
    Dim rekke As Range
    Dim kolonner As Long
    Dim rad As Long
    kolonner = SisteBrukte(ark, xlByColumns)
    For rad = 1 To SisteBrukte(ark, xlByRows)
        If igjen < 0 Then Exit Sub
        Set rekke = ark.Cells(rad, 1).Resize(1, kolonner)
        If Application.WorksheetFunction.CountA(rekke) > 0 Then
            igjen = igjen - kolonner
            If igjen >= 0 Then KontrollerRekke rekke, funnet, tekst
        End If
    Next rad
End Sub

Private Sub KontrollerRekke(rekke As Range, funnet As Long, tekst As String)
    Dim verdier As Variant
    Dim i As Long
    ' Én celle til, så verdiene alltid er en tabell.
    If rekke.Columns.Count = 1 Then verdier = rekke.Resize(1, 2).Value Else verdier = rekke.Value
    For i = 1 To rekke.Columns.Count
        If IsError(verdier(1, i)) Then
            NoterCelle rekke.Cells(1, i), rekke.Cells(1, i).Text, funnet, tekst
        ElseIf VarType(verdier(1, i)) = vbString Then
            If UCase$(verdier(1, i)) = "FEIL" Then NoterCelle rekke.Cells(1, i), "FEIL", funnet, tekst
        End If
    Next i
End Sub

' Formler finner også det som er skjult; verdier finner det en formel i en annen celle har fylt ut.
Private Function SisteBrukte(ark As Worksheet, rekkefoelge As Long) As Long
    Dim hvor As Variant
    Dim celle As Range
    Dim nummer As Long
    For Each hvor In Array(xlFormulas, xlValues)
        Set celle = ark.Cells.Find("*", ark.Cells(1, 1), hvor, xlPart, rekkefoelge, xlPrevious)
        If Not celle Is Nothing Then
            nummer = celle.Column
            If rekkefoelge = xlByRows Then nummer = celle.Row
            If nummer > SisteBrukte Then SisteBrukte = nummer
        End If
    Next hvor
End Function

Private Sub NoterCelle(celle As Range, hva As String, funnet As Long, tekst As String)
    funnet = funnet + 1
    If funnet > FLEST_VIST Then Exit Sub
    tekst = tekst & vbCrLf & celle.Parent.Name & "!" & celle.Address(False, False) & ": " & hva
End Sub

Private Function Formel(mal As String, tabell As Range) As String
    Dim navn As Variant
    Dim i As Long
    navn = Array("_indikator_", "_verdi_", "_snitt_", "_lavest_", "_hoeyest_")
    Formel = mal
    For i = 0 To tabell.Columns.Count - 1
        Formel = Replace(Formel, navn(i), "RC" & (tabell.Column + i))
    Next i
    ' Bare manglende tall er «Ikke data»; et snitt på null skal synes som #DIV/0!.
    Formel = "=IFNA(" & Formel & ",""" & IKKE_DATA & """)"
End Function

Private Sub SettOverskrift(tabell As Range, resultat As Range)
    If tabell.Row = 1 Then Exit Sub
    If Application.WorksheetFunction.CountA(resultat.Rows(1).Offset(-1, 0)) > 0 Then Exit Sub
    resultat.Rows(1).Offset(-1, 0).Value = Array("Indeks", "Avvik", "Avvik %", "Funn")
End Sub

Private Function ValgtCelle() As Range
    Dim omraade As Range
    Set omraade = ValgtOmraade()
    If Not omraade Is Nothing Then Set ValgtCelle = omraade.Cells(1, 1)
End Function

Private Function ValgtOmraade() As Range
    If TypeName(Selection) = "Range" Then
        Set ValgtOmraade = Selection
    Else
        MsgBox "Velg en celle i et regneark først.", vbInformation, TITTEL
    End If
End Function

Private Function Bekreftet(spoersmaal As String) As Boolean
    Bekreftet = (MsgBox(spoersmaal, vbQuestion + vbYesNo + vbDefaultButton2, TITTEL) = vbYes)
End Function
