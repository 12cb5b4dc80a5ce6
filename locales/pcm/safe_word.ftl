safe-word-button = Safe word
safe-word-line = 🔑 Your safe word: <b>{ $word }</b>
safe-word-ask =
    <b>Your safe word</b>
    I go show am every time I ask for your PIN. Fake bot wey resemble me no sabi am: if the word no dey or e no correct, no put your PIN. Type word wey get 3 to 20 letters. No use password, no use your PIN.
safe-word-chosen = Done. Every time I ask for your PIN, I go show <b>{ $word }</b>. If no word dey, or na another one: no put your PIN.
safe-word-off = I no want safe word
safe-word-given-up = Done. I no go show safe word again.
