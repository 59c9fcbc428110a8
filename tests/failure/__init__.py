"""What must hold when many write at once."""
