pin-sheet-enter = Put your PIN make we confirm am.
pin-sheet-taken = I don collect your PIN before.
pin-sheet-change = Change something
