"""The parts of the file of rules as they are written there, a module a subject."""
