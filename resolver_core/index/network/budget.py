"""What one run (or several that share it) may ask of indexes."""

from __future__ import annotations

from dataclasses import dataclass

from resolver_core.errors import BudgetExceeded, IndexBudgetExceeded
from resolver_core.index import limits


@dataclass
class IndexBudget:
    """Limits on requests, bytes and files, and how much of each is spent. What is answered from a store is free.

    Spending raises `BudgetExceeded`, which ends the run. Several runs may share one budget; where they stand in
    several processes each has its own, and is told from time to time what the others have spent.
    """

    requests: int = limits.RUN_REQUESTS
    bytes: int = limits.RUN_BYTES  #: decompressed
    files: int = limits.RUN_FILES  #: rows of project pages
    requests_spent: int = 0
    bytes_spent: int = 0
    files_spent: int = 0
    requests_elsewhere: int = 0  #: spent by other processes that share the limit
    bytes_elsewhere: int = 0

    def spend_request(self) -> None:
        """One request is about to be made."""
        if self.requests_spent + self.requests_elsewhere >= self.requests:
            raise IndexBudgetExceeded("requests to indexes", self.requests)
        self.requests_spent += 1

    def spend_bytes(self, count: int) -> None:
        """So many bytes of an answer have come."""
        self.bytes_spent += count
        if self.bytes_spent + self.bytes_elsewhere > self.bytes:
            raise IndexBudgetExceeded("bytes from indexes", self.bytes)

    def spend_files(self, count: int) -> None:
        """A page with so many files was read."""
        self.files_spent += count
        if self.files_spent > self.files:
            raise BudgetExceeded("files on the pages of indexes", self.files)
