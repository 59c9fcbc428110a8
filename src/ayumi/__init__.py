"""Ayumi: runs a municipal plan through its whole life."""
