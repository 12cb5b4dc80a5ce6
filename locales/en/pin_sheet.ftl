pin-sheet-enter = Enter your PIN to confirm.
pin-sheet-taken = Your PIN was taken already.
pin-sheet-change = Change something
