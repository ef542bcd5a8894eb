CREATE TABLE `tally_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`bucket` integer NOT NULL,
	`day` text NOT NULL,
	`changes` integer NOT NULL,
	`counts` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tally_runs_bucket` ON `tally_runs` (`bucket`,`day`);