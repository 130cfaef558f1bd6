"""``macros/LES_MEG_IT.md``: what an IT department needs to know before installing the add-in."""

from __future__ import annotations

from asss_xl.addin.exposed import EXPOSED

_TEXT = """\
# ASSS-tillegget for Excel: til IT-avdelingen

Filene i denne mappa er laget av `python -m tools.make` fra funksjonskatalogen i `asss_xl`.
Alt er åpen kildekode som kan leses her. **Ingen har prøvd tillegget i Excel på maskinene der det
er laget**; de har ikke Excel. Prøv det på én maskin før dere deler det ut.

Trenger brukerne tillegget? For de fleste holder arbeidsbøkene slik de er: de har ingen makroer. Den
som vil bruke funksjonene i egne arbeidsbøker i Excel 365, 2024 eller på nettet, kan få dem som
LAMBDA-navn uten makroer og uten Python (`asss-xl functions --into min.xlsx --out ny.xlsx`).
Tillegget er for dem som vil ha funksjonene i alle arbeidsbøker på Windows.

## Hva som finnes her

| fil | innhold |
|---|---|
| `ASSS_xl.xlam` | tillegget uten xlwings' modul; kopiert for hånd sier det hva som mangler |
| `ASSS_xl.bas` | ett VBA-omslag per funksjon ({count} stykker), som kaller Python gjennom `ASSS_tjener` |
| `ASSS_tjener.bas` | forbindelsen til Python; hele kolonner kortes til det som er i bruk |
| `ASSS_oppsett.bas` | sier hva som mangler: Python, innstillinger eller xlwings' bibliotek |
| `ASSS_resultat.bas` | gjør feiltekster fra Python om til Excels feilverdier |
| `ASSS_funksjoner.bas` | hjelpetekster, funksjonsliste og formlene til «Fyll ut profil» |
| `ASSS_baand.bas` | knappene på fanen ASSS |
| `ThisWorkbook.cls` | `Workbook_Open`, som legger hjelpetekstene inn i funksjonsveiviseren |
| `ribbon/customUI14.xml` | fanen ASSS |
| `lite/` | funksjonene for xlwings Lite, uten makroer (se `docs/xlwings-lite.md`) |

## Hvilke makroer som finnes, og hva de gjør

| makro | hva den gjør |
|---|---|
| `Workbook_Open` | legger beskrivelser inn i funksjonsveiviseren, og sier fra om noe mangler |
| `ASSS_SettInn` | setter en funksjon inn i den valgte cellen og åpner Excels funksjonsveiviser |
| `ASSS_FyllProfil` | skriver fire kolonner med formler til høyre for merket tabell; spør først |
| `ASSS_VisHjelp` | viser funksjonslisten i en ny arbeidsbok |
| `ASSS_KontrollerBok` | teller feilverdier og celler med FEIL; endrer ingenting |
| `ASSS_…` (funksjonene) | beregner i Python, i en egen prosess som brukeren selv eier |

- **Nettverk:** ingen makro og ingen funksjon bruker nettet. Python leser bare datapakken på disken
  (den som følger med, eller mappa i miljøvariabelen `ASSS_XL_DATA`).
- **Filer og prosesser:** makroene våre skriver ingen filer. xlwings leser `INTERPRETER_WIN` i
  `%USERPROFILE%\\.asss_xl\\asss_xl.conf` og starter den når en funksjon kalles første gang. Brukerens
  egen `xlwings.conf` røres ikke og leses ikke.
- **Administratorrettigheter:** trengs ikke. «Klarer tilgang til VBA-prosjektobjektmodellen» trenger
  ikke slås på.

## Endringer i xlwings' modul

`asss-xl addin install` bygger det ferdige tillegget på brukerens maskin med modulen
`xlwings_custom_addin.bas` fra den installerte xlwings-pakken (BSD-lisens, versjonen må passe med
`xlwings64-….dll`). Tre linjer endres, og bygget stopper hvis de ikke finnes:

1. `PROJECT_NAME` settes til `asss_xl`, så innstillingene er våre egne.
2. Innstillinger leses **bare** fra brukerens egen fil. Ellers kunne et ark med navnet
   `asss_xl.conf` i en tilsendt arbeidsbok, eller en fil i samme mappe, bestemt hvilket program
   som startes.
3. Mappa til arbeidsboken legges **ikke** i Pythons søkesti. Ellers kunne en `.py`-fil ved siden av
   en tilsendt arbeidsbok blitt kjørt.

xlwings' eget tillegg (`xlwings.xlam`) har ikke disse endringene.

## Installere

1. Python 3.11 eller nyere, og `pip install asss_xl` i brukerens miljø (`pywin32` følger med).
2. `asss-xl addin install` på brukerens konto. Enten skrives alle tre filene (innstillinger, tillegg og
   logg), eller så er alt som før, og meldingen sier hvorfor. Kommandoen kan kjøres igjen.
   `asss-xl addin status` viser tilstanden, `asss-xl addin uninstall` tar bort bare det som er vårt.
3. Start Excel på nytt.

For hånd: åpne en tom arbeidsbok i Excel, Alt+F11, importer `.bas`-filene som
`asss-xl functions --format bas --out MAPPE` skriver (med xlwings' modul), lim innholdet i
`ThisWorkbook.cls` (uten linjene som begynner med `Attribute`) inn i
ThisWorkbook, lagre som Excel-tillegg (`.xlam`), og legg `customUI14.xml`
inn med for eksempel Office RibbonX Editor.

## Signering og klarert plassering

- **Klarert plassering.** `install` legger filen i brukerens `XLSTART`
  (`%APPDATA%\\Microsoft\\Excel\\XLSTART`), som er klarert plassering i Excel som standard. Er
  brukerens klarerte plasseringer slått av i gruppepolicy, legg filen i en klarert mappe dere
  styrer, og la brukerne ikke ha skriverett der.
- **Signering.** Skal bare signerte makroer kjøre: åpne `ASSS_xl.xlam` i Excel, Alt+F11, Verktøy →
  Digital signatur, velg sertifikatet deres og lagre. Gi den signerte filen til brukerne
  (`asss-xl addin install --file ASSS_xl.xlam`, der den er bygget på en maskin med samme
  xlwings-versjon). Signaturen blir ugyldig når modulene endres, også når xlwings oppgraderes.
- **Blokkerte makroer (Mark of the Web).** En `.xlam` fra e-post eller nettleser har merket fra
  internett, og Excel blokkerer makroene uten å spørre. Et tillegg som er bygget på maskinen, har
  ikke merket. Har en fil det: høyreklikk → Egenskaper → Fjern blokkering, eller
  `Unblock-File ASSS_xl.xlam`. Ikke slå av blokkeringen for alle.
- **Beskyttet visning.** Funksjonene regnes ikke ut før brukeren har trykket «Aktiver redigering».

## Hjelp mens man skriver

Excel viser ikke hjelp i cellen for VBA-funksjoner. Det gjør det frie tillegget Excel-DNA IntelliSense
(`ExcelDna.IntelliSense64.xll`), som leser beskrivelsene fra en XML-del inne i `ASSS_xl.xlam`. Det er
ikke nødvendig for noe annet. Legg aldri andre filer i `XLSTART`: Excel åpner alt som ligger der.

## Fjerne

`asss-xl addin uninstall`, og `pip uninstall asss_xl`. For hånd: slett
`%APPDATA%\\Microsoft\\Excel\\XLSTART\\ASSS_xl.xlam` og mappa `%USERPROFILE%\\.asss_xl`.
"""


def text() -> str:
    """The page."""
    return _TEXT.replace("{count}", str(len(EXPOSED)))
