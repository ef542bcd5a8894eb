CREATE TABLE "asked_places" (
	"touchpoint" text NOT NULL,
	"day" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "asked_places_touchpoint_day_pk" PRIMARY KEY("touchpoint","day")
);
--> statement-breakpoint
CREATE INDEX "exposures_at" ON "exposures" USING btree ("at_ms","id");