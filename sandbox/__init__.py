"""The outside world on one machine: Telegram, VTpass, Flutterwave and Paystack as local servers."""
