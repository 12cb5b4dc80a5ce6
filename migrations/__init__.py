"""How the schema grew, step by step, on both databases."""
