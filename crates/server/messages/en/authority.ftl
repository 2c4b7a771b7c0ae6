# Words of the pages: authority.
