"""VBA in LibreOffice's Basic: not Excel, but an engine that compiles VBA and shares no code with us."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def run_basic(folder: Path, modules: dict[str, str]) -> None:
    """Run ``Main`` of the module ``Driver``."""
    _basic_library(folder / "profil" / "user" / "basic", modules)
    soffice(folder, "macro:///Standard.Driver.Main")


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">
"""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def soffice(folder: Path, *arguments: str) -> None:
    """Run LibreOffice with a profile in the folder."""
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--norestore", *arguments],
        check=True,
        capture_output=True,
        timeout=180,
    )


def _basic_library(folder: Path, modules: dict[str, str]) -> None:
    """A user's Basic library with the modules, in a profile that is set up already."""
    standard = folder / "Standard"
    standard.mkdir(parents=True)
    (folder.parent / "registrymodifications.xcu").write_text(_PROFILE)
    for name, source in modules.items():
        kept = [line for line in source.splitlines() if not line.startswith("Attribute")]
        text = escape("\n".join(["Option VBASupport 1", *kept]))
        attributes = f'script:name="{name}" script:language="StarBasic"'
        namespace = 'xmlns:script="http://openoffice.org/2000/script"'
        module = f"<script:module {namespace} {attributes}>{text}</script:module>"
        head = _HEAD.format("script", "module")
        (standard / f"{name}.xba").write_text(head + module, encoding="utf-8")
    listed = "".join(f'<library:element library:name="{name}"/>' for name in modules)
    namespace = 'xmlns:library="http://openoffice.org/2000/library"'
    (standard / "script.xlb").write_text(
        _HEAD.format("library", "library")
        + f'<library:library {namespace} library:name="Standard" library:readonly="false" '
        f'library:passwordprotected="false">{listed}</library:library>'
    )
    (folder / "script.xlc").write_text(
        _HEAD.format("library", "libraries")
        + f'<library:libraries {namespace} xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" '
        'xlink:type="simple" library:link="false"/></library:libraries>'
    )
