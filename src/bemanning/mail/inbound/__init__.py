"""Mail that comes in. Knows no feature: a feature says which kind of token is its own (registry.py).

raw bytes → parsing.parse → Inbound → receiving.receive → the handler of the feature, once for each mail.
"""
