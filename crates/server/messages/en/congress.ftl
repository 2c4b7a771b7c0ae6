# Words of the pages: congress.
