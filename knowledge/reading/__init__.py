"""From a file as given to its tasks, provisions and duties."""
