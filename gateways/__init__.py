"""The outside companies, one per file: their answers become our outcomes here."""
