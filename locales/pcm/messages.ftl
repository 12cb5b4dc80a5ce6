told-again = 🔁 E fit be say I don tell you this one before. Nothing new happen.
