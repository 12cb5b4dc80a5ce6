"""What people see: pure functions from values to screens. No Telegram calls, no questions to anybody."""
