CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`system` text NOT NULL,
	`scopes` text NOT NULL,
	`touchpoints` text NOT NULL,
	`mac` blob NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`revoked_at_ms` integer
);
--> statement-breakpoint
CREATE TABLE `catalogues` (
	`version` integer PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`published_at_ms` integer NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`channel` text NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contacts_subject` ON `contacts` (`subject`,`at_ms`);--> statement-breakpoint
CREATE TABLE `event_bodies` (
	`seq` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`json` text,
	`opening` blob,
	`type` text NOT NULL,
	`by` text NOT NULL,
	`surface` text NOT NULL,
	`received_at_ms` integer NOT NULL,
	`system` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_bodies_event_id` ON `event_bodies` (`event_id`);--> statement-breakpoint
CREATE INDEX `event_bodies_type` ON `event_bodies` (`type`,`seq`);--> statement-breakpoint
CREATE INDEX `event_bodies_received` ON `event_bodies` (`received_at_ms`);--> statement-breakpoint
CREATE TABLE `event_personal` (
	`seq` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`subject` text NOT NULL,
	`n` integer,
	`sealed` blob NOT NULL,
	`random` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `event_personal_subject` ON `event_personal` (`subject`,`seq`);--> statement-breakpoint
CREATE TABLE `event_purposes` (
	`purpose` text NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`purpose`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `event_purposes_seq` ON `event_purposes` (`seq`);--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`t` integer NOT NULL,
	`kind` text NOT NULL,
	`entry` blob NOT NULL,
	`leaf_hash` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `exposures` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`touchpoint` text NOT NULL,
	`at_ms` integer NOT NULL,
	`received_at_ms` integer NOT NULL,
	`decision_id` text,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `exposures_subject` ON `exposures` (`subject`,`at_ms`);--> statement-breakpoint
CREATE TABLE `head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`t` integer NOT NULL,
	`epoch` text NOT NULL,
	`origin` text NOT NULL,
	`first_seq` integer NOT NULL,
	`range` blob NOT NULL,
	`root` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`payload_hash` text NOT NULL,
	`answer` text NOT NULL,
	`seq` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_created` ON `idempotency` (`created_at_ms`);--> statement-breakpoint
CREATE TABLE `identifiers` (
	`handle` text PRIMARY KEY NOT NULL,
	`system` text NOT NULL,
	`subject` text NOT NULL,
	`sealed` blob
);
--> statement-breakpoint
CREATE INDEX `identifiers_subject` ON `identifiers` (`subject`);--> statement-breakpoint
CREATE TABLE `mail` (
	`id` text PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `mail_created` ON `mail` (`created_at_ms`);--> statement-breakpoint
CREATE TABLE `officers` (
	`id` text PRIMARY KEY NOT NULL,
	`handle` text NOT NULL,
	`sealed` blob NOT NULL,
	`roles` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`removed_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `officers_handle` ON `officers` (`handle`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`topic` text NOT NULL,
	`event_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`who` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `sessions_who` ON `sessions` (`kind`,`who`);--> statement-breakpoint
CREATE INDEX `sessions_expires` ON `sessions` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`page_id` text NOT NULL,
	`purpose` text NOT NULL,
	`code_mac` blob NOT NULL,
	`sealed` blob NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`tries` integer NOT NULL,
	`used_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `sign_ins_page` ON `sign_ins` (`page_id`);--> statement-breakpoint
CREATE INDEX `sign_ins_expires` ON `sign_ins` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `subjects` (
	`subject` text PRIMARY KEY NOT NULL,
	`leader` text NOT NULL,
	`n` integer NOT NULL,
	`head` text NOT NULL,
	`state` blob NOT NULL,
	`seal` blob NOT NULL,
	`seq` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `subjects_leader` ON `subjects` (`leader`);--> statement-breakpoint
CREATE INDEX `subjects_seq` ON `subjects` (`seq`);--> statement-breakpoint
CREATE TABLE `tallies` (
	`subject` text NOT NULL,
	`day` text NOT NULL,
	`touchpoint` text NOT NULL,
	`outcome` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`subject`, `day`, `touchpoint`, `outcome`)
);
