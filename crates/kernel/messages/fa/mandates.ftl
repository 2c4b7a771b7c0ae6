### Findings about mandates.
