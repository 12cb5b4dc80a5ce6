"""What a process is there for: each role says what it is made of, and in which order it starts and stops."""
