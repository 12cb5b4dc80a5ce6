paid-title = Thank you
paid-text = You fit close this page go back to the chat. I go write you there once the money don enter your wallet, e no dey pass one minute.
paid-back = Go back to the chat
