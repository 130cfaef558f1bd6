"""Writes an OLE compound file ([MS-CFB], version 3): the container of a ``vbaProject.bin``.

Small and strict: storages one level deep, streams in memory, the same bytes for the same input.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI_SECTOR, _MINI_CUTOFF = 512, 64, 4096
_FREE, _END, _FAT_SECTOR, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_HEADER_DIFAT = 109


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    color: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    children: list[int] = field(default_factory=list)


def compound_file(tree: Tree) -> bytes:
    """The file for a tree of ``{name: bytes}`` and ``{name: {name: bytes}}``."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(entries, 0, tree)
    mini, mini_fat = _mini_stream(entries)
    entries[0].content = mini
    chains: list[bytes] = []
    fat: list[int] = []
    entries[0].start = _chain(fat, chains, mini)
    for entry in entries[1:]:
        if entry.kind == _STREAM and len(entry.content) >= _MINI_CUTOFF:
            entry.start = _chain(fat, chains, entry.content)
    mini_fat_start = _chain(fat, chains, struct.pack(f"<{len(mini_fat)}I", *mini_fat), _FREE)
    directory_start = _chain(fat, chains, _directory(entries))
    return _assembled(fat, chains, directory_start, mini_fat_start, len(mini_fat))


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    for name, content in tree.items():
        if len(name) > 31:
            raise ValueError(f"{name}: a name in a compound file has at most 31 characters")
        entries[parent].children.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE))
            _add(entries, len(entries) - 1, content)
    ordered = sorted(
        entries[parent].children, key=lambda i: (len(entries[i].name), entries[i].name.upper())
    )
    full_levels = (len(ordered) + 1).bit_length() - 1
    entries[parent].child = _balanced(entries, ordered, 0, full_levels)


def _balanced(entries: list[_Entry], ordered: Sequence[int], depth: int, full_levels: int) -> int:
    """A balanced tree is a valid red-black tree when only its unfilled last level is red."""
    if not ordered:
        return _NONE
    middle = len(ordered) // 2
    root = ordered[middle]
    entry = entries[root]
    entry.color = _BLACK if depth < full_levels else _RED
    entry.left = _balanced(entries, ordered[:middle], depth + 1, full_levels)
    entry.right = _balanced(entries, ordered[middle + 1 :], depth + 1, full_levels)
    return root


def _mini_stream(entries: list[_Entry]) -> tuple[bytes, list[int]]:
    stream = b""
    fat: list[int] = []
    for entry in entries:
        if entry.kind != _STREAM or not 0 < len(entry.content) < _MINI_CUTOFF:
            continue
        entry.start = len(fat)
        count = -(-len(entry.content) // _MINI_SECTOR)
        fat += [entry.start + i + 1 for i in range(count - 1)] + [_END]
        stream += entry.content.ljust(count * _MINI_SECTOR, b"\0")
    return stream, fat


def _chain(fat: list[int], chains: list[bytes], content: bytes, padding: int = 0) -> int:
    if not content:
        return _END
    start = len(fat)
    count = -(-len(content) // _SECTOR)
    fat += [start + i + 1 for i in range(count - 1)] + [_END]
    chains.append(content.ljust(count * _SECTOR, b"\xff" if padding else b"\0"))
    return start


def _directory(entries: list[_Entry]) -> bytes:
    return b"".join(_directory_entry(entry) for entry in entries) + _unused(-len(entries) % 4)


def _unused(count: int) -> bytes:
    return (b"\0" * 68 + struct.pack("<3I", _NONE, _NONE, _NONE) + b"\0" * 48) * count


def _directory_entry(entry: _Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    start = 0 if entry.kind == _STORAGE else entry.start
    return struct.pack(
        "<64sHBB3I16sIQQIQ",
        name, len(name), entry.kind, entry.color, entry.left, entry.right, entry.child,
        b"", 0, 0, 0, start, len(entry.content),
    )  # fmt: skip


def _assembled(
    fat: list[int], chains: list[bytes], directory: int, mini_fat: int, mini_count: int
) -> bytes:
    fat_sectors = 1
    while fat_sectors * (_SECTOR // 4) < len(fat) + fat_sectors:
        fat_sectors += 1
    if fat_sectors > _HEADER_DIFAT:
        raise ValueError("the VBA project is too large")
    first_fat = len(fat)
    fat = fat + [_FAT_SECTOR] * fat_sectors
    fat += [_FREE] * (fat_sectors * (_SECTOR // 4) - len(fat))
    mini_sectors = -(-mini_count * 4 // _SECTOR)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fat_sectors,
        directory, 0, _MINI_CUTOFF, mini_fat, mini_sectors, _END, 0,
    )  # fmt: skip
    difat = [first_fat + i for i in range(fat_sectors)]
    difat += [_FREE] * (_HEADER_DIFAT - len(difat))
    header += struct.pack(f"<{_HEADER_DIFAT}I", *difat)
    return header + b"".join(chains) + struct.pack(f"<{len(fat)}I", *fat)
