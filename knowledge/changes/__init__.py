"""What officials change: each thing through one door, written down with who, why and what it was before, and undone
from that."""
