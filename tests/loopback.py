"""Talking to servers on this machine, in clear."""

import ssl

# For `verify=` of clients that never speak TLS: reading whom the world trusts takes 20 ms for each of them.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
