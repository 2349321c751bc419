"""Index data that are kept: stores, recordings and snapshots, and an index in memory."""
