Attribute VB_Name = "ThisWorkbook"
Attribute VB_Base = "0{00020819-0000-0000-C000-000000000046}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
' Gir funksjonene hjelpetekst i Excels funksjonsveiviser når tillegget åpnes, og sier fra om noe mangler.
Option Explicit

Private Sub Workbook_Open()
    ASSS_Registrer
    ASSS_MeldNyeMangler
End Sub
