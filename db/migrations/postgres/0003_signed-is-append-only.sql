CREATE FUNCTION "signed_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'checkpoints and anchors are append-only: a row is never changed or deleted';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "checkpoints_no_change" BEFORE UPDATE OR DELETE ON "checkpoints"
FOR EACH ROW EXECUTE FUNCTION "signed_refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "checkpoints_no_truncate" BEFORE TRUNCATE ON "checkpoints"
FOR EACH STATEMENT EXECUTE FUNCTION "signed_refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "anchors_no_change" BEFORE UPDATE OR DELETE ON "anchors"
FOR EACH ROW EXECUTE FUNCTION "signed_refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "anchors_no_truncate" BEFORE TRUNCATE ON "anchors"
FOR EACH STATEMENT EXECUTE FUNCTION "signed_refuse_change"();
