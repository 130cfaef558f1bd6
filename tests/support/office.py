"""Marks for the tests that need LibreOffice."""

from __future__ import annotations

import shutil

import pytest

from asss_xl.delivery.printing import COMMANDS

#: Use as ``@needs_libreoffice`` or ``pytestmark = needs_libreoffice``.
needs_libreoffice = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not any(map(shutil.which, COMMANDS)), reason="LibreOffice Calc (the command soffice) is not installed"
    ),
]
