"""Encrypt fields and files, wrap keys, hash for equality search. The only home of hand-made cryptography.

Which construction, and why: docs/decisions/0004-encryption-of-fields-and-files.md.
"""

from .failure import CryptoError
from .field import associated_data, new_data_key, seal, unseal
from .keyring import KeyRing, WrappedKey
from .lookup import keyed_hash
from .stream import seal_stream, unseal_stream

__all__ = [
    "CryptoError",
    "KeyRing",
    "WrappedKey",
    "associated_data",
    "keyed_hash",
    "new_data_key",
    "seal",
    "seal_stream",
    "unseal",
    "unseal_stream",
]
