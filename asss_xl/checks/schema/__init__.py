"""The published schemas of the parts of a workbook, and the validation of a part against them."""

from asss_xl.checks.schema.tables import Schemas, schemas
from asss_xl.checks.schema.validation import Fault, faults

__all__ = ["Fault", "Schemas", "faults", "schemas"]
