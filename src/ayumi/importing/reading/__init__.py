"""From an uploaded file to what it says: the gate, then a parser in a child process of limited means.

``parent`` and ``many`` stand on the application's side, ``child`` and ``forks`` on the other. Nothing is
imported here: what a child need not load, it does not wait for.
"""
