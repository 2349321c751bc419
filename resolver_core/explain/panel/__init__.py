"""What a lock installs on the machines that people have, before an edit and after it."""
