"""What is searched, what matches and how it is shown: pure."""
