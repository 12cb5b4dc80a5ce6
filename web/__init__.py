"""The HTTP face: webhooks and health."""
