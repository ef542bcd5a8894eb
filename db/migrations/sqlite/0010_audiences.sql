CREATE TABLE `audience_members` (
	`bucket` text NOT NULL,
	`audience` text NOT NULL,
	`part` integer NOT NULL,
	`marks` text NOT NULL,
	PRIMARY KEY(`bucket`, `audience`, `part`)
);
--> statement-breakpoint
CREATE TABLE `audiences` (
	`id` text PRIMARY KEY NOT NULL,
	`system` text NOT NULL,
	`touchpoint` text NOT NULL,
	`sealed` blob NOT NULL,
	`at_ms` integer NOT NULL
);
