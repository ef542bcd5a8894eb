CREATE TABLE `anchors` (
	`id` text PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`size` integer NOT NULL,
	`kind` text NOT NULL,
	`at_ms` integer NOT NULL,
	`data` blob NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `anchors_origin` ON `anchors` (`origin`,`size`);--> statement-breakpoint
CREATE TABLE `checkpoints` (
	`origin` text NOT NULL,
	`size` integer NOT NULL,
	`root` blob NOT NULL,
	`text` text NOT NULL,
	`signed_at_ms` integer NOT NULL,
	PRIMARY KEY(`origin`, `size`)
);
--> statement-breakpoint
CREATE TABLE `erased_seqs` (
	`seq` integer PRIMARY KEY NOT NULL,
	`told_seq` integer
);
--> statement-breakpoint
CREATE INDEX `erased_seqs_told` ON `erased_seqs` (`told_seq`);--> statement-breakpoint
CREATE TABLE `erased_sets` (
	`seq` integer PRIMARY KEY NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `erasure_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text,
	`sealed` blob NOT NULL,
	`asked_by` text NOT NULL,
	`asked_who` text NOT NULL,
	`confirmed_who` text,
	`status` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`decided_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `erasure_requests_status` ON `erasure_requests` (`status`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `erasure_requests_subject` ON `erasure_requests` (`subject`);--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob NOT NULL,
	`since_ms` integer NOT NULL,
	`until_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `holds_subject` ON `holds` (`subject`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`owned_by` text NOT NULL,
	`sealed` blob NOT NULL,
	`status` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer NOT NULL,
	`state` blob,
	`result` text,
	`problem` text,
	`created_at_ms` integer NOT NULL,
	`lease_until_ms` integer,
	`worker` text,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `jobs_owner` ON `jobs` (`owned_by`,`created_at_ms`);--> statement-breakpoint
CREATE TABLE `logs` (
	`origin` text PRIMARY KEY NOT NULL,
	`first_seq` integer NOT NULL,
	`closed_seq` integer,
	`vkey` text
);
--> statement-breakpoint
CREATE TABLE `service_erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`system` text NOT NULL,
	`handle` text NOT NULL,
	`status` text NOT NULL,
	`asked_at_ms` integer NOT NULL,
	`answered_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `service_erasures_system` ON `service_erasures` (`system`,`status`,`asked_at_ms`);--> statement-breakpoint
CREATE INDEX `service_erasures_subject` ON `service_erasures` (`subject`);--> statement-breakpoint
CREATE TABLE `suppressions` (
	`handle` text PRIMARY KEY NOT NULL,
	`erased_at_ms` integer NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
ALTER TABLE `idempotency` ADD `subject` text;--> statement-breakpoint
CREATE INDEX `idempotency_subject` ON `idempotency` (`subject`);--> statement-breakpoint
CREATE INDEX `events_erasures` ON `events` (`seq`) WHERE kind = 'erasure';