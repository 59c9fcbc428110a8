"""Municipalities, divisions through time, people, roles, sign-in and the audit chain."""
