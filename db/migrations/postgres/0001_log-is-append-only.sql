CREATE FUNCTION "events_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only: an entry is never changed or deleted';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "events_no_change" BEFORE UPDATE OR DELETE ON "events"
FOR EACH ROW EXECUTE FUNCTION "events_refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "events_no_truncate" BEFORE TRUNCATE ON "events"
FOR EACH STATEMENT EXECUTE FUNCTION "events_refuse_change"();
