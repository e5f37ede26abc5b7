"""Translate HTTP for contracts: the partner's pages, the department's, and requests for a change."""
