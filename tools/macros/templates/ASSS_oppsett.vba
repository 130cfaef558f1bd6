Attribute VB_Name = "ASSS_oppsett"
' Hva som mangler for at funksjonene skal virke, sagt når tillegget åpnes og av knappen «Funksjonene».
' Laget med tools.make.
Option Explicit
Option Private Module

Private Const RAAD As String = "Installer Python og asss_xl, og kjør: asss-xl addin install"

' Når tillegget åpnes: det samme sies bare én gang, også etter at Excel er startet på nytt.
Public Sub ASSS_MeldNyeMangler()
    If ASSS_Mangler() = GetSetting("ASSS", "Oppsett", "Sagt", "") Then Exit Sub
    SaveSetting "ASSS", "Oppsett", "Sagt", ASSS_Mangler()
    ASSS_MeldMangler
End Sub

' Av knappen «Funksjonene»: det som mangler, og den siste meldingen fra Python, som så spørres igjen.
Public Sub ASSS_MeldTilstand()
    ASSS_MeldMangler
    If Len(ASSS_SisteFeil()) = 0 Then Exit Sub
    ASSS_ProevIgjen
    MsgBox "Siste melding fra Python:" & vbCrLf & ASSS_SisteFeil() & vbCrLf & vbCrLf & _
        "Trykk Ctrl+Alt+F9 for å prøve igjen.", vbInformation, "ASSS"
End Sub

Public Sub ASSS_MeldMangler()
    If Len(ASSS_Mangler()) > 0 Then MsgBox ASSS_Mangler(), vbExclamation, "ASSS"
End Sub

' Tomt når alt er på plass.
Public Function ASSS_Mangler() As String
    #If Mac Then
        ASSS_Mangler = "ASSS-tillegget virker bare i Excel på Windows. Bruk LAMBDA-navnene eller xlwings Lite."
    #Else
        ASSS_Mangler = ManglerPaaWindows()
    #End If
End Function

Private Function ManglerPaaWindows() As String
    Dim python As String
    python = GetConfig("INTERPRETER_WIN", "")
    If Len(python) = 0 Then
        ManglerPaaWindows = "ASSS-tillegget vet ikke hvilken Python det skal bruke (" & GetConfigFilePath() & ")." & vbCrLf & RAAD
    ElseIf Not FileExists(python) Then
        ManglerPaaWindows = "ASSS-tillegget finner ikke Python: " & python & vbCrLf & RAAD
    ElseIf Not HarBibliotek(python) Then
        ManglerPaaWindows = "ASSS-tillegget finner ikke " & Bibliotek() & " ved " & python & "." & vbCrLf & RAAD
    End If
End Function

Private Function HarBibliotek(python As String) As Boolean
    Dim mappe As String
    mappe = ParentFolder(python)
    HarBibliotek = FileExists(mappe & "\" & Bibliotek())
    If Not HarBibliotek Then HarBibliotek = FileExists(ParentFolder(mappe) & "\" & Bibliotek())
End Function

Private Function Bibliotek() As String
    #If Win64 Then
        Bibliotek = "xlwings64-" & XLWINGS_VERSION & ".dll"
    #Else
        Bibliotek = "xlwings32-" & XLWINGS_VERSION & ".dll"
    #End If
End Function
