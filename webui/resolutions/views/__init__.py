"""The hub: each view reads a request, calls the wings, and answers. It never solves."""
