CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook` text NOT NULL,
	`handle` text NOT NULL,
	`seq` integer NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`due_at_ms` integer NOT NULL,
	`ended_at_ms` integer,
	`problem` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_once` ON `webhook_deliveries` (`webhook`,`handle`,`seq`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`webhook`,`status`,`due_at_ms`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_handle` ON `webhook_deliveries` (`handle`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_ended` ON `webhook_deliveries` (`status`,`ended_at_ms`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`system` text NOT NULL,
	`touchpoints` text NOT NULL,
	`sealed` blob NOT NULL,
	`from_seq` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`disabled_at_ms` integer,
	`disabled_why` text,
	`delivered_at_ms` integer,
	`failing_since_ms` integer,
	`problem` text
);
--> statement-breakpoint
CREATE INDEX `webhooks_system` ON `webhooks` (`system`);