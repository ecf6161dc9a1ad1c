CREATE TABLE `account_joins` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kept` text NOT NULL,
	`other` text NOT NULL,
	`what` text NOT NULL,
	`by` text,
	`at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `account_joins_other` ON `account_joins` (`other`);--> statement-breakpoint
ALTER TABLE `players` ADD `joined_into` text;--> statement-breakpoint
CREATE INDEX `players_joined` ON `players` (`joined_into`) WHERE "players"."joined_into" is not null;--> statement-breakpoint
CREATE INDEX `people_journal_player` ON `people_journal` ("row" ->> '$.player');--> statement-breakpoint
CREATE INDEX `people_journal_joined` ON `people_journal` ("row" ->> '$.joined_into') WHERE "people_journal"."table_name" = 'players';