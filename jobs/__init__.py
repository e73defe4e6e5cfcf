"""What the program does by itself: finding what is due and delivering what is waiting."""
