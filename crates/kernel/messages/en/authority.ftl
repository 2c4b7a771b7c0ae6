### Findings about authority.
