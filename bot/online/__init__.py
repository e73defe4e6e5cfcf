"""For `ttdn check --online`: who each platform says that we are. One file a platform."""
