CREATE TABLE "kept_suppressions" (
	"handle" text PRIMARY KEY NOT NULL,
	"at_ms" bigint NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kept_withdrawals" (
	"seq" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	"handle" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	CONSTRAINT "kept_withdrawals_seq_handle_pk" PRIMARY KEY("seq","handle")
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"mac" text PRIMARY KEY NOT NULL,
	"at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "kept_withdrawals_handle" ON "kept_withdrawals" USING btree ("handle");