"""The HTTP API, version 1: the same services as the chat's, for a web or mobile app."""
