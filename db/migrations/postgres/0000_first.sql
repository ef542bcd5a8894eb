CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"system" text NOT NULL,
	"scopes" text NOT NULL,
	"touchpoints" text NOT NULL,
	"mac" "bytea" NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	"revoked_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "catalogues" (
	"version" bigint PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"published_at_ms" bigint NOT NULL,
	"document" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"channel" text NOT NULL,
	"at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_bodies" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"json" text,
	"opening" "bytea",
	"type" text NOT NULL,
	"by" text NOT NULL,
	"surface" text NOT NULL,
	"received_at_ms" bigint NOT NULL,
	"system" text
);
--> statement-breakpoint
CREATE TABLE "event_personal" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"subject" text NOT NULL,
	"n" bigint,
	"sealed" "bytea" NOT NULL,
	"random" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_purposes" (
	"purpose" text NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "event_purposes_purpose_seq_pk" PRIMARY KEY("purpose","seq")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"t" bigint NOT NULL,
	"kind" text NOT NULL,
	"entry" "bytea" NOT NULL,
	"leaf_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exposures" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"touchpoint" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"received_at_ms" bigint NOT NULL,
	"decision_id" text,
	"sealed" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "head" (
	"id" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"t" bigint NOT NULL,
	"epoch" text NOT NULL,
	"origin" text NOT NULL,
	"first_seq" bigint NOT NULL,
	"range" "bytea" NOT NULL,
	"root" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"payload_hash" text NOT NULL,
	"answer" text NOT NULL,
	"seq" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL,
	CONSTRAINT "idempotency_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"handle" text PRIMARY KEY NOT NULL,
	"system" text NOT NULL,
	"subject" text NOT NULL,
	"sealed" "bytea"
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" text PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "officers" (
	"id" text PRIMARY KEY NOT NULL,
	"handle" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"roles" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"removed_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY NOT NULL,
	"topic" text NOT NULL,
	"event_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"who" text NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	"ended_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "sign_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"page_id" text NOT NULL,
	"purpose" text NOT NULL,
	"code_mac" "bytea" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at_ms" bigint NOT NULL,
	"expires_at_ms" bigint NOT NULL,
	"tries" bigint NOT NULL,
	"used_at_ms" bigint
);
--> statement-breakpoint
CREATE TABLE "subjects" (
	"subject" text PRIMARY KEY NOT NULL,
	"leader" text NOT NULL,
	"n" bigint NOT NULL,
	"head" text NOT NULL,
	"state" "bytea" NOT NULL,
	"seal" "bytea" NOT NULL,
	"seq" bigint NOT NULL,
	"created_at_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"subject" text NOT NULL,
	"day" text NOT NULL,
	"touchpoint" text NOT NULL,
	"outcome" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "tallies_subject_day_touchpoint_outcome_pk" PRIMARY KEY("subject","day","touchpoint","outcome")
);
--> statement-breakpoint
CREATE INDEX "contacts_subject" ON "contacts" USING btree ("subject","at_ms");--> statement-breakpoint
CREATE UNIQUE INDEX "event_bodies_event_id" ON "event_bodies" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "event_bodies_type" ON "event_bodies" USING btree ("type","seq");--> statement-breakpoint
CREATE INDEX "event_bodies_received" ON "event_bodies" USING btree ("received_at_ms");--> statement-breakpoint
CREATE INDEX "event_personal_subject" ON "event_personal" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "event_purposes_seq" ON "event_purposes" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "exposures_subject" ON "exposures" USING btree ("subject","at_ms");--> statement-breakpoint
CREATE INDEX "idempotency_created" ON "idempotency" USING btree ("created_at_ms");--> statement-breakpoint
CREATE INDEX "identifiers_subject" ON "identifiers" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "mail_created" ON "mail" USING btree ("created_at_ms");--> statement-breakpoint
CREATE INDEX "officers_handle" ON "officers" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "sessions_who" ON "sessions" USING btree ("kind","who");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "sessions" USING btree ("expires_at_ms");--> statement-breakpoint
CREATE INDEX "sign_ins_page" ON "sign_ins" USING btree ("page_id");--> statement-breakpoint
CREATE INDEX "sign_ins_expires" ON "sign_ins" USING btree ("expires_at_ms");--> statement-breakpoint
CREATE INDEX "subjects_leader" ON "subjects" USING btree ("leader");--> statement-breakpoint
CREATE INDEX "subjects_seq" ON "subjects" USING btree ("seq");