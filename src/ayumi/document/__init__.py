"""One whole plan at one revision as a frozen value. No Django."""
