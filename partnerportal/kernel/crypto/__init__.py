"""Encrypt fields and files, wrap keys, hash for equality search. The only home of hand-made cryptography.

Which construction, and why: docs/decisions/0004-encryption-of-fields-and-files.md.
"""

from .failure import CryptoError
from .field import associated_data, new_data_key, seal, unseal
from .keyring import KeyRing, WrappedKey
from .lookup import keyed_hash
from .signing import SigningKey, fingerprint, is_signed, load_public_keys, public_file
from .stream import seal_stream, unseal_stream
from .tree import EMPTY_ROOT, Frontier, inclusion_path, is_included, leaf_hash, root_of

__all__ = [
    "EMPTY_ROOT",
    "CryptoError",
    "Frontier",
    "KeyRing",
    "SigningKey",
    "WrappedKey",
    "associated_data",
    "fingerprint",
    "inclusion_path",
    "is_included",
    "is_signed",
    "keyed_hash",
    "leaf_hash",
    "load_public_keys",
    "new_data_key",
    "public_file",
    "root_of",
    "seal",
    "seal_stream",
    "unseal",
    "unseal_stream",
]
