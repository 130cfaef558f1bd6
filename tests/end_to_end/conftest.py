"""What is made once of the delivered workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.rendering import to_pdf


@pytest.fixture(scope="session")
def native_pdf(native_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its printed pages, as LibreOffice makes them."""
    return to_pdf(native_file, tmp_path_factory.mktemp("pdf"))
