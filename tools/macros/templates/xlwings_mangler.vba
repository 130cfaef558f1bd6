Attribute VB_Name = "xlwings"
' Står i stedet for xlwings' modul i tillegget som ikke er satt opp på en maskin. Modulen må være av
' samme versjon som xlwings på maskinen; asss-xl addin install setter den inn.
Option Explicit
Option Private Module

Public Const XLWINGS_VERSION As String = ""

Public Function XLPy() As Variant
    Err.Raise 1000, Description:=ASSS_Mangler()
End Function

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    GetConfig = default
End Function

Public Function GetConfigFilePath() As String
    GetConfigFilePath = ""
End Function

Public Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = Len(FileSpec) = 0
End Function

Public Function ParentFolder(ByVal Folder As String) As String
    ParentFolder = Folder
End Function
