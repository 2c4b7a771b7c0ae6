### Findings about sittings.
