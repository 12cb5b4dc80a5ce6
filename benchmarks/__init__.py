"""What `make bench` runs: figures measured side by side with what limits them."""
