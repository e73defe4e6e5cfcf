"""Whatever anybody sends or presses: messages of all roles on all channels, made from what the program itself knows."""
