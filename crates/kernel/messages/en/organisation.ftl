### Findings about organisation.
