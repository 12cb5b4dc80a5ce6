"""The HTTP face: webhooks, health, and the check of receipts."""
