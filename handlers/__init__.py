"""What to answer: one file a topic, plain functions that return a reply and never send."""
