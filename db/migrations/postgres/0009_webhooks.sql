CREATE TABLE "webhook_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"webhook" text NOT NULL,
	"handle" text NOT NULL,
	"seq" bigint NOT NULL,
	"status" text NOT NULL,
	"attempts" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"due_at_ms" bigint NOT NULL,
	"ended_at_ms" bigint,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"system" text NOT NULL,
	"touchpoints" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"from_seq" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"disabled_at_ms" bigint,
	"disabled_why" text,
	"delivered_at_ms" bigint,
	"failing_since_ms" bigint,
	"problem" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_once" ON "webhook_deliveries" USING btree ("webhook","handle","seq");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("webhook","status","due_at_ms");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_handle" ON "webhook_deliveries" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_ended" ON "webhook_deliveries" USING btree ("status","ended_at_ms");--> statement-breakpoint
CREATE INDEX "webhooks_system" ON "webhooks" USING btree ("system");