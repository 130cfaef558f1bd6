"""A line of a profile's picture as a PNG, for documents that cannot draw: numpy and zlib, no more."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np

from asss_xl.delivery.export.saken import Punkt

#: In pixels; drawn so many times as large, so that edges are soft.
WIDTH, HEIGHT, _FINER = 480, 24, 4
_MARGIN, _BAR, _DOT = 12, 3, 7
_WHITE, _PALE, _RED, _DARK = (255, 255, 255), (157, 195, 230), (192, 0, 0), (31, 78, 121)


def png(point: Punkt, scale: tuple[float, float]) -> bytes:
    """From the lowest to the highest, a red line at the mean, a dot for one's own."""
    canvas = np.full((HEIGHT * _FINER, WIDTH * _FINER, 3), _WHITE, dtype=np.uint8)
    middle = HEIGHT * _FINER // 2

    def at(index: float) -> int:
        share = (index - scale[0]) / (scale[1] - scale[0])
        return round((_MARGIN + share * (WIDTH - 2 * _MARGIN)) * _FINER)

    half = _BAR * _FINER
    canvas[middle - half : middle + half, at(point.lavest) : at(point.hoeyest)] = _PALE
    canvas[:, at(100.0) - _FINER : at(100.0) + _FINER] = _RED
    rows, columns = np.ogrid[: canvas.shape[0], : canvas.shape[1]]
    inside = (rows - middle) ** 2 + (columns - at(point.indeks)) ** 2 <= (_DOT * _FINER) ** 2
    canvas[inside] = _DARK
    softened = canvas.reshape(HEIGHT, _FINER, WIDTH, _FINER, 3).mean(axis=(1, 3)).round().astype(np.uint8)
    return _written(softened)


def _written(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """The file: eight bits of each colour, every row as it is."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
