"""Dates as the sources give them (EDTF), lengths of time (ISO 8601), and the worlds that they allow."""
