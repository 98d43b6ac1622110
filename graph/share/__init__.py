"""The one gate for whatever leaves as picture, table or file: a redaction profile decides what of it is shown.

Nothing is searched and replaced. What leaves is made anew from what a profile opens; all else is left out.
"""
