"""Saving a workbook: written beside the target and moved into place."""

from __future__ import annotations

from pathlib import Path

from asss_xl.replacing import replacing
from asss_xl.workbook.book import Book
from asss_xl.workbook.writer import write


def save(book: Book, target: Path) -> None:
    """Replace the target by the book; a failure leaves what was there before."""
    with replacing(target) as made:
        write(book, made)
