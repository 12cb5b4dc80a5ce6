safe-word-button = Safe word
safe-word-line = 🔑 Your safe word: <b>{ $word }</b>
safe-word-ask =
    <b>Your safe word</b>
    I show it each time I ask for your PIN. A bot that only looks like me does not know it: if the word is missing or wrong, don't enter your PIN. Type a word of 3 to 20 letters. Not a password, and not your PIN.
safe-word-chosen = Done. Each time I ask for your PIN, I show <b>{ $word }</b>. No word, or another one: don't enter your PIN.
safe-word-off = No safe word
safe-word-given-up = Done. I show no safe word any more.
