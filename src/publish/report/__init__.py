"""Diagnostics and ledgers as text, JSON, GitHub annotations and SARIF."""
