# What is said when something broke on our side, or when taps come faster than fingers can.
surprise =
    Something went wrong on our side. Your money is safe: a payment is either done or its money comes back.
    Please try again from Home.
too-fast = That was a lot at once. Please wait a few seconds, then try again.
