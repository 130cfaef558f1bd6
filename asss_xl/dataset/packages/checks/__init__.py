"""What must hold between the cells and files of a data package, beyond each file's own schema."""

from __future__ import annotations

from asss_xl.dataset.messages import Problem
from asss_xl.dataset.packages.checks import accounts, municipalities, profiles, rows
from asss_xl.dataset.packages.checks.rows import Tables
from asss_xl.dataset.packages.metadata import Metadata


def check(tables: Tables, metadata: Metadata, descriptor: str) -> list[Problem]:
    """Every breach found in the rows that could be read."""
    sound = {name for name, table in tables.items() if table.sound}
    return [
        *rows.check(tables, metadata),
        *municipalities.check(tables, metadata, descriptor, sound),
        *accounts.check(tables, sound),
        *accounts.check_keys(tables, sound),
        *profiles.check(tables, sound),
    ]
