told-again = 🔁 I may have told you this already. Nothing new has happened.
