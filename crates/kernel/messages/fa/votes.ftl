### Findings about votes.
