CREATE TRIGGER `events_no_update` BEFORE UPDATE ON `events`
BEGIN
  SELECT RAISE(ABORT, 'the log is append-only: an entry is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `events_no_delete` BEFORE DELETE ON `events`
BEGIN
  SELECT RAISE(ABORT, 'the log is append-only: an entry is never deleted');
END;
--> statement-breakpoint
-- INSERT OR REPLACE would delete without the trigger above; a gap would hide an entry.
CREATE TRIGGER `events_no_replace` BEFORE INSERT ON `events`
WHEN NEW.`seq` <> (SELECT coalesce(max(`seq`), 0) + 1 FROM `events`)
BEGIN
  SELECT RAISE(ABORT, 'the log is append-only: the next entry takes the next number');
END;
