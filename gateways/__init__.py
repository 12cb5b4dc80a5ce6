"""The outside companies, one file each: their answers turned into our outcomes."""
