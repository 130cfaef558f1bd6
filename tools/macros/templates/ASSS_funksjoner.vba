Attribute VB_Name = "ASSS_funksjoner"
' {generated}
Option Explicit
Option Private Module

' Hjelpetekst i funksjonsveiviseren. Excel nekter så lenge tillegget er skjult.
Public Sub ASSS_Registrer()
    On Error Resume Next
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
{registered}
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub

Private Sub Registrer(navn As String, beskrivelse As String, ParamArray argumenter())
    Dim tekster As Variant
    tekster = argumenter
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & navn, _
        Description:=beskrivelse, Category:="{category}", ArgumentDescriptions:=tekster
End Sub

Public Function ASSS_Funksjonsliste() As Variant
    Dim rader(1 To {rows}, 1 To 5) As Variant
    Rad rader, 1, "Gruppe", "Funksjon", "Beskrivelse", "Enhet", "Kilde"
{listed}
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
{index}
    ASSS_Indeksformel = s
End Function

Public Function ASSS_Avviksformel() As String
    Dim s As String
{deviation}
    ASSS_Avviksformel = s
End Function

Public Function ASSS_Prosentformel() As String
    Dim s As String
{percent}
    ASSS_Prosentformel = s
End Function

Public Function ASSS_Funnformel(kolonner As Long) As String
    Dim s As String
    If kolonner = 3 Then
{finding3}
    ElseIf kolonner = 4 Then
{finding4}
    ElseIf kolonner = 5 Then
{finding5}
    End If
    ASSS_Funnformel = s
End Function

