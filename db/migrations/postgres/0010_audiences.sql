CREATE TABLE "audience_members" (
	"bucket" text NOT NULL,
	"audience" text NOT NULL,
	"part" bigint NOT NULL,
	"marks" text NOT NULL,
	CONSTRAINT "audience_members_bucket_audience_part_pk" PRIMARY KEY("bucket","audience","part")
);
--> statement-breakpoint
CREATE TABLE "audiences" (
	"id" text PRIMARY KEY NOT NULL,
	"system" text NOT NULL,
	"touchpoint" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at_ms" bigint NOT NULL
);
