CREATE TABLE "tally_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"bucket" bigint NOT NULL,
	"day" text NOT NULL,
	"changes" bigint NOT NULL,
	"counts" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE INDEX "tally_runs_bucket" ON "tally_runs" USING btree ("bucket","day");