"""Contracts: one suite over all routes, tables, pages and formats."""
