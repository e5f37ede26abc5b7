"""Name the one way in which cryptography fails."""

from __future__ import annotations


class CryptoError(Exception):
    """Say that something does not open, or that a key is unusable.

    The message names the place and the next step for us; it never holds a key, a plaintext or a ciphertext.
    What does not open is not told apart further (wrong key, wrong place, changed bytes): an attacker who
    may try gets one answer.
    """
