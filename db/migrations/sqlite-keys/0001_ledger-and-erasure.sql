CREATE TABLE `kept_suppressions` (
	`handle` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL,
	`sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `kept_withdrawals` (
	`seq` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`handle` text NOT NULL,
	`sealed` blob NOT NULL,
	PRIMARY KEY(`seq`, `handle`)
);
--> statement-breakpoint
CREATE INDEX `kept_withdrawals_handle` ON `kept_withdrawals` (`handle`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`mac` text PRIMARY KEY NOT NULL,
	`at_ms` integer NOT NULL
);
