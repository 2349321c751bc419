"""The smallest project, on the smallest index, that still shows a difference, a failure or a finding."""
