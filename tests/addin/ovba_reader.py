"""Reads compound files and VBA projects, written from [MS-CFB] and [MS-OVBA] for the tests."""

from __future__ import annotations

import struct

_END = 0xFFFFFFFE
_NONE = 0xFFFFFFFF


def streams(content: bytes) -> dict[str, bytes]:
    """All streams of a compound file by path; checks the directory tree on the way."""
    fat_count, directory, cutoff = (struct.unpack_from("<I", content, at)[0] for at in (44, 48, 56))
    mini_fat_start = struct.unpack_from("<I", content, 60)[0]
    difat = struct.unpack_from("<109I", content, 76)[:fat_count]
    fat = [n for s in difat for n in struct.unpack_from("<128I", content, (s + 1) * 512)]

    def chain(start: int) -> bytes:
        out, seen = b"", set()
        while start != _END:
            assert start not in seen, "a sector chain goes in a circle"
            seen.add(start)
            out += content[(start + 1) * 512 : (start + 2) * 512]
            start = fat[start]
        return out

    raw = chain(directory)
    entries = [raw[at : at + 128] for at in range(0, len(raw), 128)]
    root = struct.unpack_from("<I", entries[0], 116)[0]
    mini_stream = chain(root) if root != _END else b""
    mini_raw = chain(mini_fat_start) if mini_fat_start != _END else b""
    mini_fat = struct.unpack(f"<{len(mini_raw) // 4}I", mini_raw)

    def stream(entry: bytes) -> bytes:
        start, size = struct.unpack_from("<IQ", entry, 116)
        if size >= cutoff:
            return chain(start)[:size]
        out = b""
        while start != _END and size:
            out += mini_stream[start * 64 : start * 64 + 64]
            start = mini_fat[start]
        return out[:size]

    found: dict[str, bytes] = {}

    def walk(index: int, path: str) -> list[tuple[int, str]]:
        if index == _NONE:
            return []
        entry = entries[index]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: length - 2].decode("utf-16-le")
        left, right, child = struct.unpack_from("<3I", entry, 68)
        if entry[66] == 2:
            found[path + name] = stream(entry)
        else:
            walk(child, f"{path}{name}/")
        return [*walk(left, path), (len(name), name.upper()), *walk(right, path)]

    top = walk(struct.unpack_from("<I", entries[0], 76)[0], "")
    assert top == sorted(top), "the directory tree is not in order"
    return found


def decompress(content: bytes) -> bytes:
    """[MS-OVBA] 2.4.1.3."""
    assert content[0] == 1
    at, out = 1, bytearray()
    while at < len(content):
        header = struct.unpack_from("<H", content, at)[0]
        size = (header & 0xFFF) + 3
        assert (header >> 12) & 7 == 3, "chunk signature"
        chunk = content[at + 2 : at + size]
        out += _chunk(chunk) if header & 0x8000 else chunk
        at += size
    return bytes(out)


def _chunk(chunk: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(chunk):
        flags = chunk[at]
        at += 1
        for bit in range(8):
            if at >= len(chunk):
                break
            if not flags >> bit & 1:
                out.append(chunk[at])
                at += 1
                continue
            token = struct.unpack_from("<H", chunk, at)[0]
            at += 2
            bits = max((len(out) - 1).bit_length(), 4)
            length = (token & (0xFFFF >> bits)) + 3
            offset = (token >> (16 - bits)) + 1
            for _ in range(length):
                out.append(out[-offset])
    return bytes(out)


def module_sources(project: bytes) -> dict[str, str]:
    """Module name -> source, found as Office finds them: through the dir stream."""
    parts = streams(project)
    sources = {}
    for name, offset in _modules(decompress(parts["VBA/dir"])):
        sources[name] = decompress(parts[f"VBA/{name}"][offset:]).decode("cp1252")
    return sources


def _modules(directory: bytes) -> list[tuple[str, int]]:
    at, found, name = 0, [], ""
    while at < len(directory):
        kind, size = struct.unpack_from("<HI", directory, at)
        content = directory[at + 6 : at + 6 + size]
        at += 6 + size
        if kind == 0x09:  # PROJECTVERSION has two bytes more than it says
            at += 2
        elif kind == 0x1A:
            name = content.decode("cp1252")
        elif kind == 0x31:
            found.append((name, struct.unpack("<I", content)[0]))
    return found


def decrypted(text: str) -> tuple[int, bytes]:
    """[MS-OVBA] 2.4.3.3: the project key and the data of CMG, DPB or GC."""
    raw = bytes.fromhex(text)
    seed = raw[0]
    assert raw[1] ^ seed == 2
    key = raw[2] ^ seed
    plain, last, before, out = key, raw[2], raw[1], bytearray()
    for byte in raw[3:]:
        plain = byte ^ ((before + plain) & 0xFF)
        before, last = last, byte
        out.append(plain)
    ignored = (seed & 6) // 2
    length = struct.unpack_from("<I", out, ignored)[0]
    data = bytes(out[ignored + 4 :])
    assert len(data) == length
    return key, data
