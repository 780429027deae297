"""The private diary. The server keeps ciphertext and never has a key; only `web` may import this app."""
