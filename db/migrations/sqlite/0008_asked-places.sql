CREATE TABLE `asked_places` (
	`touchpoint` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`touchpoint`, `day`)
);
--> statement-breakpoint
CREATE INDEX `exposures_at` ON `exposures` (`at_ms`,`id`);