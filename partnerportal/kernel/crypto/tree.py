"""Build hash trees after RFC 9162, section 2.1 (Certificate Transparency): one root stands for a list of lines.

A tree only grows at its right edge. The roots of its complete subtrees, largest first, are therefore all that must be
kept to go on (the frontier); the whole list is only needed to prove one line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .failure import CryptoError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry; the leading byte keeps a leaf from passing as a node (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """Hold the right edge of a growing tree: the roots of its complete subtrees, largest first."""

    def __init__(self, size: int = 0, roots: bytes = b"") -> None:
        """Take up a tree of `size` leaves where `packed` left it. Raises: CryptoError when they do not fit."""
        if len(roots) != size.bit_count() * HASH_BYTES:
            message = f"a frontier of {size} leaves has {size.bit_count()} hashes of {HASH_BYTES} bytes"
            raise CryptoError(message)
        self.size = size
        self._roots = [roots[at : at + HASH_BYTES] for at in range(0, len(roots), HASH_BYTES)]

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf; complete subtrees of the same size become one."""
        grown, merges = leaf, self.size
        while merges & 1:
            grown = node_hash(self._roots.pop(), grown)
            merges >>= 1
        self._roots.append(grown)
        self.size += 1

    @property
    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self._roots:
            return EMPTY_ROOT
        *rest, root = self._roots
        for left in reversed(rest):
            root = node_hash(left, root)
        return root

    @property
    def packed(self) -> bytes:
        """Return the hashes in a row, as the constructor takes them."""
        return b"".join(self._roots)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over the hashes of all leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root


def inclusion_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes that lead from leaf `index` to the root, lowest first (RFC 9162, 2.1.3.1).

    Raises: IndexError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return [*inclusion_path(index, leaves[:split]), root_of(leaves[split:])]
    return [*inclusion_path(index - split, leaves[split:]), root_of(leaves[:split])]


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether the path leads from this leaf at this index to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and found == root
