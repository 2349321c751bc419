"""The team's part of the API: a hub of views beside those of the pages."""
