"""One run of uv with nothing of this machine: its files, its arguments, its interpreter, its bounds."""
