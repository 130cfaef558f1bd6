"""What is made once of the delivered workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.delivery.printing import readers_pages
from tests.end_to_end.rendering import to_pdf


@pytest.fixture(scope="session")
def native_pdf(native_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader's pages of it, as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("pdf")
    return to_pdf(readers_pages(native_file, folder), folder)
