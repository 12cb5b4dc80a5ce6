"""The outside world on one machine: Telegram, VTpass and Paystack as local servers."""
