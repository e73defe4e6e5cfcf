"""What stands under a reminder, what is to come, and what was not delivered."""
