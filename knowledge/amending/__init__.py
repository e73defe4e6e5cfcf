"""What officials changed, laid over what the documents say."""
