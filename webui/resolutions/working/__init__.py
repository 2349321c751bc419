"""What the workers do: tasks, leases, progress, and what they store."""
