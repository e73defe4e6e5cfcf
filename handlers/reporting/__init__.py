"""What officers tell: progress, completion, reports handed in, more time."""
