"""What pages show: stored documents as plain strings, pictures and files."""
