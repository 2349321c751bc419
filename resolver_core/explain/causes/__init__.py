"""One room per cause: each file holds everything that is one class's own; the register lists them."""
