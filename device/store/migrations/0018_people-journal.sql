CREATE TABLE `people_clock` (
	`appliance` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `people_journal` (
	`ordinal` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`table_name` text NOT NULL,
	`key` text NOT NULL,
	`version` text NOT NULL,
	`row` text,
	`columns` text NOT NULL,
	`is_placed` integer NOT NULL,
	`differs` text NOT NULL,
	`waits_for` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_journal_key` ON `people_journal` (`table_name`,`key`);--> statement-breakpoint
CREATE INDEX `people_journal_version` ON `people_journal` (`version`);--> statement-breakpoint
CREATE INDEX `people_journal_waits` ON `people_journal` (`waits_for`) WHERE "people_journal"."waits_for" is not null;--> statement-breakpoint
CREATE INDEX `people_journal_email` ON `people_journal` ("row" ->> '$.email') WHERE "people_journal"."table_name" = 'accounts';--> statement-breakpoint
CREATE INDEX `people_journal_pin` ON `people_journal` ("row" ->> '$.pin_digest') WHERE "people_journal"."table_name" = 'accounts';--> statement-breakpoint
CREATE TABLE `people_marks` (
	`table_name` text NOT NULL,
	`key` text NOT NULL,
	PRIMARY KEY(`table_name`, `key`)
);
