"""The words of every refusal, one file an area: from its code to Vietnamese and English. A field
in braces is a field of the refusal. `problems.py` joins them and fills them in."""
