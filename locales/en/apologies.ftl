# What is said when something broke on our side, or when taps come faster than fingers can.
surprise =
    Something went wrong on our side. Your money is safe: a payment is either done or its money comes back.
    Please try again from Home.
books-full =
    I can't write anything down at the moment, so nothing was charged. We are on it. Please try again later.
books-busy =
    So many people are being served that I didn't get to you, so nothing was charged. Please try again in a minute.
books-unreachable =
    I lost the connection to our books. Your money is safe: what you confirmed is either done or was never charged.
    Look at your history in a minute before you try again.
too-fast = That was a lot at once. Please wait a few seconds, then try again.
