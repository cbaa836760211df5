"""What comes in: spreadsheets as offices really have them, read without writing anything."""

from app.imports.columns import FIELDS, head_key
from app.imports.corrected import write_corrected_copy
from app.imports.duplicates import Duplicate, Known
from app.imports.problems import Problem
from app.imports.reading import Reading, SheetRead, mapping_of, read_list
from app.imports.remarks import duplicate_sentence, remark, sentence, skipped_text

__all__ = [
    "FIELDS",
    "Duplicate",
    "Known",
    "Problem",
    "Reading",
    "SheetRead",
    "duplicate_sentence",
    "head_key",
    "mapping_of",
    "read_list",
    "remark",
    "sentence",
    "skipped_text",
    "write_corrected_copy",
]
