-- What a witness remembers: of each log the last head it cosigned. A row of size 0 is a log not seen yet.
CREATE TABLE log (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL) STRICT;

-- The keys trusted for a log; more than one while it changes keys.
CREATE TABLE key (origin TEXT NOT NULL REFERENCES log, vkey TEXT NOT NULL, PRIMARY KEY (origin, vkey)) STRICT;

CREATE TRIGGER log_never_shrinks BEFORE UPDATE ON log WHEN NEW.size < OLD.size
    BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER log_never_forks BEFORE UPDATE ON log WHEN NEW.size = OLD.size AND NEW.root <> OLD.root
    BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER log_stays BEFORE DELETE ON log
    BEGIN SELECT RAISE(ABORT, 'a witness does not forget'); END;
