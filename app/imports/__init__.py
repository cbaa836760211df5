"""What comes in: spreadsheets as offices really have them, read without writing anything."""

from app.imports.columns import FIELDS, head_key
from app.imports.duplicates import Duplicate, Known
from app.imports.problems import Problem
from app.imports.reading import Reading, SheetRead, mapping_of, read_list

__all__ = [
    "FIELDS",
    "Duplicate",
    "Known",
    "Problem",
    "Reading",
    "SheetRead",
    "head_key",
    "mapping_of",
    "read_list",
]
