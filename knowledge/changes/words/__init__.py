"""Changes in words, by what they are of."""
