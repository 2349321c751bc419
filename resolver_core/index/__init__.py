"""What exists: project pages and core metadata, read from package indexes."""
