# The page after paying, outside the chat: no HTML.
paid-title = Thank you
paid-text = You can close this page and go back to the chat. I write there as soon as the money is in your wallet, usually within a minute.
paid-back = Back to the chat
