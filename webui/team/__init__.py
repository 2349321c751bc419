"""The team's table of reports: people, cases, and what is done with them. A wing of its own beside the answers."""
