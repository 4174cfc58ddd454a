"""From a file as received to a normalised Document and the Ledger of what was changed."""
