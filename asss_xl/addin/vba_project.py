"""Builds a ``vbaProject.bin`` from VBA sources, as [MS-OVBA] describes it.

Only sources are written, no compiled code: the specification asks writers for exactly that, and
the add-in template in the xlwings package has the same empty ``_VBA_PROJECT``. Office compiles
the sources when it opens the file. No machine of this project has Excel: that Excel takes the
result is for a person to try (docs/tillegg.md).
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asss_xl.addin.compound_file import compound_file

_CODE_PAGE = 1252
_CHUNK = 4096
_SEED = 0x5D
#: Libraries that the modules need, as Excel itself writes them; the paths are hints only.
_REFERENCES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
               r"C:\Windows\System32\stdole2.tlb#OLE Automation"),
    ("Office", r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
               r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
               r"#Microsoft Office 16.0 Object Library"),
)  # fmt: skip


@dataclass(frozen=True)
class Module:
    """A module's name and source; ``document`` is for ThisWorkbook and the sheets."""

    name: str
    source: str
    document: bool = False


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """The project as the bytes of ``xl/vbaProject.bin``."""
    guid = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"asss_xl/{name}")).upper() + "}"
    streams: dict[str, bytes] = {
        "_VBA_PROJECT": b"\xcc\x61\xff\xff\x00\x00\x00",
        "dir": compress(_dir(name, modules)),
    }
    for module in modules:
        streams[module.name] = compress(_source(module))
    tree: Mapping[str, bytes | Mapping[str, bytes]] = {
        "VBA": streams,
        "PROJECT": _project(name, guid, modules),
        "PROJECTwm": _names(modules),
    }
    return compound_file(tree)


def _source(module: Module) -> bytes:
    text = module.source.replace("\r\n", "\n").replace("\n", "\r\n")
    return text.encode(f"cp{_CODE_PAGE}")


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", kind, len(content)) + content


def _text_pair(kind: int, unicode_kind: int, text: str) -> bytes:
    plain, wide = text.encode(f"cp{_CODE_PAGE}"), text.encode("utf-16-le")
    return _record(kind, plain) + _record(unicode_kind, wide)


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    parts = [
        _record(0x01, struct.pack("<I", 1)),  # PROJECTSYSKIND: 32-bit Windows, as xlwings' own
        _record(0x02, struct.pack("<I", 0x409)),  # PROJECTLCID
        _record(0x14, struct.pack("<I", 0x409)),  # PROJECTLCIDINVOKE
        _record(0x03, struct.pack("<H", _CODE_PAGE)),
        _record(0x04, name.encode(f"cp{_CODE_PAGE}")),
        _text_pair(0x05, 0x40, ""),  # PROJECTDOCSTRING
        _record(0x06) + _record(0x3D),  # PROJECTHELPFILEPATH
        _record(0x07, struct.pack("<I", 0)),  # PROJECTHELPCONTEXT
        _record(0x08, struct.pack("<I", 0)),  # PROJECTLIBFLAGS
        struct.pack("<HIIH", 0x09, 4, 1, 0),  # PROJECTVERSION: its length leaves out the minor
        _text_pair(0x0C, 0x3C, ""),  # PROJECTCONSTANTS
    ]
    for reference, library in _REFERENCES:
        encoded = library.encode(f"cp{_CODE_PAGE}")
        parts.append(_text_pair(0x16, 0x3E, reference))
        parts.append(_record(0x0D, struct.pack("<I", len(encoded)) + encoded + b"\0" * 6))
    parts.append(_record(0x0F, struct.pack("<H", len(modules))))
    parts.append(_record(0x13, struct.pack("<H", 0xFFFF)))  # PROJECTCOOKIE
    parts += [_dir_module(module) for module in modules]
    parts.append(struct.pack("<HI", 0x10, 0))
    return b"".join(parts)


def _dir_module(module: Module) -> bytes:
    return b"".join(
        [
            _text_pair(0x19, 0x47, module.name),
            _text_pair(0x1A, 0x32, module.name),  # MODULESTREAMNAME
            _text_pair(0x1C, 0x48, ""),  # MODULEDOCSTRING
            _record(0x31, struct.pack("<I", 0)),  # MODULEOFFSET: the source starts at once
            _record(0x1E, struct.pack("<I", 0)),  # MODULEHELPCONTEXT
            _record(0x2C, struct.pack("<H", 0xFFFF)),  # MODULECOOKIE
            _record(0x22 if module.document else 0x21),  # MODULETYPE
            _record(0x2B),
        ]
    )


def _project(name: str, guid: str, modules: Sequence[Module]) -> bytes:
    key = sum(guid.encode("ascii")) & 0xFF
    lines = [f'ID="{guid}"']
    for module in modules:
        lines.append(
            f"Document={module.name}/&H00000000" if module.document else f"Module={module.name}"
        )
    lines += [
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(bytes(4), key)}"',  # not protected
        f'DPB="{_encrypted(bytes(1), key)}"',  # no password
        f'GC="{_encrypted(bytes([0xFF]), key)}"',  # visible
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines).encode(f"cp{_CODE_PAGE}")


def _names(modules: Sequence[Module]) -> bytes:
    pairs = (
        module.name.encode(f"cp{_CODE_PAGE}") + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    )
    return b"".join(pairs) + b"\0\0"


def _encrypted(content: bytes, key: int) -> str:
    """[MS-OVBA] 2.4.3.2; an obfuscation that the format demands, not a secret."""
    version_enc, key_enc = _SEED ^ 2, _SEED ^ key
    out = bytearray([_SEED, version_enc, key_enc])
    plain, last, before = key, key_enc, version_enc
    ignored = bytes((_SEED & 6) // 2)
    for byte in ignored + struct.pack("<I", len(content)) + content:
        encrypted = byte ^ ((before + plain) & 0xFF)
        out.append(encrypted)
        before, last, plain = last, encrypted, byte
    return out.hex().upper()


def compress(content: bytes) -> bytes:
    """[MS-OVBA] 2.4.1: chunks of 4096 bytes of literals and copy tokens."""
    out = bytearray(b"\x01")
    for start in range(0, len(content), _CHUNK):
        out += _compressed_chunk(content[start : start + _CHUNK])
    return bytes(out)


def _compressed_chunk(chunk: bytes) -> bytes:
    body = _tokens(chunk)
    if len(body) < _CHUNK:
        return struct.pack("<H", (len(body) - 1) | 0xB000) + body
    return struct.pack("<H", (_CHUNK - 1) | 0x3000) + chunk.ljust(_CHUNK, b"\0")


def _tokens(chunk: bytes) -> bytes:
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    position = 0
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if position >= len(chunk):
                break
            offset, length = _longest_match(chunk, position, seen)
            if length:
                flags |= 1 << bit
                tokens += _copy_token(position, offset, length)
            else:
                length = 1
                tokens.append(chunk[position])
            for at in range(position, position + length):
                seen.setdefault(chunk[at : at + 3], []).append(at)
            position += length
        out += bytes([flags]) + tokens
    return bytes(out)


def _bits(position: int) -> int:
    return max((position - 1).bit_length(), 4)


def _longest_match(chunk: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    if position == 0 or position + 3 > len(chunk):
        return 0, 0
    longest = min((0xFFFF >> _bits(position)) + 3, len(chunk) - position)
    best = (0, 0)
    for candidate in reversed(seen.get(chunk[position : position + 3], [])[-64:]):
        length = 3
        while length < longest and chunk[candidate + length] == chunk[position + length]:
            length += 1
        if length > best[1]:
            best = (position - candidate, length)
    return best


def _copy_token(position: int, offset: int, length: int) -> bytes:
    bits = _bits(position)
    return struct.pack("<H", ((offset - 1) << (16 - bits)) | (length - 3))
