CREATE TABLE "anchors" (
	"id" text PRIMARY KEY NOT NULL,
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"kind" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"data" "bytea" NOT NULL,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"text" text NOT NULL,
	"signed_at_ms" bigint NOT NULL,
	CONSTRAINT "checkpoints_origin_size_pk" PRIMARY KEY("origin","size")
);
--> statement-breakpoint
CREATE TABLE "erased_seqs" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"told_seq" bigint
);
--> statement-breakpoint
CREATE TABLE "erased_sets" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"document" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasure_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text,
	"sealed" "bytea" NOT NULL,
	"asked_by" text NOT NULL,
	"asked_who" text NOT NULL,
	"confirmed_who" text,
	"status" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"decided_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"since_ms" bigint NOT NULL,
	"until_ms" bigint NOT NULL,
	"ended_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"owned_by" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"status" text NOT NULL,
	"done" bigint NOT NULL,
	"total" bigint NOT NULL,
	"state" "bytea",
	"result" text,
	"problem" text,
	"created_at_ms" bigint NOT NULL,
	"lease_until_ms" bigint,
	"worker" text,
	"ended_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "logs" (
	"origin" text PRIMARY KEY NOT NULL,
	"first_seq" bigint NOT NULL,
	"closed_seq" bigint,
	"vkey" text
);
--> statement-breakpoint
CREATE TABLE "service_erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"system" text NOT NULL,
	"handle" text NOT NULL,
	"status" text NOT NULL,
	"asked_at_ms" bigint NOT NULL,
	"answered_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"handle" text PRIMARY KEY NOT NULL,
	"erased_at_ms" bigint NOT NULL,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "idempotency" ADD COLUMN "subject" text;--> statement-breakpoint
CREATE INDEX "anchors_origin" ON "anchors" USING btree ("origin","size");--> statement-breakpoint
CREATE INDEX "erased_seqs_told" ON "erased_seqs" USING btree ("told_seq");--> statement-breakpoint
CREATE INDEX "erasure_requests_status" ON "erasure_requests" USING btree ("status","created_at_ms");--> statement-breakpoint
CREATE INDEX "erasure_requests_subject" ON "erasure_requests" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "holds_subject" ON "holds" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "jobs_status" ON "jobs" USING btree ("status","created_at_ms");--> statement-breakpoint
CREATE INDEX "jobs_owner" ON "jobs" USING btree ("owned_by","created_at_ms");--> statement-breakpoint
CREATE INDEX "service_erasures_system" ON "service_erasures" USING btree ("system","status","asked_at_ms");--> statement-breakpoint
CREATE INDEX "service_erasures_subject" ON "service_erasures" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "events_erasures" ON "events" USING btree ("seq") WHERE kind = 'erasure';--> statement-breakpoint
CREATE INDEX "idempotency_subject" ON "idempotency" USING btree ("subject");