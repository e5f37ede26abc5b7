"""The hash tree is the one of RFC 9162, down to the last byte."""

from __future__ import annotations

import pytest

from partnerportal.kernel.crypto import (
    EMPTY_ROOT,
    CryptoError,
    Frontier,
    inclusion_path,
    is_included,
    leaf_hash,
    root_of,
)
from partnerportal.kernel.crypto.tree import node_hash

# The entries and roots of Certificate Transparency's reference implementation (RFC 6962, the same tree).
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


@pytest.mark.parametrize("size", range(9))
def test_the_root_of_the_published_entries_is_the_published_one(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert Frontier().root == EMPTY_ROOT == bytes.fromhex(ROOTS[0])


def test_the_paths_are_those_of_the_example_with_seven_entries() -> None:
    """RFC 6962, 2.1.3: the paths of d0, d3, d4 and d6 in the tree of seven."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, rest = node_hash(g, h), node_hash(i, j)
    assert inclusion_path(0, LEAVES[:7]) == [b, h, rest]
    assert inclusion_path(3, LEAVES[:7]) == [c, g, rest]
    assert inclusion_path(4, LEAVES[:7]) == [f, j, k]
    assert inclusion_path(6, LEAVES[:7]) == [i, k]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 21])
def test_every_leaf_is_proven_by_its_path_and_by_no_other(size: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(size)]
    root = root_of(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_path(index, leaves)
        assert is_included(leaf, index, size, path, root)
        assert not is_included(leaf_hash(b"other"), index, size, path, root)
        assert not is_included(leaf, index, size, [*path, leaf], root)
        assert not is_included(leaf, size, size, path, root)
        if size > 1:
            assert not is_included(leaf, (index + 1) % size, size, path, root)
            assert not is_included(leaf, index, size, path[:-1], root)


def test_a_path_into_a_smaller_tree_proves_nothing_about_a_larger_one() -> None:
    root = root_of(LEAVES[:2])
    assert is_included(LEAVES[0], 0, 2, [LEAVES[1]], root)
    assert not is_included(LEAVES[0], 0, 4, [LEAVES[1]], root)


def test_a_leaf_cannot_pass_as_a_node() -> None:
    assert leaf_hash(LEAVES[0] + LEAVES[1]) != node_hash(LEAVES[0], LEAVES[1])


def test_a_tree_goes_on_from_its_frontier() -> None:
    for size in range(9):
        kept = Frontier()
        for leaf in LEAVES[:size]:
            kept.append(leaf)
        taken_up = Frontier(size, kept.packed)
        for leaf in LEAVES[size:]:
            taken_up.append(leaf)
        assert taken_up.root.hex() == ROOTS[8]


def test_a_frontier_of_another_size_is_refused() -> None:
    with pytest.raises(CryptoError, match="3 leaves"):
        Frontier(3, b"\x00" * 32)


def test_a_leaf_that_does_not_exist_has_no_path() -> None:
    with pytest.raises(IndexError):
        inclusion_path(8, LEAVES)
