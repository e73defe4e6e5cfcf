"""What is owed, by when, and on which days it is reminded of: pure functions of the data, the calendar and a day."""
