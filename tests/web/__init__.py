"""The HTTP edge, served as it is in production."""
